"""
The nucleus detector that anyone would write with scikit-image: colour deconvolution, Gaussian, Otsu, watershed of the
distance map. It says how easy a set of images is.

    python3 tests/oracles/plain_detector.py FOLDER

FOLDER holds images/NAME.png (RGB) and labels/NAME.png (instance numbers, 0 outside). Prints one JSON document: F1 over
all images, a nucleus found when a detected one covers it with an intersection over union of at least 0.5. Of the
haematoxylin channel and the sum of optical densities the better one counts.
"""

import json
import sys
from pathlib import Path

import numpy as np
from scipy import ndimage
from skimage.color import rgb2hed
from skimage.feature import peak_local_max
from skimage.filters import gaussian, threshold_otsu
from skimage.io import imread
from skimage.morphology import remove_small_objects
from skimage.segmentation import watershed


def detect(channel):
    smooth = gaussian(channel, sigma=1.5)
    mask = remove_small_objects(smooth > threshold_otsu(smooth), 30)
    mask = ndimage.binary_fill_holes(mask)
    distance = ndimage.distance_transform_edt(mask)
    peaks = peak_local_max(distance, min_distance=5, labels=ndimage.label(mask)[0])
    markers = np.zeros(mask.shape, int)
    markers[tuple(peaks.T)] = np.arange(1, len(peaks) + 1)
    return watershed(-distance, markers, mask=mask)


def found(detected, truth):
    """How many pairs overlap with an IoU of at least 0.5; such pairs are one to one."""
    width = int(truth.max()) + 1
    pairs = np.bincount(detected.ravel().astype(np.int64) * width + truth.ravel(), minlength=1)
    codes = np.nonzero(pairs)[0]
    sizes, true_sizes = np.bincount(detected.ravel()), np.bincount(truth.ravel())
    hits = 0
    for code in codes:
        a, b = divmod(int(code), width)
        if a and b and pairs[code] / (sizes[a] + true_sizes[b] - pairs[code]) >= 0.5:
            hits += 1
    return hits


def optical_density(rgb):
    return -np.log10(np.maximum(rgb, 1) / 255.0).sum(axis=2)


def main(folder):
    counts = {"haematoxylin": [0, 0, 0], "densitySum": [0, 0, 0]}
    for path in sorted((folder / "images").glob("*.png")):
        rgb = imread(path)[..., :3]
        truth = imread(folder / "labels" / path.name).astype(np.int64)
        channels = {"haematoxylin": rgb2hed(rgb)[..., 0], "densitySum": optical_density(rgb)}
        for name, channel in channels.items():
            detected = detect(channel)
            counts[name][0] += found(detected, truth)
            counts[name][1] += len(np.unique(detected)) - 1
            counts[name][2] += len(np.unique(truth)) - 1
    f1 = {name: 2 * hits / max(1, detected + true) for name, (hits, detected, true) in counts.items()}
    print(json.dumps({"f1": max(f1.values()), "byChannel": f1, "nuclei": counts["densitySum"][2]}))


main(Path(sys.argv[1]))
