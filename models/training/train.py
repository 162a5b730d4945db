"""
Trains a DenseNet-121 on crops that our own crop pipeline wrote (exportCrops.ts), quickly, on a CPU: first on small
copies, then on 224 px. evaluate.mjs measures what comes out.

    python3 train.py CROPS WEIGHTS.pt --minutes 25
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from crops import load_crops, normalised
from densenet import new_densenet121

BATCH = 16
# Sides in px that a step draws from, share of the time, learning rate. Several sides a phase, because what is learnt
# on small copies must hold on larger ones.
PHASES = (((64, 96), 0.40, 1e-3), ((112, 160), 0.25, 5e-4), ((224,), 0.35, 3e-4))


def main():
    args = arguments()
    torch.manual_seed(1)
    rng = np.random.default_rng(1)
    # More threads than free cores make OpenMP wait in circles.
    torch.set_num_threads(args.threads)
    train = load_crops(args.crops, "train")
    net = new_densenet121()
    for sides, share, rate in PHASES:
        fit(net, train, sides, rate, args.minutes * 60 * share, rng)
        torch.save(net.state_dict(), args.weights)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("crops", type=Path)
    parser.add_argument("weights")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def fit(net, crops, sides, rate, seconds, rng):
    """AdamW, its rate falling as a half cosine until the time is over."""
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-2)
    started, losses, done = time.time(), [], 0.0
    while done < 1:
        for rows in batches(rng.permutation(len(crops.labels))):
            done = (time.time() - started) / seconds
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = rate * (0.5 + 0.5 * np.cos(np.pi * done))
            losses.append(one_step(net, optimiser, crops, rows, int(rng.choice(sides)), rng))
            if len(losses) % 20 == 0:
                print(f"{sides} px step {len(losses)}, {done:.0%}, loss {np.mean(losses[-20:]):.4f}", flush=True)


def one_step(net, optimiser, crops, rows, side, rng):
    net.train()
    x = normalised(turned(crops.pixels[rows], rng), side)
    loss = F.cross_entropy(net(x), torch.from_numpy(crops.labels[rows].astype(np.int64)))
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item()


def turned(pixels, rng):
    """Every crop mirrored and turned by a quarter at random, a little brighter or darker."""
    out = []
    for crop in pixels:
        crop = np.rot90(crop, rng.integers(4))
        crop = crop[:, ::-1] if rng.random() < 0.5 else crop
        out.append(np.clip(crop * rng.uniform(0.95, 1.05) + rng.uniform(-6, 6) * (crop > 0), 0, 255))
    return np.stack(out).astype(np.float32)


def batches(rows):
    return [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]


if __name__ == "__main__":
    main()
