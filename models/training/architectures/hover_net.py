"""
HoVer-Net without its classes (Graham, Med Image Anal 2019;58:101563): a pre-activated ResNet-50 that keeps the full
resolution in its first stage, and a decoder each for nuclear pixels and for the horizontal and vertical way from a
nucleus' centre. Borders are padded, so that the output is as large as the input; the paper crops them.
"""

import torch
from torch import nn

from .blocks import doubled

# Width within a unit, units, stride of each stage.
STAGES = ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2))
EXPANSION = 4
MAPS = {"nuclear": 1, "ways": 2}


class HoverNet(nn.Module):
    """[N, 3, H, W] light that was absorbed, edges multiples of 8 -> [N, 3, H, W]: nuclear logit, horizontal, vertical."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 64, 7, padding=3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True))
        widths = [64, *(EXPANSION * width for width, _, _ in STAGES)]
        self.stages = nn.ModuleList(stage(before, *each) for before, each in zip(widths, STAGES))
        self.bottom = nn.Conv2d(widths[-1], widths[-2], 1, bias=False)
        self.decoders = nn.ModuleList(Decoder(maps) for maps in MAPS.values())

    def forward(self, x):
        x, skipped = self.stem(x), []
        for each in self.stages:
            x = each(x)
            skipped.append(x)
        skipped[-1] = self.bottom(x)
        return torch.cat([decoder(skipped) for decoder in self.decoders], 1)


def stage(before, width, units, stride):
    after = EXPANSION * width
    rest = (Unit(after, width, 1, False) for _ in range(units - 1))
    return nn.Sequential(Unit(before, width, stride, True), *rest, normalised(after))


class Unit(nn.Module):
    """Of a pre-activated ResNet (He, ECCV 2016)."""

    def __init__(self, before, width, stride, is_first):
        super().__init__()
        after = EXPANSION * width
        # The first unit's input is activated already.
        self.body = nn.Sequential(
            *([] if is_first else [normalised(before)]),
            nn.Conv2d(before, width, 1, bias=False),
            normalised(width),
            nn.Conv2d(width, width, 3, stride, 1, bias=False),
            normalised(width),
            nn.Conv2d(width, after, 1, bias=False),
        )
        self.shortcut = nn.Conv2d(before, after, 1, stride, bias=False) if is_first else nn.Identity()

    def forward(self, x):
        return self.shortcut(x) + self.body(x)


class Decoder(nn.Module):
    """Up three times, each time with the encoder's maps of that size added."""

    def __init__(self, maps):
        super().__init__()
        self.third = nn.Sequential(wide(1024, 256), *dense(256, 8), nn.Conv2d(512, 512, 1, bias=False))
        self.second = nn.Sequential(wide(512, 128), *dense(128, 4), nn.Conv2d(256, 256, 1, bias=False))
        self.first = nn.Sequential(wide(256, 64), normalised(64), nn.Conv2d(64, maps, 1))

    def forward(self, skipped):
        x = skipped[-1]
        for level, skip in zip((self.third, self.second, self.first), skipped[-2::-1]):
            x = level(doubled(x) + skip)
        return x


class DenseUnit(nn.Module):
    def __init__(self, before):
        super().__init__()
        self.body = nn.Sequential(
            normalised(before),
            nn.Conv2d(before, 128, 1, bias=False),
            normalised(128),
            nn.Conv2d(128, GROWTH, 5, padding=2, groups=4, bias=False),
        )

    def forward(self, x):
        return torch.cat([x, self.body(x)], 1)


GROWTH = 32


def dense(before, units):
    after = before + units * GROWTH
    return (*(DenseUnit(before + at * GROWTH) for at in range(units)), normalised(after))


def wide(before, after):
    return nn.Conv2d(before, after, 5, padding=2, bias=False)


def normalised(width):
    return nn.Sequential(nn.BatchNorm2d(width), nn.ReLU())
