"""Tiles in a folder a class: CLASS/NAME.png (or .tif, .jpg), 224 x 224 px."""

from pathlib import Path

import numpy as np
from PIL import Image

EDGE = 224
PICTURES = {".png", ".tif", ".tiff", ".jpg", ".jpeg"}


class Tiles:
    """pixels uint8 [N, 224, 224, 3], labels [N], names [N]; classes in alphabetical order of their folders."""

    def __init__(self, folder: Path, classes=None):
        found = classes or sorted(each.name for each in folder.iterdir() if each.is_dir())
        files = [(at, file) for at, name in enumerate(found) for file in pictures(folder / name)]
        if not files:
            raise SystemExit(f"{folder} holds no tiles: a folder a class with pictures of {EDGE} x {EDGE} px is expected.")
        self.classes, self.labels = found, np.array([at for at, _ in files])
        self.names = [f"{file.parent.name}/{file.name}" for _, file in files]
        self.pixels = np.empty((len(files), EDGE, EDGE, 3), np.uint8)
        for row, (_, file) in enumerate(files):
            self.pixels[row] = pixels_of(file)

    def __len__(self):
        return len(self.labels)

    def only(self, rows):
        part = object.__new__(Tiles)
        part.classes, part.labels, part.pixels = self.classes, self.labels[rows], self.pixels[rows]
        part.names = [self.names[row] for row in rows]
        return part


def pictures(folder):
    return sorted(file for file in folder.glob("*") if file.suffix.lower() in PICTURES)


def pixels_of(file):
    pixels = np.asarray(Image.open(file).convert("RGB"))
    if pixels.shape[:2] != (EDGE, EDGE):
        height, width = pixels.shape[:2]
        raise SystemExit(f"{file} has {width} x {height} px; tiles of {EDGE} x {EDGE} px at 0.5 um/px are expected.")
    return pixels


def every_fifth(tiles):
    """(training, held out): every fifth tile of each class is held out."""
    held = np.zeros(len(tiles), bool)
    for at in range(len(tiles.classes)):
        held[np.flatnonzero(tiles.labels == at)[4::5]] = True
    return tiles.only(np.flatnonzero(~held)), tiles.only(np.flatnonzero(held))
