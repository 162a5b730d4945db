"""
Every score of a run, computed again from the exported cells and areas alone, independently of our code.

    python3 tests/oracles/recompute_scores.py cells.geojson regions.csv --types none|known --scored tumour|all [--pcms P]
        [--thresholds A,B,C --measured "Nucleus: DAB OD mean"] [--table cells.csv [--slide W,H --mpp UM --density density.csv]]

Cells: `properties.measurements` ("DAB grade", "Membrane: complete", "Compartment", "Cell type"); a cell without a grade
is not evaluable, one that a reader left out has "Included" 0. Areas and pixel counts: regions.csv, never its scores.
With thresholds, the tool's own grade of every cell is found again from its density. With the table of cells, that table
is held against the GeoJSON; with the slide's size and the tissue of each square (density.csv, never its counts) too, the
hotspots are searched for again. Prints one JSON object.
"""

import argparse
import csv
import json
import math
import struct
from fractions import Fraction

TUMOUR, STROMA = 1, 2
TUMOUR_CELL, IMMUNE_CELL = 1, 2


class Cell:
    def __init__(self, feature):
        values = feature["properties"]["measurements"]
        self.name = feature["properties"]["classification"]["name"]
        self.grade = values.get("DAB grade")
        self.complete = values["Membrane: complete"] == 1
        self.compartment = values["Compartment"]
        self.type = values["Cell type"]
        self.included = values.get("Included", 1) == 1
        self.values = values

    def tool_grade(self):
        """As the tool said: beside the reader's where they differ, else the same."""
        return self.values.get("Tool: DAB grade") if "Included" in self.values else self.grade


def ratio(a, b):
    return None if b == 0 else float(Fraction(a, b))


def percent(cells):
    return ratio(100 * sum(c.grade > 0 for c in cells), len(cells))


def h_score(grades):
    return ratio(100 * sum(k * n for k, n in enumerate(grades)), sum(grades))


def grades_of(cells):
    return [sum(c.grade == k for c in cells) for k in range(4)]


def allred(cells):
    positive = [c.grade for c in cells if c.grade > 0]
    if not cells:
        return None
    if not positive:
        return 0
    share = Fraction(len(positive), len(cells))
    limits = [Fraction(1, 100), Fraction(1, 10), Fraction(1, 3), Fraction(2, 3)]
    proportion = 1 + sum(share >= limit for limit in limits)
    mean = Fraction(sum(positive), len(positive))
    intensity = 3 if mean > Fraction(7, 3) else 2 if mean > Fraction(5, 3) else 1
    return proportion + intensity


def her2(cells, pcms):
    if not cells:
        return None
    of = lambda test: Fraction(100 * sum(1 for c in cells if test(c)), len(cells))
    if pcms is None:
        intense = of(lambda c: c.grade == 3 and c.complete)
        weaker = of(lambda c: c.grade in (1, 2) and c.complete)
        incomplete = of(lambda c: c.grade > 0 and not c.complete)
    else:
        entered = Fraction(pcms)
        intense = min(entered, of(lambda c: c.grade == 3))
        weaker = entered - intense
        incomplete = max(Fraction(0), of(lambda c: c.grade > 0) - entered)
    if intense > 10:
        name = "3+"
    elif weaker > 10 or intense >= 1:
        name = "2+"
    elif intense + weaker + incomplete > 10:
        name = "1+"
    else:
        name = "0 (no staining)" if intense + weaker + incomplete < 1 else "0 (faint, at most 10 %)"
    return {"splitClass": name, "pcms": float(intense + weaker)}


def part(cells, row, inside):
    area = float(row["area_mm2"]) if row["area_mm2"] else None
    pixels = lambda kind: [int(row[f"{kind}_px_{grade}"]) for grade in ("negative", "1plus", "2plus", "3plus")]
    tissue = pixels("tissue")
    return {
        "cells": len(cells),
        "percentPositive": percent(cells),
        "hScore": h_score(grades_of(cells)),
        "allred": allred(cells),
        "hScorePixels": h_score(pixels("cell")),
        "positiveAreaPercent": ratio(100 * sum(tissue[1:]), sum(tissue)),
        "density": None if not area else len(inside) / area,
        "positiveDensity": None if not area else sum(c.grade > 0 for c in inside) / area,
        "tissuePixels": sum(tissue),
    }


def wrongly_graded(cells, thresholds, measured):
    """Thresholds are compared as 32-bit floats, as the densities are stored."""
    limits = [as_float(value) for value in thresholds]
    wrong = 0
    for cell in cells:
        density = all_round(cell.values) if measured == ALL_ROUND else cell.values.get(measured)
        expected = None if density is None else sum(as_float(density) >= limit for limit in limits)
        wrong += cell.tool_grade() != expected
    return wrong


ALL_ROUND = "cell-all-round"


def all_round(values):
    """The cell's mean, two thirds of it where less than 90 % of the directions reach 0.1 OD on the border."""
    mean, tenth = values.get("Cell: DAB OD mean"), values.get("Membrane: DAB OD P10")
    is_on_one_side = tenth is not None and as_float(tenth) < as_float(0.1)
    return mean if mean is None or not is_on_one_side else as_float(mean) / 1.5


def as_float(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


TYPES = ["other", "tumour", "immune"]


def other_in_table(cells, rows):
    """Rows stand in the order of the features."""
    wrong = abs(len(cells) - len(rows))
    for cell, row in zip(cells, rows):
        grade = "" if cell.grade is None else str(cell.grade)
        told = (row["class"], row["grade"], row["type"], row["included"])
        wrong += told != (cell.name, grade, TYPES[cell.type], "1" if cell.included else "0")
    return wrong


BIN_UM, FIELD_BINS, FIELD_CELLS = 50, 20, 500
# Least tissue of tumour or stroma in a field whose density counts.
LEAST_MM2 = Fraction(1, 10)


def tissue_of(rows):
    """Square millimetres by compartment and bin."""
    tissue = {"tumour": {}, "stroma": {}}
    for row in rows:
        if row["compartment"] in tissue:
            at = tuple(round(float(row[f"{axis}_px"]) / float(row[f"{size}_px"])) for axis, size in (("x", "width"), ("y", "height")))
            tissue[row["compartment"]][at] = Fraction(row["tissue_mm2"])
    return tissue


def hotspots(cells, rows, size, mpp, tissue):
    """The best field of 1 mm2 at steps of 50 um by brute force over the bins."""
    edge = BIN_UM / mpp
    across, down = (max(1, math.ceil(int(pixels * mpp / 0.5 + 1e-9) / 100)) for pixels in size)
    counted = [(c, float(r["x_px"]), float(r["y_px"])) for c, r in zip(cells, rows) if c.included and c.grade is not None]
    found = []
    for name, codes in (("whole", (0, 1, 2)), ("tumour", (TUMOUR,)), ("stroma", (STROMA,))):
        bins = {}
        for cell, x, y in counted:
            if cell.compartment in codes:
                at = (min(across - 1, int(x / edge)), min(down - 1, int(y / edge)))
                total, positive = bins.get(at, (0, 0))
                bins[at] = (total + 1, positive + (cell.grade > 0))
        found += best_fields(bins, across, down, name, tissue.get(name))
    return found


def best_fields(bins, across, down, name, tissue):
    """Of tumour and stroma those densest for their own tissue; where no field has enough of it, those of most cells."""
    wide, high = min(across, FIELD_BINS), min(down, FIELD_BINS)
    best, fullest = {}, {}
    for y in range(down - high + 1):
        for x in range(across - wide + 1):
            squares = [(x + i, y + j) for i in range(wide) for j in range(high)]
            inside = [bins.get(square, (0, 0)) for square in squares]
            cells, positive = sum(n for n, _ in inside), sum(p for _, p in inside)
            area = None if tissue is None else sum(tissue.get(square, 0) for square in squares)
            field = {"of": name, "x": x, "y": y, "cells": cells, "positive": positive}
            if area is not None:
                field["tissueMm2"] = float(area)
            if cells >= FIELD_CELLS:
                keep(best, "percentPositive", (Fraction(positive, cells), cells), field)
            for by, count in (("cellsPerMm2", cells), ("positivePerMm2", positive)):
                if count == 0:
                    continue
                keep(fullest, by, (count, cells), field)
                if area is None or area >= LEAST_MM2:
                    keep(best, by, (Fraction(count) / (1 if area is None else area), cells), field)
    return [{"by": by, **field} for by, (_, field) in {**fullest, **best}.items()]


def keep(best, by, key, field):
    if by not in best or key > best[by][0]:
        best[by] = (key, field)


def recompute(features, rows, types, scored, pcms):
    everything = [cell for cell in map(Cell, features) if cell.included]
    cells = [c for c in everything if c.grade is not None]
    tumour_cells = [c for c in cells if (c.type == TUMOUR_CELL if types else c.compartment == TUMOUR)]
    in_tumour = [c for c in cells if c.compartment == TUMOUR]
    in_stroma = [c for c in cells if c.compartment == STROMA]
    scored_in_tumour = [c for c in in_tumour if c.type == TUMOUR_CELL] if types and scored == "tumour" else in_tumour
    positive = lambda group: sum(c.grade > 0 for c in group)
    immune = [c for c in cells if c.type == IMMUNE_CELL] if types else None
    parts = {
        "whole": part(cells, rows["whole"], cells),
        "tumour": part(scored_in_tumour, rows["tumour"], in_tumour),
        "stroma": part(in_stroma, rows["stroma"], in_stroma),
    }
    combined = None
    if immune is not None and tumour_cells:
        combined = min(100.0, ratio(100 * (positive(tumour_cells) + positive(immune)), len(tumour_cells)))
    return {
        "notEvaluable": len(everything) - len(cells),
        "gradeCounts": grades_of(cells),
        "parts": parts,
        "tumourShare": percent(tumour_cells),
        "cps": combined,
        "her2": her2(tumour_cells, pcms),
        "tumourCellularity": ratio(len(tumour_cells), len(cells)),
        "tumourFraction": ratio(parts["tumour"]["tissuePixels"], parts["whole"]["tissuePixels"]),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cells")
    parser.add_argument("regions")
    parser.add_argument("--types", choices=["none", "known"], required=True)
    parser.add_argument("--scored", choices=["tumour", "all"], required=True)
    parser.add_argument("--pcms")
    parser.add_argument("--thresholds")
    parser.add_argument("--measured", default="Nucleus: DAB OD mean")
    parser.add_argument("--table")
    parser.add_argument("--slide")
    parser.add_argument("--mpp", type=float)
    parser.add_argument("--density")
    asked = parser.parse_args()
    with open(asked.cells, encoding="utf-8") as file:
        features = json.load(file)["features"]
    with open(asked.regions, encoding="utf-8", newline="") as file:
        rows = {row["region"]: row for row in csv.DictReader(file)}
    out = recompute(features, rows, asked.types == "known", asked.scored, asked.pcms)
    cells = [Cell(feature) for feature in features]
    if asked.thresholds:
        thresholds = [float(value) for value in asked.thresholds.split(",")]
        out["wronglyGraded"] = wrongly_graded(cells, thresholds, asked.measured)
    if asked.table:
        with open(asked.table, encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        out["otherInTable"] = other_in_table(cells, table)
        if asked.slide:
            with open(asked.density, encoding="utf-8", newline="") as file:
                tissue = tissue_of(csv.DictReader(file))
            size = [int(value) for value in asked.slide.split(",")]
            out["hotspots"] = hotspots(cells, table, size, asked.mpp, tissue)
    print(json.dumps(out))


if __name__ == "__main__":
    main()
