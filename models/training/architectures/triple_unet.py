"""
Triple U-Net (Zhao, Med Image Anal 2020;65:101786): a U-Net on RGB, one on the haematoxylin in it, and a third one whose
levels aggregate, progressively and densely, what the two have found there. Widths and heads are ours: all three learn
foreground and distance, as the other networks of nuclei here; the third one's are the answer.
"""

import math
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import nn

from tissue.stain import FROM_DENSITY, MOST

from .blocks import conv, doubled, twice

WIDTHS = (16, 32, 64, 128)
MAPS = 2


class TripleUNet(nn.Module):
    """[N, 3, H, W] light that was absorbed, edges multiples of 8 -> [N, 2, H, W]; while it learns, of all three networks."""

    def __init__(self, widths=WIDTHS):
        super().__init__()
        self.register_buffer("haematoxylin", torch.from_numpy(FROM_DENSITY[:, 0].copy())[None, :, None, None])
        self.rgb, self.stain = Branch(3, widths), Branch(1, widths)
        self.down = nn.ModuleList(Aggregation(a, b, b) for a, b in zip((0, *widths), widths))
        self.up = nn.ModuleList(Aggregation(a + b, b, b) for a, b in zip(widths[:0:-1], widths[-2::-1]))
        self.head = nn.Conv2d(widths[0], MAPS, 1)

    def forward(self, x):
        rgb, stain = self.rgb(x), self.stain(self.haematoxylin_of(x))
        own, skipped = [], []
        for level, down in enumerate(self.down):
            own = [down([F.max_pool2d(each, 2) for each in own], rgb.down[level], stain.down[level])]
            skipped += own
        (found,) = own
        for level, up in enumerate(self.up):
            found = up([doubled(found), skipped[-2 - level]], rgb.up[level], stain.up[level])
        found = self.head(found)
        return (found, rgb.found, stain.found) if self.training else found

    def haematoxylin_of(self, absorbed):
        """Optical density of haematoxylin (Ruifrok's vectors), 0 to 2."""
        density = torch.log((1 - absorbed).clamp(min=1 / 255)) / -math.log(10)
        return F.conv2d(density, self.haematoxylin).clamp(0, MOST)


class Aggregation(nn.Module):
    """Each step takes all that came before it: first the RGB network's maps, then the haematoxylin's."""

    def __init__(self, own, width, outputs):
        super().__init__()
        self.with_rgb = conv(own + width, outputs)
        self.with_stain = conv(own + 2 * width + outputs, outputs)
        self.all = conv(own + 2 * width + 2 * outputs, outputs, 1)

    def forward(self, own, rgb, stain):
        first = self.with_rgb(torch.cat([*own, rgb], 1))
        second = self.with_stain(torch.cat([*own, rgb, first, stain], 1))
        return self.all(torch.cat([*own, rgb, stain, first, second], 1))


class Branch(nn.Module):
    """A U-Net that also gives what each of its levels found."""

    def __init__(self, inputs, widths):
        super().__init__()
        self.down = nn.ModuleList(twice(a, b) for a, b in zip((inputs, *widths), widths))
        self.up = nn.ModuleList(twice(a + b, b) for a, b in zip(widths[:0:-1], widths[-2::-1]))
        self.head = nn.Conv2d(widths[0], MAPS, 1)

    def forward(self, x):
        below, above = [], []
        for level, down in enumerate(self.down):
            x = down(x if level == 0 else F.max_pool2d(x, 2))
            below.append(x)
        for up, skip in zip(self.up, below[-2::-1]):
            x = up(torch.cat([doubled(x), skip], 1))
            above.append(x)
        return Levels(below, above, self.head(x))


class Levels(NamedTuple):
    down: list
    up: list
    found: torch.Tensor
