"""
Every immune index of a stored report, computed again from its counts, areas, percentiles and cut-offs by pydicom,
without our code and without the document inside the report.

    /usr/bin/python3 tests/oracles/recompute_immune_dicom.py immune.dcm

Prints one JSON object. A class that the report states is printed as it is; one that does not follow from its own numbers
ends the script with an error.
"""

import json
import sys

import pydicom

PLACES = {"21793004": "stroma", "108369006": "tumour", "TUMOURCENTRE": "centre", "INVASIVEMARGIN": "margin"}
CLASSES = {"75540009": "high", "62482003": "low", "11896004": "intermediate"}


def name(item):
    return item.ConceptNameCodeSequence[0].CodeValue


def items(parent, code):
    return [item for item in parent.get("ContentSequence", []) if name(item) == code]


def number(parent, code):
    for item in items(parent, code):
        if item.MeasuredValueSequence:
            return item.MeasuredValueSequence[0].FloatingPointValue
    return None


def code(parent, wanted):
    found = items(parent, wanted)
    return found[0].ConceptCodeSequence[0].CodeValue if found else None


def groups(report):
    for item in items(items(report, "126010")[0], "125007"):
        yield code(item, "121071"), item


def text(parent, wanted):
    return items(parent, wanted)[0].TextValue


def places(report):
    """By marker and place."""
    found = {}
    for finding, group in groups(report):
        if finding in PLACES:
            found[text(group, "MARKER").lower(), PLACES[finding]] = group
    return found


def stroma_ratio(report):
    """Of H&E where there is such a slide, else of the others together."""
    slides = {text(group, "MARKER"): group for finding, group in groups(report) if finding == "SECTION"}
    used = [slides["H&E"]] if "H&E" in slides else list(slides.values())
    areas = {"21793004": 0.0, "108369006": 0.0}
    for slide in used:
        for item in items(slide, "MAPAREA"):
            areas[code(item, "COMPARTMENT")] += item.MeasuredValueSequence[0].FloatingPointValue
    return areas["21793004"] / sum(areas.values())


def place_score(group, percentiles):
    score = round(sum(percentiles) / 2, 9)
    low, high = number(group, "LOWCUTOFF"), number(group, "HIGHCUTOFF")
    found = "low" if score < low else "intermediate" if score < high else "high"
    assert CLASSES[code(group, "SCOREGROUP")] == found
    return {"score": score, "group": found}


def main():
    report = pydicom.dcmread(sys.argv[1])
    at = places(report)
    of = dict(groups(report))
    densities = {
        marker: {place: number(at[marker, place], "POSITIVECELLS") / number(at[marker, place], "42798000")
                 for place in PLACES.values()}
        for marker in ("cd3", "cd8")
    }
    points = sum(densities[marker][place] > number(at[marker, place], "POINTCUTOFF")
                 for marker in densities for place in ("centre", "margin"))
    ratio, grade = stroma_ratio(report), number(of["TILS"], "TILGRADE")
    # The CT radiomics paper reads the ratio in the field with most stroma.
    field = max(item.MeasuredValueSequence[0].FloatingPointValue
                for finding, group in groups(report) if finding == "SECTION" for item in items(group, "FIELDRATIO"))
    high = {"tsr": round(ratio, 5) > 0.5, "tils": grade >= 2, "is": points > 2}
    time = sum([field > 0.5, high["tils"], high["is"]])
    high["time"] = time >= 2
    classes = {target: "high" if is_high else "low" for target, is_high in high.items()}
    for target, found in classes.items():
        assert CLASSES[code(of[target.upper()], "TISSUECLASS")] == found
    percentiles = lambda place: [number(at[marker, place], "PERCENTILE") for marker in ("cd3", "cd8")]
    print(json.dumps({
        "tsr": ratio, "tilGrade": int(grade), "immuneScore": points, "time": time, "classes": classes,
        "densityPerMm2": densities,
        "stromaImmuneScore": place_score(of["STROMAIMMUNE"], percentiles("stroma")),
        "intraepithelialImmuneScore": place_score(of["EPITHELIUMIMMUNE"], percentiles("tumour")),
    }))


main()
