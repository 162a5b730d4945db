"""
StainIntensityNet (Yin et al. 2025: a light network after RAM-CNN, 0.1 million parameters). The paper says no more of it;
widths and the way in which the target region weighs are ours.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .blocks import conv


class StainIntensityNet(nn.Module):
    """[N, 2, H, W] DAB density and target region (1 in it) -> [N] H-score / 300."""

    def __init__(self, widths=(16, 32, 64, 96)):
        super().__init__()
        self.features = nn.Sequential(*(conv(a, b, 5 if a == 2 else 3, 2) for a, b in zip((2, *widths), widths)))
        self.attention = nn.Conv2d(widths[-1], 1, 1)
        self.head = nn.Sequential(nn.Linear(widths[-1], 64), nn.ReLU(), nn.Linear(64, 1))

    def forward(self, x):
        target = x[:, 1:]
        maps = self.features(torch.cat([x[:, :1] * target, target], 1))
        region = F.avg_pool2d(target, 2 ** len(self.features))
        weight = region * (0.5 + torch.sigmoid(self.attention(maps)))
        pooled = (maps * weight).sum((2, 3)) / (weight.sum((2, 3)) + 1e-6)
        return torch.sigmoid(self.head(pooled))[:, 0]
