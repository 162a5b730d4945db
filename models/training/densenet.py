"""DenseNet-121 (Huang 2017, as in torchvision) for 'low' / 'high', with its Grad-CAM as a second output."""

import torch
import torch.nn.functional as F
import torchvision
from torch import nn

CLASSES = ("low", "high")


def new_densenet121() -> nn.Module:
    # Called without arguments: `pretrained` and `weights` differ between torchvision 0.14 and later versions, and
    # the default of both is random initialisation.
    net = torchvision.models.densenet121()
    net.classifier = nn.Linear(net.classifier.in_features, len(CLASSES))
    return net


class WithGradCam(nn.Module):
    """
    [N, 3, 224, 224] -> probability [N, 2] and cam [N, 2, 7, 7].

    The net ends norm5 -> ReLU -> global average pooling -> linear, so Grad-CAM of a class logit at the ReLU is
    relu(sum of w_k A_k) / 49: a 1 x 1 convolution with the classifier's weights. The 1/49 is left out.
    """

    def __init__(self, net: nn.Module):
        super().__init__()
        self.net = net

    def forward(self, x):
        features = F.relu(self.net.features(x))
        logits = self.net.classifier(features.mean(dim=(2, 3)))
        cam = F.relu(F.conv2d(features, self.net.classifier.weight[:, :, None, None]))
        return torch.softmax(logits, dim=1), cam
