"""Patches without labels, and two views of one: another part, size, strength of stain, sharpness, grain. Ranges are ours."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from scipy import ndimage

from tissue.crops import turned
from tissue.folders import BRIGHTEST
from tissue.stain import MOST, densities

# Edge of what a view shows, of its own edge: from cells to architecture.
LEAST_SCALE, MOST_SCALE = 0.7, 1.8


def unlabelled(folder: Path, edge):
    """Haematoxylin [H, W] of each image."""
    whites = json.loads((folder / "white.json").read_text()) if (folder / "white.json").exists() else {}
    stains = [stain_of(file, whites.get(file.stem)) for file in sorted((folder / "images").glob("*.png"))]
    if not stains:
        raise SystemExit(f"{folder} holds no images/*.png.")
    least = int(np.ceil(MOST_SCALE * edge))
    if min(min(stain.shape) for stain in stains) < least:
        raise SystemExit(f"Views of {edge} px need patches of at least {least} px: give a smaller --crop.")
    return stains


def stain_of(file, white):
    rgb = np.asarray(Image.open(file).convert("RGB"))
    return densities(rgb, white or np.percentile(rgb.reshape(-1, 3), 100 - BRIGHTEST, axis=0))[0]


def two_views(stains, size, edge, rng):
    """[N, 1, e, e] twice, of the same patches."""
    chosen = [stains[rng.integers(len(stains))] for _ in range(size)]
    return tuple(torch.cat([view(stain, edge, rng) for stain in chosen]) for _ in range(2))


def view(stain, edge, rng):
    side = int(round(edge * np.exp(rng.uniform(np.log(LEAST_SCALE), np.log(MOST_SCALE)))))
    top, left = (rng.integers(length - side + 1) for length in stain.shape)
    part = turned(stain[top : top + side, left : left + side], rng.integers(4), rng.random() < 0.5)
    part = part * np.exp(rng.normal(0, 0.3)) + rng.normal(0, 0.02)
    if rng.random() < 0.5:
        part = ndimage.gaussian_filter(part, rng.uniform(0.3, 1.5))
    part = part + rng.normal(0, rng.uniform(0, 0.04), part.shape)
    planes = torch.from_numpy(part.clip(0, MOST).astype(np.float32))[None, None]
    return F.interpolate(planes, size=(edge, edge), mode="bilinear", align_corners=False)
