"""Networks that class a tile of tissue: RGB 0 to 255 / 255, [N, 3, 224, 224] at 0.5 um/px -> a probability a class."""

import torch
import torch.nn.functional as F
from torch import nn

from tiles.vgg import TIMES, vgg19

NETWORKS = ("fast", "vgg19", "vgg19-quarter")
NAMES = {
    "fast": "small residual network on 2 x 2 means (1 um/px), 0.57 M parameters, ours",
    "vgg19": "VGG-19 (Simonyan 2015) with batch normalisation and a pooled head",
    "vgg19-quarter": "VGG-19 (Simonyan 2015) at a quarter of its widths, with batch normalisation and a pooled head",
}


def new_network(kind, classes) -> nn.Module:
    if kind == "fast":
        return FastTiles(classes)
    return vgg19(classes, TIMES if kind == "vgg19-quarter" else 1)


class FastTiles(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.features = nn.Sequential(
            nn.AvgPool2d(2),
            *conv(3, 16, 2),
            *conv(16, 32, 2),
            Residual(32),
            *conv(32, 64, 2),
            Residual(64),
            Residual(64),
            *conv(64, 128, 2),
            Residual(128),
        )
        self.head = nn.Linear(128, classes)

    def forward(self, x):
        return self.head(self.features(x).mean(dim=(2, 3)))


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(
            *conv(width, width), nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width)
        )

    def forward(self, x):
        return F.relu(x + self.body(x))


def conv(before, after, stride=1):
    return nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU()


class AsShipped(nn.Module):
    """Takes 0..1 and gives probabilities; the mean and spread of an RGB image stand in the graph."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.softmax(self.net(centred(x)), dim=1)


def centred(x):
    return (x - 0.7) / 0.2
