"""Grey levels of a ROI counted in pairs, runs, zones, distances and neighbourhoods; level 0 is outside the ROI."""
import itertools

import numpy as np
from scipy import ndimage


DIRECTIONS = [d for d in itertools.product((-1, 0, 1), repeat=3) if d > (0, 0, 0)]
FLAT = [d for d in DIRECTIONS if d[0] == 0]


def shifted(levels, d):
    """Pairs (level here, level one step along d) where both lie in the ROI (level 0 is outside)."""
    here = tuple(slice(max(0, -s), n - max(0, s)) for s, n in zip(d, levels.shape))
    there = tuple(slice(max(0, s), n - max(0, -s)) for s, n in zip(d, levels.shape))
    a, b = levels[here], levels[there]
    both = (a > 0) & (b > 0)
    return a[both], b[both]


def glcm(levels, d, ng):
    a, b = shifted(levels, d)
    m = np.bincount((a - 1) * ng + b - 1, minlength=ng * ng).reshape(ng, ng).astype(float)
    return m + m.T


def runs(levels, d):
    """(level, length) of every run along d."""
    padded = np.pad(levels, 1)
    at = np.argwhere(padded > 0)
    step = np.array(d)
    value = padded[tuple(at.T)]
    starts = at[padded[tuple((at - step).T)] != value]
    value = padded[tuple(starts.T)]
    length = np.zeros(len(starts), int)
    alive = np.arange(len(starts))
    place = starts.copy()
    while len(alive):
        length[alive] += 1
        place[alive] += step
        alive = alive[padded[tuple(place[alive].T)] == value[alive]]
    return value, length


def zones(levels, flat):
    """(level, size, labels) of connected equal voxels: 26 neighbours, 8 within a slice."""
    structure = np.ones((3, 3, 3), int)
    if flat:
        structure[0] = structure[2] = 0
    label, count = np.zeros(levels.shape, int), 0
    values = []
    for level in np.unique(levels[levels > 0]):
        found, n = ndimage.label(levels == level, structure)
        label[found > 0] = found[found > 0] + count
        count += n
        values += [level] * n
    return np.array(values, int), np.bincount(label.ravel(), minlength=count + 1)[1:], label


def borders(mask, flat):
    """Steps to the nearest voxel outside the ROI (6 neighbours, 4 within a slice); the image's edge is outside."""
    structure = ndimage.generate_binary_structure(3, 1)
    if flat:
        structure[0] = structure[2] = False
    left, distance, step = np.pad(mask, 1), np.zeros(np.array(mask.shape) + 2, int), 0
    while left.any():
        distance += left
        left = ndimage.binary_erosion(left, structure)
    return distance[1:-1, 1:-1, 1:-1]


def table(i, j, rows, columns=None):
    columns = columns or (int(j.max()) if len(j) else 1)
    return np.bincount((i - 1) * columns + j - 1, minlength=rows * columns).reshape(rows, columns).astype(float)


def neighbours(levels, flat, alpha=0):
    """For every ROI voxel: level, how many neighbours lie in the ROI, their sum, and how many are alike."""
    count, total, alike = (np.zeros(levels.shape) for _ in range(3))
    padded = np.pad(levels, 1)
    for d in (FLAT if flat else DIRECTIONS):
        for sign in (1, -1):
            other = padded[tuple(slice(1 + sign * s, n + 1 + sign * s) for s, n in zip(d, levels.shape))]
            count += other > 0
            total += other
            alike += (other > 0) & (abs(other - levels) <= alpha)
    roi = levels > 0
    return levels[roi], count[roi], total[roi], alike[roi]
