"""Networks by name, and what the file of one holds."""

import torch
from torch import nn

from architectures.joint_unet import JointUNet

from .folders import CLASSES

NAMES = {
    "joint-unet": "U-Net (Ronneberger 2015) for tissue and nuclei at half resolution, ours, {:.2f} M parameters",
}
NETWORKS = tuple(NAMES)


def new_network(kind) -> nn.Module:
    """[N, 1, H, W] haematoxylin -> logits [N, 4, H, W], of `joint-unet` [N, 5, H, W] with nuclei."""
    return {"joint-unet": JointUNet}[kind]()


def architecture_of(kind, net):
    return NAMES[kind].format(sum(each.numel() for each in net.parameters()) / 1e6) + ", int8 weights"


class AsShipped(nn.Module):
    """Probabilities in place of logits: tissue [N, 4, H, W] and, where the network has them, nuclei [N, 1, H, W]."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        found = self.net(x)
        tissue = torch.softmax(found[:, : len(CLASSES)], 1)
        return (tissue, torch.sigmoid(found[:, len(CLASSES) :])) if found.shape[1] > len(CLASSES) else tissue

    def outputs(self, x):
        found = self(x)
        return found if isinstance(found, tuple) else (found,)
