"""VGG16Regression and ResNetRegression (Yin et al. 2025): the features of VGG-16 and ResNet-18, one number at their end."""

import torch
import torchvision
from torch import nn


class Regression(nn.Module):
    """[N, 2, H, W] DAB density and target region -> [N] H-score / 300. The third plane is DAB within the region."""

    def __init__(self, features, width):
        super().__init__()
        self.features = features
        self.head = nn.Linear(width, 1)

    def forward(self, x):
        planes = torch.cat([x, x[:, :1] * x[:, 1:]], 1)
        return torch.sigmoid(self.head(self.features(planes).mean((2, 3))))[:, 0]


def vgg16_regression():
    """Simonyan and Zisserman 2015, batch normalisation added; 14.7 million parameters."""
    return Regression(torchvision.models.vgg16_bn().features, 512)


def resnet18_regression():
    """He et al., CVPR 2016."""
    layers = list(torchvision.models.resnet18().children())[:-2]
    return Regression(nn.Sequential(*layers), 512)
