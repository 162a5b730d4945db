"""Radiomics from the published definitions, with numpy and scipy only, before and apart from our TypeScript.

Sources: Zwanenburg et al., Image biomarker standardisation initiative, reference manual (arXiv 1612.07003), and the
feature definitions in the documentation of PyRadiomics (van Griethuysen et al., Cancer Research 2017;77:e104).

python3 tests/oracles/radiomics.py ibsi            the digital phantom against the reference values, every valued row
python3 tests/oracles/radiomics.py write           writes tests/oracles/radiomics.json (what the unit tests compare with)
python3 tests/oracles/radiomics.py time N          processor seconds for the 107 features of a generated ROI of about N voxels

Arrays are [z, y, x]; spacing is (z, y, x) in mm.
"""
import json
import os
import sys
import time

import numpy as np

from radiomics_features.ibsi import ibsi
from radiomics_features.images import DATA, ball, generated, nifti, phantom
from radiomics_features.pyradiomics import pyradiomics

CASES = dict(
    dense=(1, (6, 9, 8), 0.9, -200, 400, (1.0, 1.0, 1.0)),
    sparse=(2, (7, 6, 10), 0.35, -100, 300, (5.0, 0.8, 0.8)),
    flat=(3, (1, 14, 12), 0.8, 0, 250, (3.0, 1.0, 1.5)))


def write():
    image, mask, spacing = phantom()
    out = dict(phantom=pyradiomics(image, mask, spacing, 1.0))
    for name, (seed, shape, share, low, high, spacing) in CASES.items():
        image, mask = generated(seed, shape, share, low, high)
        levels = np.zeros(shape, int)
        levels[mask] = ((image[mask] - image[mask].min()) // 25) + 1
        out[name] = pyradiomics(image, mask, spacing)
        if shape[0] > 1:
            out[f'{name}Ibsi'] = ibsi(image, mask, spacing, levels)
    out['denseCount'] = pyradiomics(*generated(1, (6, 9, 8), 0.9, -200, 400), (1.0, 1.0, 1.0), count=16)
    image, spacing = nifti('ct-sarcoma-sts/nifti/STS_004/CT_image.nii.gz')
    mask, _ = nifti('ct-sarcoma-sts/nifti/STS_004/CT_mask.nii.gz')
    out['sarcoma'] = pyradiomics(np.round(image).astype(int), mask > 0, spacing)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'radiomics.json'), 'w') as file:
        json.dump(out, file, indent=1)
        file.write('\n')


def check_ibsi():
    image, mask, spacing = phantom()
    out = ibsi(image, mask, spacing, np.where(mask, image, 0))
    path = os.path.join(DATA, 'ibsi-1-reference-values/ibsi_1_reference_values/ibsi_1_dig_phantom.csv')
    rows = missed = 0
    for line in open(path).read().split('\n')[1:]:
        value, tolerance, tag = (line.strip() + ';;').split(';')[:3]
        if not value:
            continue
        rows += 1
        got = out.get(tag, np.nan)
        digits = len(value.replace('-', '').replace('.', '').lstrip('0')) or 1
        same = got == float(value) or float(f'{got:.{digits}g}') == float(value) or abs(got - float(value)) <= float(tolerance)
        # 1490 has three digits: a trailing 0 of a whole number says nothing.
        if not same and '.' not in value:
            same = float(f'{got:.{len(value.lstrip("-").rstrip("0"))}g}') == float(value)
        if not same:
            missed += 1
            print(f'{tag}: {got} for {value} ({tolerance})')
    print(f'{rows} rows, {missed} missed')


if __name__ == '__main__':
    command = sys.argv[1]
    if command == 'ibsi':
        check_ibsi()
    elif command == 'write':
        write()
    else:
        image, mask, spacing = ball(int(sys.argv[2]))
        # Processor time: other programs on the machine do not count.
        start = time.process_time()
        pyradiomics(image, mask, spacing)
        print(json.dumps(dict(voxels=int(mask.sum()), seconds=time.process_time() - start)))
