"""
Nuclei of one stain in the colours of IHC: the picture's density of stain goes to haematoxylin and, in some nuclei, to
DAB; light passes through both again. Ranges are ours, found by experiment to cover real sections of several sources.
"""

import numpy as np
from scipy import ndimage

# Optical density of red, green, blue (Ruifrok 2001, as QuPath has them).
HAEMATOXYLIN = np.array([0.65111, 0.70119, 0.29049])
DAB = np.array([0.26917, 0.56824, 0.77759])
# Standard deviation, px: drawn outlines are hard, nuclei are not.
SOFT = (0.4, 1.0)


def density_of(drawn):
    """Sum of optical densities above glass, 1 at the median of the nuclei's pixels."""
    above = np.log10(drawn.white / np.maximum(drawn.rgb, 1)).clip(0).sum(2)
    return (above / max(1e-3, np.median(above[drawn.labels > 0]))).astype(np.float32)


def stained(density, labels, rng):
    """Amounts of haematoxylin and DAB, optical density: brown nuclei among blue ones."""
    count = labels.max() + 1
    kept = np.ones(count)
    # Brown that stands everywhere in tissue.
    brown = np.full(count, rng.uniform(0, 0.06))
    if rng.random() < 0.8:
        positive = np.flatnonzero(rng.random(count) < rng.beta(0.7, 1))
        positive = positive[positive > 0]
        brown[positive] = rng.uniform(0.08, 1.6) * rng.uniform(0.25, 1, len(positive))
        kept[positive] = rng.uniform(0, 1, len(positive))
    dab = density * ndimage.gaussian_filter(brown[labels], rng.uniform(*SOFT))
    if rng.random() < 0.5:
        dab = dab + rng.uniform(0, 0.25) * ndimage.gaussian_filter(dab, rng.uniform(2, 5))
    dab = dab + (rng.uniform(0, 0.05) if rng.random() < 0.3 else 0)
    return counterstained(density, labels, kept, rng), dab


def counterstained(density, labels, kept, rng):
    """@param kept share of its haematoxylin that each nucleus shows"""
    each = rng.lognormal(0, 0.35, len(kept))
    each[0] = rng.uniform(0.15, 1.1)
    amount = log_uniform(rng, 0.10, 0.8) * each * kept
    return density * ndimage.gaussian_filter(amount[labels], rng.uniform(*SOFT))


def with_distractors(haematoxylin, dab, rng):
    """Specks of pigment, and nuclei out of focus that no one counts."""
    shape = haematoxylin.shape
    for _ in range(rng.poisson(1.5)):
        (dab if rng.random() < 0.6 else haematoxylin)[:] += spot(shape, rng, rng.uniform(0.6, 1.6), rng.uniform(0.2, 1.2))
    for _ in range(rng.poisson(0.7)):
        haematoxylin += spot(shape, rng, rng.uniform(4, 8), rng.uniform(0.03, 0.14))
    return haematoxylin, dab


def spot(shape, rng, sigma, height):
    y, x = np.ogrid[: shape[0], : shape[1]]
    away = ((x - rng.uniform(0, shape[1])) ** 2 + (y - rng.uniform(0, shape[0])) ** 2) / (2 * sigma**2)
    return height * np.exp(-np.minimum(away, 30))


def stain_vectors(rng):
    blue = turned(HAEMATOXYLIN, 0.09, rng)
    brown = turned(DAB, 0.06, rng)
    grey = rng.uniform(0, 0.35) if rng.random() < 0.5 else 0
    return blue, unit((1 - grey) * brown + grey / np.sqrt(3))


def turned(vector, spread, rng):
    return unit(np.maximum(0.02, vector + rng.normal(0, spread, 3)))


def unit(vector):
    return vector / np.linalg.norm(vector)


def log_uniform(rng, least, most):
    return np.exp(rng.uniform(np.log(least), np.log(most)))
