"""
Images with drawn nuclei: FOLDER/images/NAME.png and FOLDER/labels/NAME.png (whole numbers, 0 = no nucleus, one number a
nucleus; a mask with one value is split where nuclei do not touch).
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage

# From this green value of its glass a DSB2018 crop is of the style "white", below of "lilac". Ours; nothing lies
# between 181 and 205.
WHITE_STYLE_FROM = 190
# Share of the pixels that are brighter than what is taken for glass.
BRIGHTEST = 2


@dataclass
class Drawn:
    name: str
    rgb: np.ndarray
    labels: np.ndarray
    # RGB of glass.
    white: np.ndarray

    @property
    def style(self):
        return "white" if self.white[1] >= WHITE_STYLE_FROM else "lilac"

    @property
    def diameter(self):
        """Of a circle of the median nucleus' area, px."""
        areas = np.bincount(self.labels.ravel())[1:]
        return 2 * np.sqrt(np.median(areas[areas > 0]) / np.pi)


def drawn_images(folder: Path):
    found = [drawn(file, folder / "labels" / file.name) for file in sorted((folder / "images").glob("*.png"))]
    usable = [one for one in found if one.labels.any()]
    if not usable:
        raise SystemExit(f"{folder} has no images/*.png with nuclei in labels/*.png of the same name.")
    return usable


def drawn(image: Path, labels: Path):
    if not labels.exists():
        raise SystemExit(f"{image} has no {labels}: whole numbers, 0 where no nucleus is, one number a nucleus.")
    rgb = np.asarray(Image.open(image).convert("RGB"))
    numbers = np.asarray(Image.open(labels)).astype(np.int32)
    if numbers.ndim == 3:
        numbers = numbers[..., 0]
    if numbers.shape != rgb.shape[:2]:
        raise SystemExit(f"{labels} has another size than {image}.")
    if len(np.unique(numbers)) == 2:
        numbers = ndimage.label(numbers)[0].astype(np.int32)
    white = np.percentile(rgb.reshape(-1, 3), 100 - BRIGHTEST, axis=0)
    return Drawn(image.stem, rgb, numbers, white)


def generated_fields(folder: Path, name: str):
    """What exportFields.ts wrote: NAME.json, NAME.rgb.u8, NAME.labels.u16; fields of one size at 0.5 um/px."""
    about = json.loads((folder / f"{name}.json").read_text())
    count, edge = len(about["white"]), about["edge"]
    rgb = np.fromfile(folder / f"{name}.rgb.u8", np.uint8).reshape(count, edge, edge, 3)
    labels = np.fromfile(folder / f"{name}.labels.u16", np.uint16).reshape(count, edge, edge)
    return [
        Drawn(f"{name}-{at}", rgb[at], labels[at].astype(np.int32), np.array(about["white"][at], float))
        for at in range(count)
    ]
