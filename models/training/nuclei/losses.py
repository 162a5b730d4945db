"""What networks of nuclei learn by; targets [N, 5, H, W]: foreground, distance, weight, horizontal and vertical way."""

import torch
import torch.nn.functional as F

from .ways import RISE, SMOOTH

# Of the ways' gradients beside the ways themselves (Graham 2019).
GRADIENTS = 2


def distance_loss(output, targets):
    """Foreground, absolute and squared error of the distance. @param output [N, 2, H, W], or several, summed"""
    if isinstance(output, tuple):
        return sum(distance_loss(each, targets) for each in output)
    foreground, distance, weight = targets[:, :3].unbind(1)
    logit, guess = output.unbind(1)
    error = (guess - distance).abs()
    return foreground_loss(logit, foreground, weight) + mean(error + error**2, weight)


def ways_loss(output, targets):
    """HoVer-Net's: foreground, squared error of the ways and, in nuclei, of their gradients. @param output [N, 3, H, W]"""
    foreground, _, weight, *ways = targets.unbind(1)
    logit, *guesses = output.unbind(1)
    value = foreground_loss(logit, foreground, weight)
    for guess, way, axis in zip(guesses, ways, (3, 2)):
        gap = guess - way
        value = value + mean(gap**2, weight) + GRADIENTS * mean(gradient(gap, axis) ** 2, weight * foreground)
    return value


def foreground_loss(logit, foreground, weight):
    """Cross entropy and Dice."""
    entropy = mean(F.binary_cross_entropy_with_logits(logit, foreground, reduction="none"), weight)
    p = torch.sigmoid(logit)
    both, sizes = (weight * p * foreground).sum(), (weight * (p + foreground)).sum()
    return entropy + 1 - (2 * both + 1) / (sizes + 1)


def mean(values, weight):
    return (weight * values).sum() / weight.sum().clamp(min=1)


def gradient(plane, axis):
    """Sobel's, a unit a pixel. @param plane [N, H, W]"""
    steps = torch.tensor(RISE / (RISE * range(len(RISE))).sum(), dtype=torch.float32)
    smooth = torch.tensor(SMOOTH / SMOOTH.sum(), dtype=torch.float32)
    kernel = smooth[:, None] * steps if axis == 3 else steps[:, None] * smooth
    return F.conv2d(plane[:, None], kernel[None, None], padding=len(RISE) // 2)[:, 0]
