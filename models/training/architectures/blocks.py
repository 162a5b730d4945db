"""What several networks are made of."""

import torch.nn.functional as F
from torch import nn


def conv(inputs, outputs, size=3, stride=1, dilation=1, groups=1):
    """Convolution that keeps the size (but for its stride), batch normalisation, ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, dilation * (size // 2), dilation, groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def twice(inputs, outputs):
    return nn.Sequential(conv(inputs, outputs), conv(outputs, outputs))


def resized(x, like):
    # By a factor that is a number: a size would be computed in the file, from the input's.
    factor = [int(after) / int(before) for before, after in zip(x.shape[2:], like.shape[2:])]
    return F.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=False)


def doubled(x):
    return F.interpolate(x, scale_factor=2.0, mode="nearest")
