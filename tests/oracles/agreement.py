"""
Directed distances (voxels, largest, 95 % percentile, mean) between the boundaries and between all voxels of two masks,
by scipy's exact Euclidean distance transform: one JSON line a pair of NIfTI files.

    python3 tests/oracles/agreement.py A.nii B.nii [A.nii B.nii ...]
"""

import json
import sys

import nibabel
import numpy as np
from scipy import ndimage


def boundary(mask, flat_axes):
    faces = np.zeros((3, 3, 3), bool)
    for axis in range(3):
        if axis in flat_axes:
            continue
        for side in (0, 2):
            at = [1, 1, 1]
            at[axis] = side
            faces[tuple(at)] = True
    faces[1, 1, 1] = True
    return mask & ~ndimage.binary_erosion(mask, faces)


def directed(a, b, spacing):
    d = np.sort(ndimage.distance_transform_edt(~b, sampling=spacing)[a])
    rank = max(1, len(d) * 95 // 100)
    return {"voxels": len(d), "maxMm": d[-1], "p95Mm": d[rank - 1], "meanMm": d.mean()}


files = sys.argv[1:]
for first, second in zip(files[::2], files[1::2]):
    images = [nibabel.load(file) for file in (first, second)]
    spacing = [float(step) for step in images[0].header.get_zooms()]
    a, b = (np.pad(np.asanyarray(image.dataobj) != 0, 1) for image in images)
    filled = np.argwhere(a | b)
    flat = {axis for axis in range(3) if np.ptp(filled[:, axis]) == 0}
    rims = [boundary(mask, flat) for mask in (a, b)]
    rows = {
        "surface": {"aToB": directed(rims[0], rims[1], spacing), "bToA": directed(rims[1], rims[0], spacing)},
        "region": {"aToB": directed(a, b, spacing), "bToA": directed(b, a, spacing)},
    }
    print(json.dumps(rows))
