"""Encoders whose layers torchvision builds, without weights, for images of one plane."""

import torch
import torchvision
from torch import nn


class ResNet50(nn.Module):
    """[N, 1, H, W] -> maps at 1/4 [N, 256, ...] and at the end [N, 2048, ...] (He, CVPR 2016)."""

    def __init__(self, stride=32):
        """@param stride 32, or 16 with the last stage dilated"""
        super().__init__()
        net = torchvision.models.resnet50(replace_stride_with_dilation=[False, False, stride == 16])
        self.stem = nn.Sequential(net.conv1, net.bn1, net.relu, net.maxpool)
        self.first = net.layer1
        self.rest = nn.Sequential(net.layer2, net.layer3, net.layer4)

    def forward(self, x):
        low = self.first(self.stem(three_planes(x)))
        return low, self.rest(low)


class MobileNetV3(nn.Module):
    """[N, 1, H, W] -> maps at 1/8 [N, 40, ...] and, the last stage dilated, at 1/16 [N, 960, ...] (Howard, ICCV 2019)."""

    def __init__(self):
        super().__init__()
        layers = torchvision.models.mobilenet_v3_large(dilated=True).features
        # The sixth bottleneck is the last one at 1/8.
        self.first, self.rest = layers[:7], layers[7:]

    def forward(self, x):
        low = self.first(three_planes(x))
        return low, self.rest(low)


def three_planes(x):
    """As ImageNet's encoders take them; densities reach 2."""
    return torch.cat([x, x, x], 1)
