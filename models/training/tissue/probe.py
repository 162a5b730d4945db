"""Torch's answer to an input that whole numbers alone make, so that a test can make it again in any language."""

import json

import numpy as np
import torch

# Of the outputs every so many pixels are kept.
STEP = 32


def probe_input(edge, planes=1):
    """[1, planes, edge, edge]: rings around the corner, 0 to 1."""
    y, x = np.mgrid[:edge, :edge]
    return torch.from_numpy(np.stack([(x * x + y * y + 40 * plane) // 64 % 256 / 255 for plane in range(planes)])[None].astype(np.float32))


@torch.no_grad()
def write_probe(model, edge, names, path):
    kept = {name: [round(float(v), 6) for v in output[..., ::STEP, ::STEP].ravel()] for name, output in zip(names, model.outputs(probe_input(edge)))}
    path.write_text(json.dumps({"step": STEP, **kept}) + "\n")
