"""
Nucleus detectors that anyone would write with scikit-image: colour deconvolution, Gaussian, a threshold, watershed of
the distance map. They say how easy a set of images is, and are the rivals of the tables in docs/validation.md.

    python3 tests/oracles/plain_detector.py FOLDER
    python3 tests/oracles/plain_detector.py --cells FOLDER

FOLDER holds images/NAME.png (RGB). The first form needs labels/NAME.png (instance numbers, 0 outside) and prints one
JSON document: F1 over all images, a nucleus found when a detected one covers it with an intersection over union of at
least 0.5. Of the haematoxylin channel and the sum of optical densities the better one counts. The second form needs
mpp.json ({NAME: um per pixel}), brings each image to 0.5 um/px and prints for every detector and image its cells as
[x um, y um, mean DAB optical density, grade].
"""

import json
import sys
from pathlib import Path

import numpy as np
from scipy import ndimage
from skimage.color import rgb2hed
from skimage.feature import peak_local_max
from skimage.filters import gaussian, threshold_local, threshold_otsu
from skimage.io import imread
from skimage.morphology import remove_small_objects
from skimage.segmentation import watershed
from skimage.transform import rescale

WORKING_MPP = 0.5
# rgb2hed divides natural logarithms by -log(1e-6); this gives decadic optical density.
DECADIC = -np.log10(1e-6)
# QuPath's thresholds for 1+, 2+, 3+ at white 255.
GRADE_FROM = (0.2, 0.4, 0.6)


def detect(channel, threshold=threshold_otsu):
    smooth = gaussian(channel, sigma=1.5)
    mask = remove_small_objects(smooth > threshold(smooth), 30)
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


def local_threshold(smooth):
    """Mean of the surrounding 25 um, and a little more than the noise above it."""
    return threshold_local(smooth, 51, method="mean", offset=-0.02)


def at_working_scale(rgb, mpp):
    scaled = rescale(rgb / 255.0, mpp / WORKING_MPP, order=1, anti_aliasing=mpp < WORKING_MPP, channel_axis=2)
    return np.clip(np.rint(scaled * 255), 0, 255).astype(np.uint8)


def cells_of(labels, dab, grade_of):
    numbers = np.arange(1, labels.max() + 1)
    if len(numbers) == 0:
        return []
    centres = np.array(ndimage.center_of_mass(labels > 0, labels, numbers))
    means = ndimage.mean(dab, labels, numbers)
    sizes = ndimage.sum(labels > 0, labels, numbers)
    grades = grade_of(means)
    return [
        [round((x + 0.5) * WORKING_MPP, 3), round((y + 0.5) * WORKING_MPP, 3), round(float(mean), 4), int(grade)]
        for (y, x), mean, size, grade in zip(centres, means, sizes, grades)
        if size >= 40
    ]


def fixed_grades(means):
    return sum((means >= threshold).astype(int) for threshold in GRADE_FROM)


def otsu_grades(means):
    """Positive by Otsu over the nuclei of the image; such an image has no grades above 1."""
    return (means > threshold_otsu(means)).astype(int) if len(np.unique(means)) > 1 else np.zeros(len(means), int)


def cells(folder):
    spacing = json.loads((folder / "mpp.json").read_text())
    found = {"haematoxylin, Otsu": {}, "OD sum, Otsu": {}, "OD sum, Otsu; DAB Otsu": {}, "OD sum, local mean": {}}
    for name, mpp in spacing.items():
        rgb = at_working_scale(imread(folder / "images" / name)[..., :3], mpp)
        stains = rgb2hed(rgb) * DECADIC
        darkness = optical_density(rgb)
        by_sum = detect(darkness)
        by_haematoxylin = detect(stains[..., 0])
        found["haematoxylin, Otsu"][name] = cells_of(by_haematoxylin, stains[..., 2], fixed_grades)
        found["OD sum, Otsu"][name] = cells_of(by_sum, stains[..., 2], fixed_grades)
        found["OD sum, Otsu; DAB Otsu"][name] = cells_of(by_sum, stains[..., 2], otsu_grades)
        local = detect(darkness, local_threshold)
        found["OD sum, local mean"][name] = cells_of(local, stains[..., 2], fixed_grades)
    print(json.dumps(found))


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



if sys.argv[1] == "--cells":
    cells(Path(sys.argv[2]))
else:
    main(Path(sys.argv[1]))
