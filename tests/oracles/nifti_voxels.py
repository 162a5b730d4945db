"""Every voxel of a NIfTI file with its place in the patient (LPS, mm), and the axes' directions, by nibabel."""

import json
import sys

import nibabel
import numpy

image = nibabel.load(sys.argv[1])
values = numpy.asarray(image.dataobj)
voxels = [
    [*(numpy.array([-1, -1, 1]) * nibabel.affines.apply_affine(image.affine, at)).round(4).tolist(), int(value)]
    for at, value in numpy.ndenumerate(values)
]
print(json.dumps({"axes": "".join(nibabel.aff2axcodes(image.affine)), "voxels": voxels}))
