"""
Patches with drawn tissue: FOLDER/images/NAME.png and FOLDER/masks/NAME.png (0 tumour, 1 stroma, 2 fat or background, 3
other, 255 not drawn), both at 0.46 um/px, as `timescope patches` and exportTissue.ts write them; where nuclei are drawn
also nuclei/NAME.png (not black in nuclei, transparent where it is not known), and white.json with each one's glass, without
which the brightest 2 % of a patch are taken for it.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np
from PIL import Image

from .stain import densities

CLASSES = ("tumour", "stroma", "background", "other")
NOT_DRAWN = 255
BRIGHTEST = 2
# Edges that networks take are multiples of this.
STEP = 32


@dataclass
class Patch:
    name: str
    # [2, H, W] haematoxylin and DAB.
    densities: np.ndarray
    # [H, W] classes.
    tissue: np.ndarray
    # [H, W] 1 in a nucleus, NOT_DRAWN where it is not known; None where none are drawn.
    nuclei: Optional[np.ndarray]


def patches_in(folder: Path):
    whites = json.loads((folder / "white.json").read_text()) if (folder / "white.json").exists() else {}
    found = [patch(folder, file, whites.get(file.stem)) for file in sorted((folder / "images").glob("*.png"))]
    if not found:
        raise SystemExit(f"{folder} holds no images/*.png with masks/*.png of the same name.")
    return found


def patch(folder, file, white):
    rgb = np.asarray(Image.open(file).convert("RGB"))
    mask = folder / "masks" / file.name
    if not mask.exists():
        raise SystemExit(f"{file} has no mask {mask}.")
    tissue = np.asarray(Image.open(mask).convert("L"))
    if tissue.shape != rgb.shape[:2]:
        raise SystemExit(f"{mask} has another size than {file}.")
    if not np.isin(tissue, (0, 1, 2, 3, NOT_DRAWN)).all():
        raise SystemExit(f"{mask} holds {tissue[~np.isin(tissue, (0, 1, 2, 3, NOT_DRAWN))][0]}; 0, 1, 2, 3 and 255 are expected.")
    nuclei = folder / "nuclei" / file.name
    drawn = nuclei_in(nuclei) if nuclei.exists() else None
    white = white or np.percentile(rgb.reshape(-1, 3), 100 - BRIGHTEST, axis=0)
    return Patch(file.stem, densities(rgb, white), tissue, drawn)


def nuclei_in(file):
    pixels = np.asarray(Image.open(file).convert("RGBA"))
    return np.where(pixels[..., 3] == 0, NOT_DRAWN, pixels[..., :3].any(2)).astype(np.uint8)


def every_fifth(patches):
    """(training, held out)"""
    return [one for at, one in enumerate(patches) if (at + 1) % 5], patches[4::5]
