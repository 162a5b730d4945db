"""
U-Net (Ronneberger, MICCAI 2015): its widths and up-convolutions; batch normalisation added and borders padded, so that
the output is as large as the input.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .blocks import twice

WIDTHS = (64, 128, 256, 512, 1024)


class UNet(nn.Module):
    """[N, inputs, H, W], edges multiples of 16 -> logits [N, classes, H, W]."""

    def __init__(self, classes, inputs=1, widths=WIDTHS):
        super().__init__()
        self.down = nn.ModuleList(twice(a, b) for a, b in zip((inputs, *widths), widths))
        pairs = list(zip(widths[:0:-1], widths[-2::-1]))
        self.doubles = nn.ModuleList(nn.ConvTranspose2d(a, b, 2, 2) for a, b in pairs)
        self.up = nn.ModuleList(twice(2 * b, b) for _, b in pairs)
        self.head = nn.Conv2d(widths[0], classes, 1)

    def forward(self, x):
        skipped = []
        for level, down in enumerate(self.down):
            x = down(x if level == 0 else F.max_pool2d(x, 2))
            skipped.append(x)
        for double, up, skip in zip(self.doubles, self.up, skipped[-2::-1]):
            x = up(torch.cat([skip, double(x)], 1))
        return self.head(x)
