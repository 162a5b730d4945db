"""
HoVer-Net's maps (Graham, Med Image Anal 2019;58:101563): in each nucleus the way from its centre, -1 at its left (upper)
rim to 1 at its right (lower) one, so that the maps fall where two nuclei touch.

Nuclei out of the maps, in whole numbers: the pipeline (detection/network/flood.kernel.ts) does the same, and a test
holds the two against each other. The paper normalises each picture's gradients by their range, blurs the energy and floods
it to its end; here a fall from 1 to -1 is 1, and the flood has eighteen steps, so that no pixel depends on what lies farther.
"""

import numpy as np
from scipy import ndimage
from scipy.special import comb

# Sobel's operator of 11 px at 0.5 um (the paper: 21 at 0.25).
TAPS = 11
SMOOTH = np.array([comb(TAPS - 1, k, exact=True) for k in range(TAPS)])
RISE = np.convolve([comb(TAPS - 3, k, exact=True) for k in range(TAPS - 2)], [-1, 0, 1])
# What a fall from 255 to 0 between two pixels answers.
FULL_FALL = 255 * SMOOTH.sum() * RISE[RISE > 0].sum()
# Share of a full fall below which a pixel is a nucleus' middle (the paper).
MIDDLE = 0.4
# 255ths up to which the flood has risen after each step: from the middles on, ours.
LEVELS = range(119, 255 + 1, 17)
STEPS_A_LEVEL = 2
# Pixels of 0.5 um: holes of 25 um2 and 6 um are filled; nuclei have 10 to 400 um2, 30 um across.
HOLE_AREA, HOLE_EDGE = 100, 12
LEAST_AREA, MOST_AREA, MOST_EDGE = 40, 1600, 60
CROSS = ndimage.generate_binary_structure(2, 1)


def ways(labels):
    """Horizontal and vertical map [H, W] of instances."""
    return [way(labels, axis) for axis in (1, 0)]


def way(labels, axis):
    at = np.broadcast_to(np.arange(labels.shape[axis]).reshape((1, -1) if axis else (-1, 1)), labels.shape)
    sizes = np.bincount(labels.ravel()).clip(1)
    away = np.where(labels > 0, at - (np.bincount(labels.ravel(), at.ravel()) / sizes)[labels], 0)
    farthest = np.zeros((2, len(sizes)))
    np.maximum.at(farthest[0], labels.ravel(), away.ravel())
    np.maximum.at(farthest[1], labels.ravel(), -away.ravel())
    return away / np.where(away > 0, farthest[0][labels], farthest[1][labels]).clip(1e-6)


def ridges(horizontal, vertical):
    """Bytes of both maps (0 for -1, 255 for 1) -> 255ths of a full fall."""
    falls = [-gradient(plane.astype(np.int64), axis) for plane, axis in ((horizontal, 1), (vertical, 0))]
    return (np.maximum(*falls).clip(0, FULL_FALL) * 255) // FULL_FALL


def gradient(plane, axis):
    rows = ndimage.correlate1d(plane, SMOOTH, axis=1 - axis, mode="nearest")
    return ndimage.correlate1d(rows, RISE, axis=axis, mode="nearest")


def hover_nuclei(foreground, horizontal, vertical, threshold):
    """Labels [H, W] of bytes; the pixels of the outer rim belong to none."""
    mask = foreground >= 255 * threshold
    mask[[0, -1]] = mask[:, [0, -1]] = False
    mask = holes_filled(mask)
    ridge = ridges(horizontal, vertical)
    middles = ndimage.binary_opening(mask & (ridge < MIDDLE * 255), CROSS)
    labels = ndimage.label(middles)[0]
    for level in LEVELS:
        for _ in range(STEPS_A_LEVEL):
            labels = one_step(labels, mask & (ridge <= level))
    return sized(labels)


def one_step(labels, open_to):
    """Each open pixel without a label takes that of the pixel above, to its left, right or below, the first that has one."""
    grown = labels.copy()
    for shift in ((1, 0), (0, 1), (0, -1), (-1, 0)):
        grown = np.where((grown == 0) & open_to, np.roll(labels, shift, (0, 1)), grown)
    return grown


def holes_filled(mask):
    holes = ndimage.label(~mask)[0]
    for number, (rows, columns) in enumerate(ndimage.find_objects(holes), 1):
        part = holes[rows, columns] == number
        touches = 0 in (rows.start, columns.start) or rows.stop == mask.shape[0] or columns.stop == mask.shape[1]
        if not touches and part.sum() <= HOLE_AREA and max(part.shape) <= HOLE_EDGE:
            mask[rows, columns] |= part
    return mask


def sized(labels):
    """What is as large as a nucleus, numbered anew."""
    kept = np.zeros(labels.max() + 1, int)
    for number, cut in enumerate(ndimage.find_objects(labels), 1):
        part = labels[cut] == number
        kept[number] = LEAST_AREA <= part.sum() <= MOST_AREA and max(part.shape) <= MOST_EDGE
    return (np.cumsum(kept) * kept)[labels]
