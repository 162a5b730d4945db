"""Networks of nuclei by name: what builds one, what it learns by, what its file gives, and how nuclei come out of that."""

from dataclasses import dataclass
from typing import Callable

import torch
from torch import nn

from architectures.hover_net import HoverNet
from architectures.triple_unet import TripleUNet

from .instances import instances
from .losses import distance_loss, ways_loss
from .unet import SmoothDistance, UNet
from .ways import hover_nuclei


class AsWays(nn.Module):
    """Foreground and both ways, 0 for -1 and 1 for 1."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        logit, horizontal, vertical = self.net(x).split(1, 1)
        return torch.sigmoid(logit), (horizontal / 2 + 0.5).clamp(0, 1), (vertical / 2 + 0.5).clamp(0, 1)


def hover_instances(foreground, horizontal, vertical, threshold):
    return hover_nuclei(*((255 * each).round().astype("uint8") for each in (foreground, horizontal, vertical)), threshold)


@dataclass
class Kind:
    new: Callable
    name: str
    loss: Callable = distance_loss
    as_shipped: Callable = SmoothDistance
    outputs: tuple = ("foreground", "distance")
    # (maps of the file's outputs, threshold) -> labels
    nuclei: Callable = instances


NETWORKS = {
    "small-unet": Kind(UNet, "U-Net (Ronneberger 2015), base 16, depth 4"),
    "triple-unet": Kind(TripleUNet, "Triple U-Net (Zhao 2020), widths and heads ours"),
    "hover-net": Kind(
        HoverNet,
        "HoVer-Net (Graham 2019) without classes, borders padded",
        ways_loss,
        AsWays,
        ("foreground", "horizontal", "vertical"),
        hover_instances,
    ),
}


def architecture_of(kind, net):
    return f"{NETWORKS[kind].name}, {sum(each.numel() for each in net.parameters()) / 1e6:.2f} M parameters, int8 weights"
