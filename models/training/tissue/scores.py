"""H-scores by the formula, and batches of target regions whose H-score is known."""

import numpy as np
import torch
from scipy import ndimage

from .folders import NOT_DRAWN

# DAB density over the slide's white from which a pixel is 1+, 2+, 3+: the pipeline's preset "h-score".
GRADES = (0.1, 0.3, 0.5)
# Cells are nuclei grown by 4 um (Yin et al. 2025), of 0.46 um/px.
GROWN_PX = 9
# Fewer target pixels than this share of a crop say nothing.
LEAST_TARGET = 0.01
TUMOUR = 0


def h_score(dab, target):
    """100 (n1 + 2 n2 + 3 n3) / n over the target's pixels, 0 to 300."""
    inside = dab[target > 0]
    return 100.0 * float(sum((inside >= grade).mean() for grade in GRADES))


def targets_of(patches):
    """[(name, DAB, target)] of the patches with tumour; nuclei that are not drawn are all of the tissue."""
    found = [(one.name, one.densities[1], target_of(one)) for one in patches]
    return [one for one in found if one[2].mean() >= LEAST_TARGET]


def target_of(patch):
    tumour = patch.tissue == TUMOUR
    if patch.nuclei is None or not (patch.nuclei == 1).any():
        return tumour.astype(np.uint8)
    near = ndimage.distance_transform_edt(patch.nuclei != 1) <= GROWN_PX
    return (tumour & near & (patch.nuclei != NOT_DRAWN)).astype(np.uint8)


def batch(targets, size, edge, rng):
    """DAB and region [N, 2, e, e], H-score / 300 [N]"""
    planes, scores = [], []
    while len(planes) < size:
        _, dab, target = targets[rng.integers(len(targets))]
        top, left = (rng.integers(max(1, side - edge + 1)) for side in target.shape)
        cut = (slice(top, top + edge), slice(left, left + edge))
        if target[cut].mean() < LEAST_TARGET:
            continue
        stain = varied(dab[cut], rng)
        planes.append(np.stack([stain, target[cut]]).astype(np.float32))
        scores.append(h_score(stain, target[cut]) / 300)
    return torch.from_numpy(np.stack(planes)), torch.tensor(scores, dtype=torch.float32)


def varied(dab, rng):
    """Stronger or weaker, and in half with brown of its own: patches and grain, so that every score comes up."""
    dab = dab * np.exp(rng.normal(0, 0.5))
    if rng.random() < 0.5:
        height, width = dab.shape
        coarse = rng.random((rng.integers(2, 24),) * 2)
        cloud = ndimage.zoom(coarse, (height / coarse.shape[0] + 1, width / coarse.shape[1] + 1), order=1)[:height, :width]
        dab = dab + rng.uniform(0, 0.9) * cloud * (1 + 0.2 * rng.standard_normal(dab.shape))
    return (dab + rng.normal(0, 0.01)).clip(0, 2).astype(np.float32)
