"""Patches for training: image, foreground, distance, weight; turned, stretched and scaled."""

import numpy as np
from scipy import ndimage

from nuclei.camera import absorbed, photographed, taken
from nuclei.around import stained_around
from nuclei.recolour import density_of, log_uniform, stain_vectors, stained, with_distractors
from nuclei.ways import ways

EDGE = 128
# Around the patch, so that nuclei at its edge have their whole shape.
MARGIN = 16
# Median nucleus, px of 0.5 um: magnifications vary, and a label does not say them.
DIAMETERS = (9.5, 22)
# Where the brown is.
COMPARTMENTS = {"nuclear": stained, "membrane": stained_around}


class Recoloured:
    """Nuclei of one stain whose spacing is not known, in new colours."""

    def __init__(self, images, compartment="nuclear"):
        self.images = [(density_of(one), one.labels, one.diameter) for one in images]
        self.stained = COMPARTMENTS[compartment]

    def patch(self, rng):
        density, labels, diameter = self.images[rng.integers(len(self.images))]
        where = placed(labels.shape, log_uniform(rng, *DIAMETERS) / diameter, rng)
        labels = warped(labels, where, 0)
        valid = warped(np.ones(density.shape, np.uint8), where, 0) > 0
        blue, brown = with_distractors(*self.stained(warped(density, where, 1), labels, rng), rng)
        vectors = stain_vectors(rng)
        light = 10 ** -(blue[..., None] * vectors[0] + brown[..., None] * vectors[1])
        rgb, white = photographed(light, rng)
        return example(absorbed(rgb, white, rng), labels, valid)


class AsTheyAre:
    """Pictures in their own colours: generated fields, or a site's own sections (spacing known)."""

    def __init__(self, images, mpp=0.5):
        self.images, self.scale = images, mpp / 0.5

    def patch(self, rng):
        one = self.images[rng.integers(len(self.images))]
        where = placed(one.labels.shape, self.scale * log_uniform(rng, 0.75, 1.4), rng)
        valid = warped(np.ones(one.labels.shape, np.uint8), where, 0) > 0
        picture = np.stack([warped(one.rgb[..., c].astype(np.float32), where, 1) for c in range(3)], 2)
        picture[~valid] = one.white
        gamma = rng.uniform(0.85, 1.2)
        rgb = taken(255 * (picture / 255).clip(0, 1) ** gamma, 0.5, rng)
        return example(absorbed(rgb, 255 * (one.white / 255) ** gamma, rng), warped(one.labels, where, 0), valid)


def placed(shape, scale, rng):
    """Where the patch's pixels, with their margin, lie in an image: [2, edge, edge] of row and column."""
    edge = EDGE + 2 * MARGIN
    angle, stretch = rng.uniform(0, 2 * np.pi), np.exp(rng.uniform(-0.13, 0.13))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = turn @ np.diag([stretch, 1 / stretch]) @ np.diag([1, rng.choice([-1, 1])]) / scale
    half = 0.35 * edge / scale
    centre = [rng.uniform(half, side - half) if side > 2 * half else side / 2 for side in shape]
    at = np.stack(np.meshgrid(*[np.arange(edge) - (edge - 1) / 2] * 2, indexing="ij"))
    return np.tensordot(matrix, at, 1) + np.array(centre)[:, None, None]


def warped(values, where, order):
    return ndimage.map_coordinates(values, where, order=order, mode="constant", cval=0, prefilter=False)


def example(image, labels, valid):
    """[3, e, e], and [5, e, e] of foreground, distance, weight and both ways, without the margin."""
    inner = (slice(MARGIN, -MARGIN),) * 2
    targets = np.stack([labels > 0, distances(labels), valid * weights(labels), *ways(labels)]).astype(np.float32)
    return image[(slice(None), *inner)], targets[(slice(None), *inner)]


def distances(labels):
    """In each nucleus the distance to its rim, 1 at its middle."""
    inside = labels > 0
    for axis in (0, 1):
        differs = np.diff(labels, axis=axis) != 0
        first, last = [slice(None)] * 2, [slice(None)] * 2
        first[axis], last[axis] = slice(None, -1), slice(1, None)
        inside[tuple(first)] &= ~(differs & (labels[tuple(first)] > 0))
        inside[tuple(last)] &= ~(differs & (labels[tuple(last)] > 0))
    away = ndimage.distance_transform_edt(inside)
    most = np.zeros(labels.max() + 1)
    np.maximum.at(most, labels.ravel(), away.ravel())
    return np.where(labels > 0, (away + 0.5) / (most[labels] + 0.5), 0)


def weights(labels):
    """2 in the gaps: background within 3 px of two nuclei."""
    highest = ndimage.maximum_filter(labels, 7)
    lowest = ndimage.minimum_filter(np.where(labels > 0, labels, labels.max() + 1), 7)
    return np.where((labels == 0) & (highest > 0) & (highest != lowest), 2.0, 1.0)
