"""How well found tissue fits drawn tissue."""

import numpy as np
import torch
import torch.nn.functional as F

from .folders import CLASSES, NOT_DRAWN, STEP

# From this probability on a pixel belongs to a nucleus.
NUCLEUS = 0.5


@torch.no_grad()
def evaluate(model, patches):
    """
    A row a patch with the percentages of tumour and stroma as found and as drawn (`timescope stats error` and `spearman` read
    them); and Dice of each class, and of nuclei, over all pixels of all patches.
    """
    rows, sums = [], {name: np.zeros(2) for name in (*CLASSES, "nuclei")}
    for one in patches:
        tissue, nuclei = found_in(model, one.densities[0])
        drawn = one.tissue != NOT_DRAWN
        for at, name in enumerate(CLASSES):
            sums[name] += overlap((tissue == at) & drawn, one.tissue == at)
        if nuclei is not None and one.nuclei is not None:
            sums["nuclei"] += overlap(nuclei >= NUCLEUS, one.nuclei > 0)
        rows.append({"patch": one.name, **percentages(tissue, one.tissue, drawn)})
    return rows, {f"Dice of {name}": float(2 * both / size) for name, (both, size) in sums.items() if size > 0}


def found_in(model, haematoxylin):
    """Classes and, where the network has them, probabilities of nuclei; the patch's edges are continued as a mirror."""
    height, width = haematoxylin.shape
    padded = F.pad(torch.from_numpy(haematoxylin)[None, None], (0, -width % STEP, 0, -height % STEP), mode="reflect")
    tissue, *nuclei = model.outputs(padded)
    cut = (0, slice(height), slice(width))
    return tissue.argmax(1)[cut].numpy(), (nuclei[0][:, 0][cut].numpy() if nuclei else None)


def overlap(found, drawn):
    return np.array([(found & drawn).sum(), found.sum() + drawn.sum()], float)


def percentages(found, truth, drawn):
    count = max(1, drawn.sum())
    return {
        f"{name}_{way}": round(100 * float(((classes == at) & drawn).sum()) / count, 3)
        for at, name in enumerate(CLASSES[:2])
        for way, classes in (("found", found), ("drawn", truth))
    }
