"""VGG16Regression and ResNetRegression (Yin et al. 2025): the features of VGG-16 and ResNet-18, one number at their end."""

import torch
import torch.nn.functional as F
import torchvision
from torch import nn

# Pixels of the patch beneath one of the features, of both networks.
STRIDE = 32


class Regression(nn.Module):
    """
    [N, 2, H, W] DAB density and target region, edges multiples of 32 -> [N] H-score / 300. The third plane is DAB within
    the region; the features' mean is over the region (ours), since a score is a share of its pixels.
    """

    def __init__(self, features, width):
        super().__init__()
        self.features = features
        self.head = nn.Linear(width, 1)

    def forward(self, x):
        planes = torch.cat([x, x[:, :1] * x[:, 1:]], 1)
        region = F.avg_pool2d(x[:, 1:], STRIDE)
        pooled = (self.features(planes) * region).sum((2, 3)) / (region.sum((2, 3)) + 1e-6)
        return torch.sigmoid(self.head(pooled))[:, 0]


def vgg16_regression():
    """Simonyan and Zisserman 2015, batch normalisation added; 14.7 million parameters."""
    return Regression(torchvision.models.vgg16_bn().features, 512)


def resnet18_regression():
    """He et al., CVPR 2016."""
    layers = list(torchvision.models.resnet18().children())[:-2]
    return Regression(nn.Sequential(*layers), 512)
