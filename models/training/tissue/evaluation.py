"""How well found tissue fits drawn tissue."""

import numpy as np
import torch

from .folders import CLASSES, NOT_DRAWN, STEP

# What the shipped file sees around a patch.
HALO_PX = 112
# From this probability on a pixel belongs to a nucleus.
NUCLEUS = 0.5
WAYS = ("both", "found", "drawn")


@torch.no_grad()
def evaluate(model, patches):
    """
    A row a patch with the percentages of tumour and stroma as found and as drawn (for `timescope stats error`) and each class's
    pixels found, drawn and both (for `stats dice`); Dice of each class, and of nuclei, over all pixels of all patches; and mean
    errors of the percentages.
    """
    rows, sums = [], {name: np.zeros(3) for name in (*CLASSES, "nuclei")}
    for one in patches:
        tissue, nuclei = found_in(model, one.densities[0])
        drawn = one.tissue != NOT_DRAWN
        counts = {name: overlap((tissue == at) & drawn, one.tissue == at) for at, name in enumerate(CLASSES)}
        if nuclei is not None and one.nuclei is not None:
            counts["nuclei"] = overlap((nuclei >= NUCLEUS) & (one.nuclei != NOT_DRAWN), one.nuclei == 1)
        for name, count in counts.items():
            sums[name] += count
        pixels = {f"{name}_{way}_px": int(count[at]) for name, count in counts.items() for at, way in enumerate(WAYS)}
        rows.append({"patch": one.name, **percentages(tissue, one.tissue, drawn), **pixels})
    dice = {f"Dice of {name}": float(2 * both / (found + truth)) for name, (both, found, truth) in sums.items() if found + truth > 0}
    return rows, {**dice, **{f"mean error of the percentage of {name}": error_of(rows, name) for name in CLASSES[:2]}}


def error_of(rows, name):
    return float(np.mean([abs(row[f"{name}_found"] - row[f"{name}_drawn"]) for row in rows]))


def found_in(model, haematoxylin):
    """Classes and, where the network has them, probabilities of nuclei; the patch's edges are continued as a mirror."""
    margins = [(HALO_PX, HALO_PX + -(side + 2 * HALO_PX) % STEP) for side in haematoxylin.shape]
    padded = np.pad(haematoxylin, margins, mode="reflect")
    tissue, *nuclei = model.outputs(torch.from_numpy(padded)[None, None])
    cut = (0, *(slice(HALO_PX, HALO_PX + side) for side in haematoxylin.shape))
    return tissue.argmax(1)[cut].numpy(), (nuclei[0][:, 0][cut].numpy() if nuclei else None)


def overlap(found, drawn):
    return np.array([(found & drawn).sum(), found.sum(), drawn.sum()], float)


def percentages(found, truth, drawn):
    count = max(1, drawn.sum())
    return {
        f"{name}_{way}": round(100 * float(((classes == at) & drawn).sum()) / count, 3)
        for at, name in enumerate(CLASSES[:2])
        for way, classes in (("found", found), ("drawn", truth))
    }
