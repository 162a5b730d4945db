"""
The slice of each STS mask with the most voxels (of equal ones the nearest to the mask's centroid, then the lower) and
its area, by nibabel and numpy.

    python3 tests/oracles/largestSlice.py DATA > tests/oracles/largestSlice.json
"""

import json
import sys
from pathlib import Path

import nibabel
import numpy as np

rows = {}
for folder in sorted((Path(sys.argv[1]) / "ct-sarcoma-sts/nifti").iterdir()):
    mask = nibabel.load(folder / "CT_mask.nii.gz")
    image = nibabel.load(folder / "CT_image.nii.gz")
    voxels = (np.asanyarray(mask.dataobj) != 0).sum(axis=(0, 1))
    centroid = np.average(np.arange(len(voxels)), weights=voxels)
    ties = np.flatnonzero(voxels == voxels.max())
    k = int(ties[np.abs(ties - centroid).argmin()])
    dx, dy = (float(v) for v in mask.header.get_zooms()[:2])
    # RAS of the voxel (0, 0, k); its z is the same in LPS.
    z = float((mask.affine @ [0, 0, k, 1])[2])
    hu = np.asanyarray(image.dataobj)[:, :, k]
    rows[folder.name] = {
        "slice": k,
        "ties": len(ties),
        "areaMm2": float(voxels[k]) * dx * dy,
        "zMm": z,
        "sumHu": int(np.rint(hu).astype(np.int64).sum()),
    }
print(json.dumps(rows, indent=2))
