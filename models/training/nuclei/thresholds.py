"""The foreground's threshold, chosen on training data alone."""

import numpy as np
import torch

PATCHES = 200
CANDIDATES = np.arange(0.30, 0.601, 0.05)


@torch.no_grad()
def best_threshold(model, sources, seed):
    """Of the candidates the one with the greatest Dice on fresh patches of the training data."""
    rng = np.random.default_rng([seed, 999])
    shares = np.array([share for share, _ in sources], float)
    both, sizes = np.zeros(len(CANDIDATES)), np.zeros(len(CANDIDATES))
    for _ in range(PATCHES):
        image, (foreground, _, weight, *_) = sources[rng.choice(len(sources), p=shares / shares.sum())][1].patch(rng)
        probability = model(torch.from_numpy(image)[None])[0][0, 0].numpy()
        for at, candidate in enumerate(CANDIDATES):
            found = (probability >= candidate) * (weight > 0)
            both[at] += (found * foreground).sum()
            sizes[at] += found.sum() + (foreground * (weight > 0)).sum()
    return round(float(CANDIDATES[np.argmax(2 * both / np.maximum(sizes, 1))]), 2)
