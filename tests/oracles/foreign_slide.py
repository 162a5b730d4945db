"""
What pydicom and independent decoders read of DICOM slides of other makers, tile by tile.

    python3 tests/oracles/foreign_slide.py FILE...

Prints a JSON list, one entry a file: size, spacing, and the SHA-256 of the RGB pixels of the whole level, tiles put at
their places and cut to the level's size. Frames are cut out by pydicom and decoded by Pillow (libjpeg-turbo, OpenJPEG);
JPEG-LS by dcmtk's dcmdjpls (CharLS as C++), which writes an uncompressed copy first.
"""

import hashlib
import io
import json
import subprocess
import sys
import tempfile

import numpy as np
import pydicom
from PIL import Image
from pydicom.encaps import generate_pixel_data_frame

JPEG_LS = {"1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"}


def opened(path):
    data = pydicom.dcmread(path)
    if data.file_meta.TransferSyntaxUID not in JPEG_LS:
        return data
    with tempfile.NamedTemporaryFile(suffix=".dcm") as copy:
        subprocess.run(["dcmdjpls", path, copy.name], check=True)
        data = pydicom.dcmread(copy.name)
        data.PixelData
        return data


def frames_of(data):
    if not data.file_meta.TransferSyntaxUID.is_compressed:
        return data.pixel_array.reshape(-1, data.Rows, data.Columns, 3)
    encoded = generate_pixel_data_frame(data.PixelData, int(data.NumberOfFrames))
    return [np.asarray(Image.open(io.BytesIO(frame)).convert("RGB")) for frame in encoded]


def spacing_of(data):
    if "SharedFunctionalGroupsSequence" in data:
        shared = data.SharedFunctionalGroupsSequence[0]
        if "PixelMeasuresSequence" in shared:
            return [float(value) for value in shared.PixelMeasuresSequence[0].PixelSpacing]
    return [
        float(data.ImagedVolumeHeight) / data.TotalPixelMatrixRows,
        float(data.ImagedVolumeWidth) / data.TotalPixelMatrixColumns,
    ]


def level(path):
    data = opened(path)
    width, height = int(data.TotalPixelMatrixColumns), int(data.TotalPixelMatrixRows)
    across, down = -(-width // data.Columns), -(-height // data.Rows)
    whole = np.zeros((down * data.Rows, across * data.Columns, 3), np.uint8)
    for index, frame in enumerate(frames_of(data)):
        y, x = index // across * data.Rows, index % across * data.Columns
        whole[y : y + data.Rows, x : x + data.Columns] = frame
    pixels = np.ascontiguousarray(whole[:height, :width])
    return {
        "width": width,
        "height": height,
        "spacingMm": spacing_of(data),
        "sha256": hashlib.sha256(pixels.tobytes()).hexdigest(),
    }


print(json.dumps([level(path) for path in sys.argv[1:]]))
