"""
Trains a DenseNet-121 on crops that our own crop pipeline wrote (exportCrops.ts), quickly, on a CPU: first on small
copies, then on 224 px. evaluate.mjs measures what comes out.

    python3 train.py CROPS WEIGHTS.pt --minutes 25 --log EVALUATION/training.csv
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
    log = TrainingLog(args.log, "densenet-121")
    for sides, share, rate in PHASES:
        fit(net, train, sides, rate, args.minutes * 60 * share, rng, log)
        torch.save(net.state_dict(), args.weights)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("crops", type=Path)
    parser.add_argument("weights")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--log", type=Path, help="CSV of the loss, as `timescope study ct-time` reads it")
    return parser.parse_args()


class TrainingLog:
    """The mean loss of every 20 steps, printed and, with a file, written as model,iteration,loss."""

    def __init__(self, file, model):
        self.file, self.model, self.steps, self.losses = file, model, 0, []
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("model,iteration,loss\n")

    def add(self, loss, what):
        self.steps += 1
        self.losses.append(loss)
        if len(self.losses) < 20:
            return
        mean = np.mean(self.losses)
        self.losses = []
        print(f"{what}, step {self.steps}, loss {mean:.4f}", flush=True)
        if self.file:
            with self.file.open("a") as file:
                file.write(f"{self.model},{self.steps},{mean:.6f}\n")


def fit(net, crops, sides, rate, seconds, rng, log):
    """AdamW, its rate falling as a half cosine until the time is over."""
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-2)
    started, done = time.time(), 0.0
    while done < 1:
        for rows in batches(rng.permutation(len(crops.labels))):
            done = (time.time() - started) / seconds
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = rate * (0.5 + 0.5 * np.cos(np.pi * done))
            log.add(one_step(net, optimiser, crops, rows, int(rng.choice(sides)), rng), f"{sides} px, {done:.0%}")


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
