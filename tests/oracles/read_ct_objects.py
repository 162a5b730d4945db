"""What pydicom, which shares no code with ours, makes of the objects of a stored prediction; prints JSON."""
import json
import sys

import numpy as np
import pydicom


def code(item, sequence="ConceptNameCodeSequence"):
    return item[sequence][0].CodeValue


def items(content):
    for item in content.get("ContentSequence", []):
        yield item
        yield from items(item)


objects = [pydicom.dcmread(file) for file in sys.argv[1:]]
found = {}
for dataset in objects:
    if dataset.Modality == "SEG":
        pixels = dataset.pixel_array
        shared = dataset.SharedFunctionalGroupsSequence[0]
        spacing = [float(value) for value in shared.PixelMeasuresSequence[0].PixelSpacing]
        distance = float(shared.PixelMeasuresSequence[0].SpacingBetweenSlices)
        areas = {
            frame.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID: int(pixels[index].sum())
            * spacing[0]
            * spacing[1]
            for index, frame in enumerate(dataset.PerFrameFunctionalGroupsSequence)
        }
        found["segment"] = {
            "voxels": int(pixels.sum()),
            "volumeMm3": int(pixels.sum()) * spacing[0] * spacing[1] * distance,
            "areasMm2": areas,
        }
    elif dataset.Modality == "RTSTRUCT":
        contours = dataset.ROIContourSequence[0].ContourSequence
        found["contours"] = {
            "images": sorted({c.ContourImageSequence[0].ReferencedSOPInstanceUID for c in contours}),
            "planes": sorted({float(z) for c in contours for z in c.ContourData[2::3]}),
        }
    elif dataset.SOPClassUID.name == "Parametric Map Storage":
        values = np.frombuffer(dataset.FloatPixelData, "<f4").reshape(dataset.Rows, dataset.Columns)
        inside = values != dataset.FloatPixelPaddingValue
        rows, columns = np.nonzero(inside)
        found.setdefault("maps", {})[dataset.ContentLabel] = {
            "box": [int(columns.min()), int(rows.min()), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1],
            "sum": float(values[inside].sum(dtype=np.float64)),
            "highest": float(values.max()),
        }
    elif dataset.Modality == "SR":
        numbers = {}
        for group in (item for item in items(dataset) if item.ValueType == "CONTAINER"):
            tracked = [item.TextValue for item in group.ContentSequence if code(item) == "112039"]
            for item in group.ContentSequence:
                if item.ValueType == "NUM" and item.MeasuredValueSequence:
                    value = item.MeasuredValueSequence[0]
                    exact = value.get("FloatingPointValue", float(value.NumericValue))
                    numbers[f"{tracked[0]}: {code(item)}"] = exact
        found["numbers"] = numbers
        found["decisions"] = [code(i, "ConceptCodeSequence") for i in items(dataset) if code(i) == "DECISION"]
    elif dataset.SOPClassUID.name == "Secondary Capture Image Storage":
        found["crop"] = {"shape": list(dataset.pixel_array.shape), "sum": int(dataset.pixel_array.sum())}
print(json.dumps(found))
