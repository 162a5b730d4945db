"""
Brown on membranes and in cytoplasm, around nuclei that stay blue: cells reach 2 to 4 um from their nucleus or half way to
the next one; each has a membrane, whole or for 30 to 80 % of the way around, and a weaker brown within. Ranges are ours.
"""

import numpy as np
from scipy import ndimage

from nuclei.recolour import counterstained, log_uniform

# Pixels of 0.5 um: half the width of a membrane, and what lies between a nucleus and it.
HALF_MEMBRANE = (0.5, 1.5)
REACH = (2, 9)


def stained_around(density, labels, rng):
    """Amounts of haematoxylin and DAB, optical density."""
    kept = np.ones(labels.max() + 1)
    dab = np.full(labels.shape, rng.uniform(0, 0.06)) * density
    if rng.random() < 0.85:
        brown, kept = around(labels, rng)
        dab = dab + brown * grain(labels.shape, rng)
    if rng.random() < 0.5:
        dab = dab + rng.uniform(0, 0.25) * ndimage.gaussian_filter(dab, rng.uniform(2, 5))
    return counterstained(density, labels, kept, rng), ndimage.gaussian_filter(dab, rng.uniform(0.3, 0.8))


def around(labels, rng):
    """DAB of stained cells, and how much of their haematoxylin each nucleus shows beside it."""
    count = labels.max() + 1
    away, nearest = ndimage.distance_transform_edt(labels == 0, return_indices=True)
    uneven = 1 + rng.uniform(0, 0.5) * noise(labels.shape, 5, rng)
    cells = np.where((away <= rng.uniform(*REACH) * uneven) | (labels > 0), labels[tuple(nearest)], 0)
    positive = rng.random(count) < rng.beta(0.7, 0.7)
    positive[0] = False
    amount = np.where(positive, log_uniform(rng, 0.15, 1.6) * rng.uniform(0.4, 1.2, count), 0)
    membrane = 0 if rng.random() < 0.2 else 1
    cytoplasm = rng.uniform(0, 0.5) if membrane else rng.uniform(0.3, 1)
    over_nuclei = rng.uniform(0, 0.6) * cytoplasm
    share = np.where(labels > 0, over_nuclei, cytoplasm) + membrane * rim(cells, rng) * ~in_gap(cells, rng)
    kept = np.where(positive, rng.uniform(0.5, 1), 1)
    return amount[cells] * share, kept


def rim(cells, rng):
    """1 where two cells, or a cell and what is none, meet, falling to 0 within half a membrane's width."""
    highest, lowest = ndimage.maximum_filter(cells, 3), ndimage.minimum_filter(cells, 3)
    half = rng.uniform(*HALF_MEMBRANE) + 0.5
    return (1 - (ndimage.distance_transform_edt(highest == lowest) / half) ** 2).clip(0)


def in_gap(cells, rng):
    """Where a cell's membrane carries no stain."""
    count = cells.max() + 1
    rows, columns = np.indices(cells.shape)
    sizes = np.bincount(cells.ravel()).clip(1)
    middle = np.stack([np.bincount(cells.ravel(), at.ravel()) / sizes for at in (rows, columns)], 1)
    angle = np.arctan2(rows - middle[cells, 0], columns - middle[cells, 1])
    covered = np.where(rng.random(count) < rng.uniform(0, 1), 1, rng.uniform(0.3, 0.8, count))
    apart = np.abs(angle - rng.uniform(-np.pi, np.pi, count)[cells])
    return np.minimum(apart, 2 * np.pi - apart) < ((1 - covered) * np.pi)[cells]


def grain(shape, rng):
    return (1 + rng.uniform(0, 0.4) * noise(shape, 1.5, rng)).clip(0.2)


def noise(shape, sigma, rng):
    smooth = ndimage.gaussian_filter(rng.normal(0, 1, shape), sigma)
    return smooth / smooth.std()
