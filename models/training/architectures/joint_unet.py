"""
Ours: one small U-Net (Ronneberger, MICCAI 2015) for tissue and nuclei. It works at half the resolution from its first
layer on; nuclei come back to full resolution by sub-pixels (Shi, CVPR 2016). It sees 104 px around a pixel.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .blocks import doubled, twice

WIDTHS = (16, 32, 64, 160)


class JointUNet(nn.Module):
    """[N, 1, H, W], edges multiples of 16 -> logits [N, classes + 1, H, W]; the last one of nuclei."""

    def __init__(self, classes=4, inputs=1, widths=WIDTHS):
        super().__init__()
        self.classes = classes
        self.stem = nn.Conv2d(inputs, widths[0], 4, 2, 1)
        self.down = nn.ModuleList(twice(a, b) for a, b in zip([widths[0], *widths], widths))
        self.up = nn.ModuleList(twice(a + b, b) for a, b in zip(widths[:0:-1], widths[-2::-1]))
        self.head = nn.Conv2d(widths[0], classes + 4, 1)

    def forward(self, x):
        x = self.stem(x)
        skipped = []
        for level, down in enumerate(self.down):
            x = down(x if level == 0 else F.max_pool2d(x, 2))
            skipped.append(x)
        for up, skip in zip(self.up, skipped[-2::-1]):
            x = up(torch.cat([doubled(x), skip], 1))
        found = self.head(x)
        tissue = F.interpolate(found[:, : self.classes], scale_factor=2.0, mode="bilinear", align_corners=False)
        return torch.cat([tissue, F.pixel_shuffle(found[:, self.classes :], 2)], 1)
