"""
A copy of an uncompressed DICOM slide in lossless JPEG 2000, encoded by Pillow (OpenJPEG).

    python3 tests/oracles/slide_as_jpeg2000.py FOLDER COPY
"""

import io
import pathlib
import sys

import pydicom
from PIL import Image
from pydicom.encaps import encapsulate

source, copy = map(pathlib.Path, sys.argv[1:])
copy.mkdir(parents=True)
for file in sorted(source.glob("*.dcm")):
    data = pydicom.dcmread(file)
    frames = []
    for pixels in data.pixel_array.reshape(-1, data.Rows, data.Columns, 3):
        encoded = io.BytesIO()
        Image.fromarray(pixels).save(encoded, "JPEG2000", irreversible=False, no_jp2=True, mct=1)
        frames.append(encoded.getvalue())
    data.PixelData = encapsulate(frames)
    data["PixelData"].is_undefined_length = True
    data["PixelData"].VR = "OB"
    data.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.4.90"
    data.PhotometricInterpretation = "YBR_RCT"
    data.is_implicit_VR, data.is_little_endian = False, True
    data.save_as(copy / file.name)
