"""
DeepLabV3+ (Chen, ECCV 2018) on a ResNet-50 at 1/16: convolutions of several rates side by side, then a decoder that takes
the encoder's maps at 1/4 in.
"""

import torch
from torch import nn

from .blocks import conv, resized, twice
from .encoders import ResNet50

RATES = (6, 12, 18)
WIDTH, LOW_WIDTH = 256, 48


class DeepLabV3Plus(nn.Module):
    """[N, 1, H, W], edges multiples of 16 -> logits [N, classes, H, W]."""

    def __init__(self, classes):
        super().__init__()
        self.encoder = ResNet50(stride=16)
        self.rates = nn.ModuleList([conv(2048, WIDTH, 1), *(conv(2048, WIDTH, 3, dilation=rate) for rate in RATES)])
        # No normalisation: a batch of one has one value a channel here.
        self.whole = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(2048, WIDTH, 1), nn.ReLU())
        self.joined = nn.Sequential(conv((len(RATES) + 2) * WIDTH, WIDTH, 1), nn.Dropout(0.5))
        self.low = conv(256, LOW_WIDTH, 1)
        self.decoder = nn.Sequential(twice(WIDTH + LOW_WIDTH, WIDTH), nn.Conv2d(WIDTH, classes, 1))

    def forward(self, x):
        low, high = self.encoder(x)
        seen = [rate(high) for rate in self.rates]
        # Its one value a channel, as large as the others.
        whole = self.whole(high) + torch.zeros_like(seen[0])
        found = resized(self.joined(torch.cat([*seen, whole], 1)), low)
        return resized(self.decoder(torch.cat([found, self.low(low)], 1)), x)
