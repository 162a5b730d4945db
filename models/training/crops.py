"""
Crops as our TypeScript pipeline wrote them: NAME.u8 holds n x 224 x 224 grey bytes, NAME.json `{ "labels": [{ "tils": 1 }] }`
(1 = high), of generated tumours also `looks`, of a cohort `cases`.
"""

import json
import subprocess
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
    # As the file says: labels, and looks or cases.
    about: dict

    def labels(self, target):
        return np.array([one[target] for one in self.about["labels"]], np.int64)


def load_crops(folder: Path, name: str) -> Crops:
    about = json.loads((folder / f"{name}.json").read_text())
    pixels = np.fromfile(folder / f"{name}.u8", np.uint8).reshape(len(about["labels"]), SIDE, SIDE)
    return Crops(pixels, about)


def save_crops(folder: Path, name: str, crops: Crops, rows):
    """Some of the crops under a name of their own, for evaluate.ts."""
    crops.pixels[rows].tofile(folder / f"{name}.u8")
    about = {key: [values[row] for row in rows] for key, values in crops.about.items() if isinstance(values, list)}
    (folder / f"{name}.json").write_text(json.dumps(about))


def normalised(pixels: np.ndarray, side: int) -> torch.Tensor:
    """n grey crops -> [n, 3, side, side], three equal channels."""
    x = torch.from_numpy(pixels.astype(np.float32))[:, None] / 255
    if side != SIDE:
        x = F.interpolate(x, size=(side, side), mode="area")
    return (x.expand(-1, 3, -1, -1) - MEAN) / SD


def run_typescript(script, *arguments, told="") -> str:
    """What a script of this folder prints, `told` on its input: crops and evaluation are made by the pipeline's own code."""
    here = Path(__file__).parent
    call = ["node", here / "run.mjs", script, *arguments]
    done = subprocess.run([str(word) for word in call], input=told, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr.strip() or f"{script} failed.")
    return done.stdout
