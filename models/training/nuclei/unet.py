"""
A small U-Net (Ronneberger 2015): foreground and per-nucleus normalised distance (as StarDist and HoVer-Net's maps, a
value a pixel that falls from the middle of a nucleus to its rim).
"""

import torch
import torch.nn.functional as F
from torch import nn

# Ours: about 0.48 million parameters.
BASE, DEPTH = 16, 4
# Standard deviation in px by which the distance is smoothed before its maxima are sought. Ours.
SMOOTHING = 1.5


def block(inputs, outputs):
    def layer(a):
        return [nn.Conv2d(a, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]

    return nn.Sequential(*layer(inputs), *layer(outputs))


class UNet(nn.Module):
    """[N, 3, H, W] light that was absorbed, 0 (glass) to 1 -> logit of the foreground and distance [N, 2, H, W]."""

    def __init__(self, base=BASE, depth=DEPTH):
        super().__init__()
        widths = [base * 2**level for level in range(depth)]
        self.down = nn.ModuleList(block(a, b) for a, b in zip([3, *widths], widths))
        self.up = nn.ModuleList(block(a + b, b) for a, b in zip(widths[:0:-1], widths[-2::-1]))
        self.head = nn.Conv2d(base, 2, 1)

    def forward(self, x):
        skipped = []
        for level, down in enumerate(self.down):
            x = down(x if level == 0 else F.max_pool2d(x, 2))
            skipped.append(x)
        for up, skip in zip(self.up, skipped[-2::-1]):
            x = up(torch.cat([F.interpolate(x, scale_factor=2.0, mode="nearest"), skip], 1))
        return self.head(x)


class SmoothDistance(nn.Module):
    """As it is shipped: with the sigmoid and the smoothing in the graph, so that nothing of it is left to the caller's arithmetic."""

    def __init__(self, net):
        super().__init__()
        self.net = net
        self.reach = int(3 * SMOOTHING + 0.5)
        weights = torch.exp(-torch.arange(-self.reach, self.reach + 1).float() ** 2 / (2 * SMOOTHING**2))
        self.register_buffer("weights", weights / weights.sum())

    def forward(self, x):
        logit, distance = self.net(x).split(1, 1)
        rows = F.conv2d(distance, self.weights[None, None, None, :], padding=(0, self.reach))
        smooth = F.conv2d(rows, self.weights[None, None, :, None], padding=(self.reach, 0))
        return torch.sigmoid(logit), smooth.clamp(0, 1)
