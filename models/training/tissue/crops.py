"""Batches for training: crops turned and mirrored, the stain stronger or weaker, glass a little off."""

import numpy as np
import torch

from .folders import NOT_DRAWN


def batch(patches, size, edge, rng):
    """haematoxylin [N, 1, e, e], tissue [N, e, e], nuclei [N, e, e] (-1 where not drawn)"""
    crops = [crop(patches[rng.integers(len(patches))], edge, rng) for _ in range(size)]
    return tuple(torch.from_numpy(np.stack([each[part] for each in crops])) for part in range(3))


def crop(patch, edge, rng):
    planes = [patch.densities[0], patch.tissue, patch.nuclei if patch.nuclei is not None else np.full_like(patch.tissue, NOT_DRAWN)]
    top, left = corner(patch.tissue != NOT_DRAWN, edge, rng)
    turns, mirrored = rng.integers(4), rng.random() < 0.5
    stain, tissue, nuclei = (turned(plane[top : top + edge, left : left + edge], turns, mirrored) for plane in planes)
    stain = (stain * np.exp(rng.normal(0, 0.2)) + rng.normal(0, 0.015)).clip(0, 2).astype(np.float32)
    nuclei = np.where(nuclei == NOT_DRAWN, -1, nuclei).astype(np.float32)
    return stain[None], tissue.astype(np.int64), nuclei


def corner(drawn, edge, rng):
    """Anywhere; in a patch that is drawn in part, so that the crop holds a drawn pixel."""
    if drawn.all() or not drawn.any():
        return tuple(rng.integers(max(1, side - edge + 1)) for side in drawn.shape)
    rows, columns = drawn.nonzero()
    one = rng.integers(len(rows))
    return tuple(int(np.clip(at - rng.integers(edge), 0, max(0, side - edge))) for at, side in zip((rows[one], columns[one]), drawn.shape))


def turned(plane, turns, mirrored):
    plane = np.rot90(plane, turns)
    return np.ascontiguousarray(plane[:, ::-1] if mirrored else plane)
