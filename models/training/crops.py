"""
Crops as our TypeScript pipeline wrote them: NAME.u8 holds n x 224 x 224 grey bytes, NAME.json `{ "labels": [...] }`
(1 = high).
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

SIDE = 224
# Mean and sd of ImageNet's training pixels, as in the pipeline's crop.ts.
MEAN = torch.tensor([0.485, 0.456, 0.406])[None, :, None, None]
SD = torch.tensor([0.229, 0.224, 0.225])[None, :, None, None]


@dataclass
class Crops:
    pixels: np.ndarray
    labels: np.ndarray


def load_crops(folder: Path, name: str) -> Crops:
    labels = np.array(json.loads((folder / f"{name}.json").read_text())["labels"])
    pixels = np.fromfile(folder / f"{name}.u8", np.uint8).reshape(len(labels), SIDE, SIDE)
    return Crops(pixels, labels)


def normalised(pixels: np.ndarray, side: int) -> torch.Tensor:
    """n grey crops -> [n, 3, side, side], three equal channels."""
    x = torch.from_numpy(pixels.astype(np.float32))[:, None] / 255
    if side != SIDE:
        x = F.interpolate(x, size=(side, side), mode="area")
    return (x.expand(-1, 3, -1, -1) - MEAN) / SD
