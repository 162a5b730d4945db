"""
Colour deconvolution by scikit-image, and stain vectors by numpy (Macenko's way and QuPath's), independently of our code.

    python3 tests/oracles/stain.py DATA > tests/oracles/stain.json

`colours`: the amounts of both stains in 100 colours; scikit-image counts in units of log(1e-6), six decadic densities, and
clips negative amounts to 0. `estimates`: vectors of skimage-ihc/.../ihc.png with white 236 / 236 / 234, as one patch.
"""

import json
import sys
from pathlib import Path

import numpy as np
from skimage.color import separate_stains
from skimage.io import imread

DEFAULTS = {
    "h-dab": [[0.65111, 0.70119, 0.29049], [0.26917, 0.56824, 0.77759]],
    "h-e": [[0.65111, 0.70119, 0.29049], [0.2159, 0.8012, 0.5581]],
}
WHITE = [236, 236, 234]


def deconvolved(colours, vectors):
    h, d = np.array(vectors)
    residual = np.cross(h, d)
    inverse = np.linalg.inv(np.array([h, d, residual / np.linalg.norm(residual)]))
    return (separate_stains(colours[None], inverse)[0, :, :2] * 6).tolist()


def densities(rgb):
    # Twelve digits, as our stored table has them: the rank of a pixel must not hang on the thirteenth.
    values = np.maximum(np.arange(256), 1)
    tables = [np.maximum(0, np.round(-np.log10(values / 255), 12) - round(-np.log10(w / 255), 12)) for w in WHITE]
    return np.stack([tables[c][rgb[..., c]] for c in range(3)], axis=-1)


def smoothed(rgb):
    total = sum(
        rgb[y : rgb.shape[0] - 2 + y, x : rgb.shape[1] - 2 + x].astype(int) for y in range(3) for x in range(3)
    )
    return np.floor(total / 9 + 0.5).astype(np.uint8)


def extremes(od):
    _, vectors = np.linalg.eigh(np.cov(od.T))
    plane = vectors[:, [2, 1]]
    mean = od.mean(axis=0) @ plane
    plane = plane @ np.array([[mean[0], -mean[1]], [mean[1], mean[0]]]) / np.linalg.norm(mean)
    angles = np.arctan2(od @ plane[:, 1], od @ plane[:, 0])
    order = np.argsort(angles, kind="stable")
    n = len(order)
    return plane, [order[int(0.01 * n + 0.5)], order[int(0.99 * n + 0.5)]], angles


def named(pair):
    h, d = np.array(DEFAULTS["h-dab"])
    one, other = [np.array(v) / np.linalg.norm(v) for v in pair]
    if max(one @ d, other @ h) > max(one @ h, other @ d):
        one, other = other, one
    return {"haematoxylin": one.tolist(), "dab": other.tolist()}


def qupath(rgb):
    od = densities(smoothed(smoothed(rgb))).reshape(-1, 3)
    od = od[(od >= 0.05).all(axis=1) & ((od**2).sum(axis=1) <= 1)]
    _, ends, _ = extremes(od)
    return named(od[ends])


def macenko(rgb):
    od = densities(rgb).reshape(-1, 3)
    od = od[(od >= 0.065).all(axis=1)]
    plane, ends, angles = extremes(od)
    return named([plane @ [np.cos(angles[end]), np.sin(angles[end])] for end in ends])


colours = np.random.default_rng(7).integers(1, 256, (100, 3), dtype=np.uint8)
image = imread(Path(sys.argv[1]) / "skimage-ihc/src/_skimage2/data/ihc.png")[..., :3]
print(
    json.dumps(
        {
            "colours": colours.tolist(),
            "amounts": {stain: deconvolved(colours, vectors) for stain, vectors in DEFAULTS.items()},
            "estimates": {"qupath": qupath(image), "macenko": macenko(image)},
        }
    )
)
