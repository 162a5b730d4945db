"""Torch's answer to an input that whole numbers alone make, so that a test can make it again in any language."""

import json

import numpy as np
import torch

# Of the outputs every so many pixels are kept.
STEP = 16


def probe_input(edge):
    """[1, 3, edge, edge]: rings of absorbed light around the corner, 0 to 0.6."""
    y, x = np.mgrid[:edge, :edge]
    rings = np.stack([(x * x + y * y + 40 * channel) // 64 % 256 for channel in range(3)])
    return (0.6 * rings / 255).astype(np.float32)[None]


@torch.no_grad()
def write_probe(model, edge, path):
    outputs = model(torch.from_numpy(probe_input(edge)))
    kept = [[round(float(v), 6) for v in output[0, 0, ::STEP, ::STEP].ravel()] for output in outputs]
    path.write_text(json.dumps({"step": STEP, "foreground": kept[0], "distance": kept[1]}) + "\n")
