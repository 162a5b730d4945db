"""Image operations by scipy and scikit-image, to hold the detector's own to.

Reads one JSON document on standard input: width, height, image (floats), mask, labels, half (half kernel), radius,
max_hole, reach, tolerance. Writes the same operations' results as JSON: lists in memory order.
Needs python3-scipy and python3-skimage (Debian).
"""

import json
import sys

import numpy as np
from scipy import ndimage
from skimage.morphology import local_maxima, reconstruction, remove_small_holes
from skimage.segmentation import expand_labels, watershed


def disc(radius):
    """ImageJ's disc: the chord dy rows from the centre reaches floor(sqrt(r r + 1 - dy dy))."""
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    return x * x + y * y <= radius * radius + 1


def laplacian_of_blur(image, half):
    kernel = np.concatenate([half[:0:-1], half])
    blurred = ndimage.correlate1d(image, kernel, axis=1, mode="nearest")
    blurred = ndimage.correlate1d(blurred, kernel, axis=0, mode="nearest")
    cross = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]], float)
    response = ndimage.correlate(blurred, cross)
    response[0] = response[-1] = 0
    response[:, 0] = response[:, -1] = 0
    return response


def basins(response):
    """Flooding from the regional maxima, over eight neighbours, where the response is positive."""
    inner = np.zeros(response.shape, bool)
    inner[1:-1, 1:-1] = True
    peaks = (ndimage.maximum_filter(response, size=3) == response) & (response > 0) & inner
    markers, _ = ndimage.label(peaks, np.ones((3, 3)))
    return markers, watershed(-response, markers, connectivity=np.ones((3, 3)), mask=(response > 0) & inner)


def without_small_holes(mask, max_hole):
    """remove_small_holes fills below its limit, also at the rim, where a hole is open."""
    framed = np.pad(mask, 1, constant_values=True)
    background, _ = ndimage.label(~mask)
    rim = np.unique(np.concatenate([background[0], background[-1], background[:, 0], background[:, -1]]))
    filled = remove_small_holes(framed, max_hole + 1, connectivity=1)[1:-1, 1:-1]
    return filled & ~np.isin(background, rim[rim > 0])


def peaks_above(image, height):
    """How many peaks rise by `height` or more above the saddle to a higher one: the maxima left by reconstruction."""
    lowered = reconstruction(image - height, image, footprint=np.ones((3, 3)))
    maxima = local_maxima(lowered, connectivity=2) & (image > 0)
    return int(ndimage.label(maxima, np.ones((3, 3)))[1])


def main():
    given = json.load(sys.stdin)
    shape = (given["height"], given["width"])
    image = np.array(given["image"]).reshape(shape)
    mask = np.array(given["mask"], bool).reshape(shape)
    labels = np.array(given["labels"]).reshape(shape)
    footprint = disc(given["radius"])
    eroded = ndimage.minimum_filter(image, footprint=footprint, mode="constant", cval=np.inf)
    opened = ndimage.maximum_filter(eroded, footprint=footprint, mode="constant", cval=-np.inf)
    response = laplacian_of_blur(image, np.array(given["half"]))
    markers, flooded = basins(response)
    distance = ndimage.distance_transform_edt(mask)
    components, count = ndimage.label(mask)
    split = peaks_above(distance, given["tolerance"])
    index = np.arange(1, labels.max() + 1)
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]] + 0.5
    json.dump(
        {
            "background": (image - opened).ravel().tolist(),
            "response": response.ravel().tolist(),
            "peaks": (markers > 0).ravel().astype(int).tolist(),
            "flooded": flooded.ravel().tolist(),
            "filled": without_small_holes(mask, given["max_hole"]).ravel().astype(int).tolist(),
            "squared": np.rint(distance**2).astype(int).ravel().tolist(),
            "components": components.ravel().tolist(),
            "count": int(count),
            "parts": split,
            "grown": expand_labels(labels, given["reach"]).ravel().tolist(),
            "areas": ndimage.sum(np.ones(shape), labels, index).tolist(),
            "sums": ndimage.sum(image, labels, index).tolist(),
            "x": ndimage.sum(x, labels, index).tolist(),
            "y": ndimage.sum(y, labels, index).tolist(),
        },
        sys.stdout,
    )


main()
