"""Counts numbers of `timescope immune` again from the files that it exported: cells.geojson (classes), cells.csv (places of
cells), regions.csv (square millimetres in which cells were counted), tissue-map.csv, fields.geojson, lymphocytes.csv (what
readers said) and the cohort's JSON.

They are: all densities, the tumour-stroma ratio and its group, the ratio of the fields of H&E, both immune scores with their
three and two groups, the points and the group of the immune score, the grade of the lymphocytes and TIME. Cut-offs are found
again from the densities of the cohort's patients: medians, thirds by Hmisc's cut2, or the published ones. A number that cannot
be had is null. The result.json is not read. Only the standard library.

usage: recompute_immune.py OUT [COHORT.json]   prints one JSON document
"""

import csv
import json
import os
import sys
from statistics import mean, median


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def document(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def positive_by_class(folder):
    counts = {"stroma": 0, "tumour": 0}
    names = {"Stroma: Positive": "stroma", "Tumor: Positive": "tumour"}
    for feature in document(os.path.join(folder, "cells.geojson"))["features"]:
        place = names.get(feature["properties"]["classification"]["name"])
        if place:
            counts[place] += 1
    return counts


def counted_areas(folder):
    areas = {row["region"]: row["area_mm2"] for row in rows(os.path.join(folder, "regions.csv"))}
    return {place: float(areas[place] or 0) for place in ("stroma", "tumour")}


def map_areas(cells):
    """Square millimetres by class: the shares of each cell, or its class where only probabilities are known."""
    areas = {}
    for cell in cells:
        tissue = float(cell["tissue_mm2"])
        shares = {name[6:]: float(share) for name, share in cell.items() if name.startswith("share_")}
        for name, share in (shares or {cell["class"]: 1}).items():
            areas[name] = areas.get(name, 0) + tissue * share
    return areas


def field_densities(folder, map_cells):
    found = {}
    cells = [row for row in rows(os.path.join(folder, "cells.csv")) if row["grade"] not in ("", "0")]
    for feature in document(os.path.join(folder, "fields.geojson"))["features"]:
        ring = feature["geometry"]["coordinates"][0]
        left, right = min(x for x, _ in ring), max(x for x, _ in ring)
        upper, lower = min(y for _, y in ring), max(y for _, y in ring)
        inside = lambda x, y: left <= x < right and upper <= y < lower
        positive = sum(inside(float(cell["x_px"]), float(cell["y_px"])) for cell in cells)
        middle = lambda cell: (
            float(cell["x_px"]) + float(cell["size_px"]) / 2,
            float(cell["y_px"]) + float(cell["size_px"]) / 2,
        )
        area = sum(float(cell["tissue_mm2"]) for cell in map_cells if inside(*middle(cell)))
        place = feature["properties"]["name"].split(" ")[0]
        total = found.setdefault(place, [0, 0.0])
        total[0] += positive
        total[1] += area
    return {place: count / area if area > 0 else None for place, (count, area) in found.items()}


def slide(folder):
    counts, areas = positive_by_class(folder), counted_areas(folder)
    cells = rows(os.path.join(folder, "tissue-map.csv"))
    # Stroma without tumour is not the stroma of a tumour, and the other way round: such a slide has no density.
    whole = all(area > 0 for area in areas.values())
    density = {place: counts[place] / areas[place] if whole else None for place in counts}
    return {"density": {**density, **field_densities(folder, cells)}, "areas": map_areas(cells)}


def ratio_of_fields(folder):
    """The greatest of the three fields of H&E: cells of stroma by cells of tissue, in tenths from 0.1 to 0.9."""
    cells = rows(os.path.join(folder, "tissue-map.csv"))
    found = []
    for feature in document(os.path.join(folder, "fields.geojson"))["features"]:
        if not feature["properties"]["name"].startswith("ratio "):
            continue
        ring = feature["geometry"]["coordinates"][0]
        left, right = min(x for x, _ in ring), max(x for x, _ in ring)
        upper, lower = min(y for _, y in ring), max(y for _, y in ring)
        own = []
        for cell in cells:
            half = float(cell["size_px"]) / 2
            if left < float(cell["x_px"]) + half < right and upper < float(cell["y_px"]) + half < lower:
                own.append(cell)
        stroma = sum(float(cell["tissue_mm2"]) for cell in own if cell["class"] == "STR")
        tissue = sum(float(cell["tissue_mm2"]) for cell in own)
        if tissue == 0:
            return None
        share = stroma / tissue
        found.append(min(0.9, max(0.1, int(share * 10 + 0.5) / 10)))
    return max(found) if len(found) == 3 else None


def ratio(areas):
    """Of the slides that show both; one without tumour or without stroma has no ratio and does not shift the other's."""
    both = [each for each in areas if each.get("STR", 0) > 0 and each.get("TUM", 0) > 0]
    stroma = sum(each["STR"] for each in both)
    tumour = sum(each["TUM"] for each in both)
    return stroma / (stroma + tumour) if both else None


def group_of_ratio(value):
    # The tables' digits differ from the sums of the tool from the seventh on; 50 % exactly is not above 50 %.
    return None if value is None else "high" if round(value, 5) > 0.5 else "low"


def percentile(reference, value):
    return 100 * (sum(x < value for x in reference) + sum(x == value for x in reference) / 2) / len(reference)


def pairs_of(cohort, place):
    pairs = [case["densities"] for case in cohort["cases"]]
    return [(pair["cd3"][place], pair["cd8"][place]) for pair in pairs if None not in (pair["cd3"][place], pair["cd8"][place])]


def mean_percentile(pairs, own):
    return round(mean(percentile([pair[at] for pair in pairs], own[at]) for at in (0, 1)), 9)


# Xu et al. 2021: 40 and 63.5 % in stroma, 37.0 and 64.5 % in epithelium.
PUBLISHED = {"stroma": (40, 63.5), "tumour": (37, 64.5)}


def cutoffs_of(cohort, place):
    if not cohort["cutoffs"][place]["rule"].startswith("cut2"):
        return PUBLISHED[place]
    pairs = pairs_of(cohort, place)
    return tuple(cut2([mean_percentile(pairs, pair) for pair in pairs], 3)[1:3])


def cut2(values, groups):
    """Hmisc: of the table of values the first whose cumulated count reaches j/g of all ends group j."""
    distinct = sorted(set(values))
    cumulated = [sum(value <= each for value in values) for each in distinct]
    lower = [distinct[0]]
    for j in range(1, groups):
        upper = next(value for value, count in zip(distinct, cumulated) if count * groups >= j * len(values))
        behind = [value for value in distinct if value > upper]
        if behind and behind[0] != lower[-1]:
            lower.append(behind[0])
    return [*lower, distinct[-1]]


def medians_of(cohort):
    """Of all patients that have the place on this stain; cut-offs that are not medians are the site's own."""
    fields = cohort["cutoffs"]["fields"]
    if fields["rule"] != "Median of this cohort":
        return fields["byMarker"]
    of = lambda marker, place: [case["densities"][marker][place] for case in cohort["cases"] if case["densities"][marker][place] is not None]
    return {
        marker: {place: median(of(marker, place)) if of(marker, place) else None for place in ("centre", "margin")}
        for marker in ("cd3", "cd8")
    }


def score(cohort, place, slides):
    if any(marker not in slides or slides[marker]["density"][place] is None for marker in ("cd3", "cd8")):
        return None
    pairs = pairs_of(cohort, place)
    if not pairs:
        return None
    value = mean_percentile(pairs, [slides[marker]["density"][place] for marker in ("cd3", "cd8")])
    low, high = cutoffs_of(cohort, place)
    group = "low" if value < low else "intermediate" if value < high else "high"
    return {"score": value, "group": group, "twoGroups": "low" if group == "low" else "high"}


def immune_score(cohort, slides):
    points, cutoffs = 0, medians_of(cohort)
    for marker in ("cd3", "cd8"):
        for place in ("centre", "margin"):
            density = slides[marker]["density"].get(place) if marker in slides else None
            if density is None or cutoffs[marker][place] is None:
                return None
            points += density > cutoffs[marker][place]
    return {"score": points, "group": "high" if points > 2 else "low"}


def lymphocytes(out):
    """The grade that all readers gave; none where they differ."""
    grades = [int(row["grade"]) for row in rows(os.path.join(out, "lymphocytes.csv"))]
    if len(set(grades)) != 1:
        return None
    return {"grade": grades[0], "group": "high" if grades[0] >= 2 else "low"}


def time_of(tsr_group, tils, points):
    if tsr_group is None or tils is None or points is None:
        return None
    parts = {"tsr": tsr_group, "tils": tils["group"], "is": points["group"]}
    high = sum(part == "high" for part in parts.values())
    return {"score": high, "group": "high" if high >= 2 else "low", "components": parts}


def main(out, cohort_file=None):
    slides = {name: slide(os.path.join(out, name)) for name in ("cd3", "cd8") if os.path.exists(os.path.join(out, name, "tissue-map.csv"))}
    if not slides:
        raise FileNotFoundError(2, "no slide", os.path.join(out, "cd3"))
    maps = [each["areas"] for each in slides.values()]
    he, fields = os.path.join(out, "he", "tissue-map.csv"), None
    if os.path.exists(he):
        maps = [map_areas(rows(he))]
        fields = ratio_of_fields(os.path.join(out, "he"))
    tsr = ratio(maps)
    result = {"tsr": tsr, "tsrGroup": group_of_ratio(tsr), "densityPerMm2": {name: each["density"] for name, each in slides.items()}}
    result["tsrOfFields"] = fields
    result["tils"] = lymphocytes(out)
    if cohort_file:
        cohort = document(cohort_file)
        result["cutoffs"] = {place: cutoffs_of(cohort, place) for place in PUBLISHED}
        result["cutoffs"]["fields"] = medians_of(cohort)
        result["stroma"] = score(cohort, "stroma", slides)
        result["tumour"] = score(cohort, "tumour", slides)
        result["immuneScore"] = immune_score(cohort, slides)
        # The fields of H&E are what the paper of TIME reads.
        read = result["tsrGroup"] if fields is None else "high" if fields > 0.5 else "low"
        result["time"] = time_of(read, result["tils"], result["immuneScore"])
    print(json.dumps(result))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: recompute_immune.py OUT [COHORT.json]")
    try:
        main(*sys.argv[1:])
    except FileNotFoundError as missing:
        sys.exit(f"There is no {missing.filename}: give the --out folder of a timescope immune run that has ended.")
