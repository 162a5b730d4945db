"""Nuclei out of the network's maps, and how well they fit drawn ones. The pipeline has its own way to the same end."""

import numpy as np
import torch
from scipy import ndimage
from skimage.measure import label
from skimage.morphology import h_maxima
from skimage.segmentation import watershed

from nuclei.camera import absorbed

# Height that a maximum of the distance must rise above its surroundings; areas in px of 0.5 um (10 and 400 um2). Ours.
RISE = 0.15
LEAST_AREA, MOST_AREA = 40, 1600
# A found and a drawn nucleus are the same from this overlap on: intersection over union.
SAME = 0.5
# Edges are multiples of what the pooling halves.
STEP = 8


@torch.no_grad()
def maps(model, rgb, white):
    """The file's outputs for a picture at 0.5 um/px."""
    height, width = rgb.shape[:2]
    image = np.pad(absorbed(rgb, white), ((0, 0), (0, -height % STEP), (0, -width % STEP)))
    return [each[0, 0, :height, :width].numpy() for each in model(torch.from_numpy(image)[None])]


def instances(foreground, distance, threshold):
    inside = ndimage.binary_fill_holes(foreground >= threshold)
    seeds = label(h_maxima(distance.astype(np.float64), RISE)) * inside
    found = watershed(-distance, seeds, mask=inside)
    areas = np.bincount(found.ravel())
    found[~((areas >= LEAST_AREA) & (areas <= MOST_AREA))[found]] = 0
    return found


def pairs(found, drawn):
    """How many nuclei are found, drawn, and the same."""
    counts = {}
    for a, b in zip(found[(found > 0) & (drawn > 0)], drawn[(found > 0) & (drawn > 0)]):
        counts[a, b] = counts.get((a, b), 0) + 1
    sizes = np.bincount(found.ravel()), np.bincount(drawn.ravel())
    same = sum(1 for (a, b), both in counts.items() if both / (sizes[0][a] + sizes[1][b] - both) > SAME)
    return int((sizes[0][1:] > 0).sum()), int((sizes[1][1:] > 0).sum()), same
