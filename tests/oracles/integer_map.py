"""Rewrites a float parametric map with 16-bit integers and a real-world slope, as other tools store maps (pydicom)."""
import sys

import numpy as np
import pydicom

source, target, slope, intercept = sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
dataset = pydicom.dcmread(source)
values = np.frombuffer(dataset.FloatPixelData, "<f4")
stored = np.round((values - intercept) / slope).astype("<u2")
for keyword in ("FloatPixelData", "FloatPixelPaddingValue", "FloatPixelPaddingRangeLimit"):
    del dataset[keyword]
dataset.BitsAllocated = dataset.BitsStored = 16
dataset.HighBit = 15
dataset.PixelRepresentation = 0
dataset.add_new(0x7FE00010, "OW", stored.tobytes())
mapping = dataset.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence
for item in mapping:
    item.RealWorldValueSlope = slope
    item.RealWorldValueIntercept = intercept
# Other tools give the mapping for each frame.
for frame in dataset.PerFrameFunctionalGroupsSequence:
    frame.RealWorldValueMappingSequence = mapping
del dataset.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence
dataset.save_as(target)
