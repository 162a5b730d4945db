"""
MobileNetV3 for segmentation: the encoder and "lite reduced" head of Howard, ICCV 2019 (section 6.4). Of the head's second
branch the mean is taken over the whole patch.
"""

import torch
from torch import nn

from .blocks import conv, resized
from .encoders import MobileNetV3

WIDTH = 128


class MobileNetV3Segmentation(nn.Module):
    """[N, 1, H, W], edges multiples of 16 -> logits [N, classes, H, W]."""

    def __init__(self, classes):
        super().__init__()
        self.encoder = MobileNetV3()
        self.values = conv(960, WIDTH, 1)
        self.gate = nn.Conv2d(960, WIDTH, 1, bias=False)
        self.high = nn.Conv2d(WIDTH, classes, 1)
        self.low = nn.Conv2d(40, classes, 1)

    def forward(self, x):
        low, high = self.encoder(x)
        gate = torch.sigmoid(self.gate(high.mean((2, 3), keepdim=True)))
        return resized(resized(self.high(self.values(high) * gate), low) + self.low(low), x)
