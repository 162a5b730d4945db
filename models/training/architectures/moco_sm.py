"""
MoCo-SM (Yin et al. 2025): a ResNet-50 that learnt from unlabelled patches by MoCo v2 (pretrain_moco.py), one 1 x 1
convolution and bilinear interpolation.
"""

from torch import nn

from .blocks import resized
from .encoders import ResNet50


class MocoSm(nn.Module):
    """[N, 1, H, W], edges multiples of 32 -> logits [N, classes, H, W]."""

    def __init__(self, classes):
        super().__init__()
        self.encoder = ResNet50()
        self.head = nn.Conv2d(2048, classes, 1)

    def forward(self, x):
        return resized(self.head(self.encoder(x)[1]), x)
