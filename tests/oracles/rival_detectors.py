"""
The nucleus detector that pathology uses, written as fast as scikit-image and OpenCV allow, to be timed against ours: the
same steps (stains, local background, Gaussian, Laplacian, watershed, split by shape, cells by growth, means a nucleus
and a cell), every one vectorised, on one thread. The scikit-image one gives all that ours gives: the background by the
same disc (from its chords), the test against the ring, the membranes' means, the tally of pixels and the outlines of
nuclei and cells (not thinned to few points, which scikit-image does in Python alone). The OpenCV one is spared all
these: its background is opened by a square.

    python3 tests/oracles/rival_detectors.py skimage|opencv IMAGE.png REPEATS

IMAGE is RGB at 0.5 um/px. Prints {"seconds": best of the repeats, "nuclei": how many} as JSON; seconds are
the processor's, so that other work on the machine counts little.
"""

import json
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np

# Ruifrok and Johnston 2001; columns of the inverse: haematoxylin, DAB (docs: README of the detection).
TO_STAINS = np.array(
    [[1.20859, -0.69721], [0.68440, 0.02100], [-0.91850, 1.51201]], np.float32
)
OD = -np.log10(np.maximum(np.arange(256), 1) / 255).astype(np.float32)
# In pixels of 0.5 um: our disc's radius, a square of its area, blur, LoG floor, mean floor, sizes, growth to cells.
RADIUS, OPENING, SIGMA, MIN_PEAK, MIN_MEAN, AREAS, GROWTH = 16, 29, 3, 0.001, 0.1, (40, 1600), 10
# The ring around a nucleus, by how much it must be darker, and where 1+, 2+ and 3+ begin.
RING, CONTRAST, GRADES = 4, 0.055, (0.1, 0.4, 0.6)


def with_skimage(rgb):
    from scipy import ndimage
    from skimage.feature import peak_local_max
    from skimage.filters import gaussian
    from skimage.segmentation import expand_labels, watershed

    stains = OD[rgb] @ TO_STAINS
    haematoxylin, dab = stains[..., 0], stains[..., 1]
    image = np.maximum(haematoxylin, dab)
    corrected = image - opened_by_disc(ndimage, image)
    response = -ndimage.laplace(gaussian(corrected, SIGMA))
    seeds = np.zeros(response.shape, np.int32)
    peaks = peak_local_max(response, min_distance=1, threshold_abs=MIN_PEAK)
    seeds[tuple(peaks.T)] = np.arange(1, len(peaks) + 1)
    basins = watershed(-response, seeds, mask=response > 0)
    dark = mean_of(corrected, basins) > MIN_MEAN
    dark[0] = False
    mask = ndimage.binary_fill_holes(dark[basins])
    distance = ndimage.distance_transform_edt(mask)
    centres = peak_local_max(distance, min_distance=4, labels=ndimage.label(mask)[0])
    seeds[:] = 0
    seeds[tuple(centres.T)] = np.arange(1, len(centres) + 1)
    nuclei = of_right_size(watershed(-distance, seeds, mask=mask))
    fine = -ndimage.laplace(gaussian(image, 1))
    nuclei = np.where(ndimage.binary_erosion(nuclei > 0, np.ones((3, 3))) | (fine > 0), nuclei, 0)
    nuclei = against_their_rings(OD[rgb].sum(axis=2), nuclei, expand_labels(nuclei, RING))
    cells = expand_labels(nuclei, GROWTH)
    graded = np.bincount(np.digitize(dab, GRADES).ravel() + 4 * (cells > 0).ravel(), minlength=8)
    lowest, highest = ndimage.minimum_filter(cells, 5), ndimage.maximum_filter(cells, 5)
    isMembrane = (lowest != highest) & (nuclei == 0)
    membranes = [mean_of(dab[isMembrane], side[isMembrane]) for side in (lowest, highest)]
    outlines = [outline_of(labels, k + 1, box) for labels in (nuclei, cells)
                for k, box in enumerate(ndimage.find_objects(labels)) if box]
    return (*measured(nuclei, cells, haematoxylin, dab), membranes, outlines, graded)


def against_their_rings(od, nuclei, ringed):
    """Without the nuclei that are hardly darker than the darker part of the ring around them."""
    isRing = (ringed > 0) & (nuclei == 0)
    around, values = ringed[isRing], od[isRing]
    isDarker = values >= mean_of(values, around)[around]
    least = int(nuclei.max()) + 1
    ring = np.zeros(least)
    darker = mean_of(values[isDarker], around[isDarker])
    ring[: len(darker)] = darker[:least]
    keep = mean_of(od, nuclei) - ring > CONTRAST
    keep[0] = False
    return np.where(keep, np.arange(least), 0).astype(np.int32)[nuclei]


def opened_by_disc(ndimage, image):
    for filter1d, better in ((ndimage.minimum_filter1d, np.minimum), (ndimage.maximum_filter1d, np.maximum)):
        padded = np.pad(image, ((RADIUS, RADIUS), (0, 0)), mode="edge")
        out, chord = None, None
        for dy in range(RADIUS, -1, -1):
            reach = int(np.sqrt(RADIUS * RADIUS + 1 - dy * dy))
            if reach != chord:
                chord, rows = reach, filter1d(padded, 2 * reach + 1, axis=1)
            for shift in {dy, -dy}:
                part = rows[RADIUS + shift : RADIUS + shift + image.shape[0]]
                out = part.copy() if out is None else better(out, part, out=out)
        image = out
    return image


def outline_of(labels, label, box):
    from skimage.measure import find_contours

    return find_contours(np.pad(labels[box] == label, 1).astype(np.uint8), 0.5)[0]


def with_opencv(rgb):
    import cv2

    cv2.setNumThreads(1)
    stains = cv2.transform(cv2.LUT(rgb, OD), np.ascontiguousarray(TO_STAINS.T))
    haematoxylin, dab = cv2.split(stains)
    image = cv2.max(haematoxylin, dab)
    square = np.ones((OPENING, OPENING), np.uint8)
    corrected = image - cv2.morphologyEx(image, cv2.MORPH_OPEN, square)
    response = -cv2.Laplacian(cv2.GaussianBlur(corrected, (0, 0), SIGMA), cv2.CV_32F)
    three = np.ones((3, 3), np.uint8)
    isPeak = ((response == cv2.dilate(response, three)) & (response > MIN_PEAK)).astype(np.uint8)
    basins = flooded(cv2, response, isPeak, response > 0)
    dark = mean_of(corrected, basins) > MIN_MEAN
    dark[0] = False
    around = cv2.copyMakeBorder(dark[basins].astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    cv2.floodFill(around, None, (0, 0), 2)
    mask = (around[1:-1, 1:-1] != 2).astype(np.uint8)
    distance = cv2.distanceTransform(mask, cv2.DIST_L2, 5)
    smooth = cv2.GaussianBlur(distance, (0, 0), 1)
    isCentre = ((smooth == cv2.dilate(smooth, np.ones((9, 9), np.uint8))) & (mask > 0)).astype(np.uint8)
    nuclei = of_right_size(flooded(cv2, distance, isCentre, mask > 0))
    fine = -cv2.Laplacian(cv2.GaussianBlur(image, (0, 0), 1), cv2.CV_32F)
    inside = cv2.erode((nuclei > 0).astype(np.uint8), three) > 0
    nuclei = np.where(inside | (fine > 0), nuclei, 0).astype(np.int32)
    background = (nuclei == 0).astype(np.uint8)
    away, nearest = cv2.distanceTransformWithLabels(
        background, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    number = np.zeros(int(nearest.max()) + 1, np.int32)
    number[nearest[background == 0]] = nuclei[background == 0]
    cells = np.where(away <= GROWTH, number[nearest], 0)
    return measured(nuclei, cells, haematoxylin, dab)


def flooded(cv2, heights, isSeed, mask):
    """OpenCV's watershed of the turned image from the seeds, within the mask."""
    count, seeds = cv2.connectedComponents(isSeed, connectivity=8)
    seeds[~mask] = count
    turned = cv2.normalize(heights, None, 255, 0, cv2.NORM_MINMAX, cv2.CV_8U)
    cv2.watershed(cv2.merge([turned, turned, turned]), seeds)
    seeds[(seeds == count) | (seeds < 0)] = 0
    return seeds


def mean_of(image, labels):
    flat = labels.ravel()
    sizes = np.bincount(flat)
    return np.bincount(flat, image.ravel()) / np.maximum(sizes, 1)


def of_right_size(labels):
    sizes = np.bincount(labels.ravel())
    keep = (sizes >= AREAS[0]) & (sizes <= AREAS[1])
    keep[0] = False
    return np.where(keep, np.arange(len(sizes)), 0).astype(np.int32)[labels]


def measured(nuclei, cells, haematoxylin, dab):
    means = [mean_of(haematoxylin, nuclei), mean_of(dab, nuclei), mean_of(dab, cells)]
    flat = nuclei.ravel()
    places = np.arange(flat.size, dtype=np.float64)
    rows = np.floor_divide(places, nuclei.shape[1])
    centres = [np.bincount(flat, rows), np.bincount(flat, places - rows * nuclei.shape[1])]
    numbers = np.flatnonzero(np.bincount(flat))
    return len(numbers) - 1, means, centres


def main(library, path, repeats):
    from skimage.io import imread

    rgb = np.ascontiguousarray(imread(path)[..., :3])
    detect = {"skimage": with_skimage, "opencv": with_opencv}[library]
    seconds = []
    for _ in range(int(repeats)):
        started = time.process_time()
        nuclei = detect(rgb)[0]
        seconds.append(time.process_time() - started)
    print(json.dumps({"seconds": min(seconds), "nuclei": int(nuclei)}))


main(*sys.argv[1:])
