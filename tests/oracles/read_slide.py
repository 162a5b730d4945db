"""
What pydicom reads of the levels of a DICOM slide, independently of our reader.

    python3 tests/oracles/read_slide.py FILE...

Prints a JSON list, one entry a file: size, spacing, SHA-256 of the pixels of the whole level (tiles put together and
cut to the level's size, RGB), and the names that a viewer shows.
"""

import hashlib
import json
import sys

import numpy as np
import pydicom


def codes(sequence):
    return [[code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning] for code in sequence]


def specimen(description):
    return {
        "identifier": description.SpecimenIdentifier,
        "uid": description.SpecimenUID,
        "anatomy": codes(description.get("PrimaryAnatomicStructureSequence", [])),
    }


def optical_path(path):
    return {
        "identifier": path.OpticalPathIdentifier,
        "description": path.get("OpticalPathDescription"),
        "objectivePower": float(path.ObjectiveLensPower) if "ObjectiveLensPower" in path else None,
        "illuminationType": codes(path.IlluminationTypeCodeSequence),
        "iccSignature": path.ICCProfile[36:40].decode("ascii"),
    }


def level(path):
    data = pydicom.dcmread(path)
    frames = data.pixel_array
    if frames.ndim == 3:
        frames = frames[np.newaxis]
    width, height = data.TotalPixelMatrixColumns, data.TotalPixelMatrixRows
    across = -(-width // data.Columns)
    down = -(-height // data.Rows)
    rows = [np.concatenate(list(frames[r * across : (r + 1) * across]), axis=1) for r in range(down)]
    pixels = np.ascontiguousarray(np.concatenate(rows, axis=0)[:height, :width])
    shared = data.SharedFunctionalGroupsSequence[0]
    return {
        "width": int(width),
        "height": int(height),
        "spacingMm": [float(v) for v in shared.PixelMeasuresSequence[0].PixelSpacing],
        "sha256": hashlib.sha256(pixels.tobytes()).hexdigest(),
        "patient": str(data.PatientName),
        "patientId": data.PatientID,
        "stains": [
            item.ConceptCodeSequence[0].CodeMeaning if "ConceptCodeSequence" in item else item.TextValue
            for step in data.SpecimenDescriptionSequence[0].SpecimenPreparationSequence
            for item in step.SpecimenPreparationStepContentItemSequence
            if item.ConceptNameCodeSequence[0].CodeValue == "424361007"
        ],
        "illumination": data.OpticalPathSequence[0].IlluminationTypeCodeSequence[0].CodeMeaning,
        "lossy": data.LossyImageCompression,
        "lossyRatio": float(data.LossyImageCompressionRatio) if "LossyImageCompressionRatio" in data else None,
        "uids": {
            "study": data.StudyInstanceUID,
            "series": data.SeriesInstanceUID,
            "instance": data.SOPInstanceUID,
            "frameOfReference": data.FrameOfReferenceUID,
        },
        "container": data.ContainerIdentifier,
        "specimen": specimen(data.SpecimenDescriptionSequence[0]),
        "opticalPath": optical_path(data.OpticalPathSequence[0]),
    }


print(json.dumps([level(path) for path in sys.argv[1:]]))
