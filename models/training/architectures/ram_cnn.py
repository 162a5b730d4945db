"""
RAM-CNN (Liu et al., IEEE Trans Med Imaging 2019;38:617): a region attention multi-channel network for H-scores, here with
one input as in Yin et al. 2025: DAB and region are two channels. Widths are ours where the papers give none.
"""

import torch
import torch.nn.functional as F
from torch import nn


class RamCnn(nn.Module):
    """[N, 2, H, W] DAB density and target region -> [N] H-score / 300."""

    def __init__(self, widths=(32, 64, 128, 128)):
        super().__init__()
        self.layers = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in zip((2, *widths), widths))
        self.masks = nn.ModuleList(nn.Conv2d(1, b, 3, padding=1) for b in widths)
        self.head = nn.Sequential(nn.Linear(widths[-1], 256), nn.ReLU(), nn.Dropout(0.5), nn.Linear(256, 1))

    def forward(self, x):
        region = x[:, 1:]
        for layer, mask in zip(self.layers, self.masks):
            # What a layer finds is weighed by where the target lies.
            x = F.max_pool2d(F.relu(layer(x)) * torch.sigmoid(mask(region)), 2)
            region = F.avg_pool2d(region, 2)
        weight = region + 1e-6
        return torch.sigmoid(self.head((x * weight).sum((2, 3)) / weight.sum((2, 3))))[:, 0]
