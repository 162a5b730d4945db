"""Networks by name, and what the file of one holds."""

import torch
from torch import nn

from architectures.deeplab_v3_plus import DeepLabV3Plus
from architectures.joint_unet import JointUNet
from architectures.mobilenet_v3 import MobileNetV3Segmentation
from architectures.moco_sm import MocoSm
from architectures.unet import UNet
from architectures.unet_plus_plus import UNetPlusPlus

from .folders import CLASSES

NETWORKS = {
    "joint-unet": (JointUNet, "U-Net (Ronneberger 2015) for tissue and nuclei at half resolution, ours"),
    "moco-sm": (MocoSm, "MoCo-SM (Yin 2025): ResNet-50, 1 x 1 convolution, bilinear"),
    "mobilenetv3": (MobileNetV3Segmentation, "MobileNetV3 (Howard 2019), large, with its lite reduced head"),
    "unet": (UNet, "U-Net (Ronneberger 2015) with batch normalisation"),
    "unet++": (UNetPlusPlus, "U-Net++ (Zhou 2018), the mean of its heads"),
    "deeplabv3+": (DeepLabV3Plus, "DeepLabV3+ (Chen 2018) on ResNet-50 at 1/16"),
}


def new_network(kind) -> nn.Module:
    """[N, 1, H, W] haematoxylin -> logits [N, 4, H, W], of `joint-unet` [N, 5, H, W] with nuclei."""
    return NETWORKS[kind][0](len(CLASSES))


def architecture_of(kind, net):
    return f"{NETWORKS[kind][1]}, {sum(each.numel() for each in net.parameters()) / 1e6:.2f} M parameters, int8 weights"


def load_initial(net, file):
    """Weights of an earlier training, or those of pretrain_moco.py, which are of the encoder alone."""
    weights = torch.load(file, map_location="cpu")
    own = net.state_dict()
    missing = [name for name in own if name not in weights or weights[name].shape != own[name].shape]
    is_encoder = all(name.startswith("encoder.") for name in weights)
    if missing and not (is_encoder and all(name.startswith("head.") for name in missing)):
        raise SystemExit(f"{file} does not fit this network: {missing[0]} is missing or has another shape.")
    net.load_state_dict(weights, strict=False)


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
