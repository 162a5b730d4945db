"""
Every score of a stored slide, computed again from the attributes of its DICOM objects by pydicom, without our code.

    /usr/bin/python3 tests/oracles/recompute_dicom.py FOLDER --types none|known --scored tumour|all [--pcms P]

Counts, grades and complete membranes come from the bulk annotations, tissue by pixel and the analysed area from the
report, areas of classes from the segmentation's bits, the places of the cells in slide millimetres from the maps'
geometry. Prints one JSON object: that of recompute_scores.py, `segmentMm2`, and the first `centroidsMm` of each group.
"""

import argparse
import glob
import json
import os
import struct
import sys

import pydicom

sys.path.insert(0, os.path.dirname(__file__))
from recompute_scores import as_float, recompute  # noqa: E402

COMPARTMENTS = {"other": 0, "tumour": 1, "stroma": 2}
TYPES = {"other": 0, "tumour cell": 1, "immune cell": 2}
SCT_COMPARTMENTS = {"OTHER": 0, "108369006": 1, "21793004": 2}
OWN = "99TIMESCOPE"


def floats(element):
    data = bytes(element)
    return struct.unpack(f"<{len(data) // 4}f", data)


def whole_numbers(element):
    data = bytes(element)
    return struct.unpack(f"<{len(data) // 4}I", data)


def measurement(group, code):
    """One value an annotation, None where there is none."""
    for item in group.MeasurementsSequence:
        if item.ConceptNameCodeSequence[0].CodeValue != code:
            continue
        values = item.MeasurementValuesSequence[0]
        found = [None] * group.NumberOfAnnotations
        given = floats(values.FloatingPointValues)
        indices = range(1, len(given) + 1)
        if "AnnotationIndexList" in values:
            indices = whole_numbers(values.AnnotationIndexList)
        for index, value in zip(indices, given):
            found[index - 1] = value
        return found
    raise KeyError(code)


def features(cells, complete_from):
    """In the shape that recompute_scores.py reads."""
    for group in cells.AnnotationGroupSequence:
        inclusion, compartment, kind, grade = group.AnnotationGroupDescription.split("; ")
        border = measurement(group, "MEMBRANEDAB90")
        for reached in border:
            values = {
                "Membrane: complete": int(reached is not None and reached >= complete_from),
                "Compartment": COMPARTMENTS[compartment.split(" ", 1)[1]],
                "Cell type": TYPES[kind.split(" ", 1)[1]],
                "Included": 0 if inclusion == "left out by the reader" else 1,
            }
            if inclusion != "not evaluable":
                values["DAB grade"] = int(grade.split(" ")[1])
            yield {"properties": {"measurements": values, "classification": {"name": group.AnnotationGroupLabel}}}


def below(item):
    for child in item.get("ContentSequence", []):
        yield child
        yield from below(child)


def name_of(item):
    return item.ConceptNameCodeSequence[0].CodeValue if item.get("ConceptNameCodeSequence") else None


def numbers(report, code):
    for item in below(report):
        if item.ValueType == "NUM" and name_of(item) == code and item.MeasuredValueSequence:
            yield item, item.MeasuredValueSequence[0].FloatingPointValue


def pixel_counts(report, code):
    """By compartment and grade."""
    counts = [[0] * 4 for _ in range(3)]
    for item, value in numbers(report, code):
        of = {name_of(child): child.ConceptCodeSequence[0].CodeValue for child in item.ContentSequence}
        counts[SCT_COMPARTMENTS[of["COMPARTMENT"]]][int(of["GRADE"][-1])] = int(value)
    return counts


def rows(report):
    tissue, inside = pixel_counts(report, "TISSUEPIXELS"), pixel_counts(report, "CELLPIXELS")
    analysed = next(numbers(report, "42798000"), (None, None))[1]
    total = sum(map(sum, tissue))
    names = ("negative", "1plus", "2plus", "3plus")
    made = {}
    for region, codes in (("whole", (0, 1, 2)), ("tumour", (1,)), ("stroma", (2,))):
        sums = [[sum(counts[code][grade] for code in codes) for grade in range(4)] for counts in (tissue, inside)]
        share = sum(sums[0]) / total if total else 0
        row = {"area_mm2": "" if not analysed else repr(analysed * share)}
        for kind, counts in zip(("tissue", "cell"), sums):
            row.update({f"{kind}_px_{name}": count for name, count in zip(names, counts)})
        made[region] = row
    return made


def segment_areas(segmentation):
    """Square millimetres of each segment by its bits."""
    if segmentation is None:
        return {}
    measures = segmentation.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing
    pixels = segmentation.Rows * segmentation.Columns
    tiles = segmentation.NumberOfFrames // len(segmentation.SegmentSequence)
    data = segmentation.PixelData
    bit = lambda at: data[at >> 3] >> (at & 7) & 1
    count = lambda number: sum(bit(at) for at in range((number - 1) * tiles * pixels, number * tiles * pixels))
    return {
        segment.SegmentLabel: count(segment.SegmentNumber) * float(measures[0]) * float(measures[1])
        for segment in segmentation.SegmentSequence
    }


def centroids(cells, density, report):
    """Slide millimetres: the corner of the matrix is half a pixel of the map before the centre of its first."""
    origin = density.TotalPixelMatrixOriginSequence[0]
    direction = [float(value) for value in density.ImageOrientationSlide]
    row, column = direction[:3], direction[3:]
    measures = density.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing
    first = [float(origin.XOffsetInSlideCoordinateSystem), float(origin.YOffsetInSlideCoordinateSystem)]
    corner = [first[k] - (row[k] * float(measures[1]) + column[k] * float(measures[0])) / 2 for k in (0, 1)]
    wide = next(numbers(report, "PIXELWIDTH"))[1] / 1000
    high = next(numbers(report, "PIXELHEIGHT"))[1] / 1000
    placed = []
    for group in cells.AnnotationGroupSequence:
        across, down = measurement(group, "CENTRECOLUMN"), measurement(group, "CENTREROW")
        placed.append([
            [corner[k] + row[k] * x * wide + column[k] * y * high for k in (0, 1)] for x, y in zip(across, down)
        ])
    return placed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--types", choices=["none", "known"], required=True)
    parser.add_argument("--scored", choices=["tumour", "all"], required=True)
    parser.add_argument("--pcms")
    asked = parser.parse_args()
    read = {os.path.basename(file)[:-4]: pydicom.dcmread(file) for file in glob.glob(os.path.join(asked.folder, "*.dcm"))}
    report = read["scores"]
    parameters = [item.TextValue for item in below(report) if name_of(item) == "111002"]
    weakest = float(next(text for text in parameters if text.startswith("positive DAB ")).split(" ")[2])
    cells = list(features(read["cells"], as_float(1.5 * weakest)))
    out = recompute(cells, rows(report), asked.types == "known", asked.scored, asked.pcms)
    out["segmentMm2"] = segment_areas(read.get("tissue"))
    out["centroidsMm"] = centroids(read["cells"], read["map-cell-density"], report)
    print(json.dumps(out))


main()
