"""
Trains a DenseNet-121 on crops that our own crop pipeline wrote (exportCrops), quickly, on a CPU: first on small
copies, then on 224 px. Keeps the weights with the best AUC on a tenth of the training rows; the held-out rows are only
used once, at the end.

    python3 train.py CROPS WEIGHTS.pt --minutes 25
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from crops import load_crops, normalised
from densenet import new_densenet121
from measure import auc, youden

BATCH = 16


def main():
    args = arguments()
    torch.manual_seed(1)
    rng = np.random.default_rng(1)
    torch.set_num_threads(args.threads)
    train, held_out = load_crops(args.crops, "train"), load_crops(args.crops, "held-out")
    # The first tenth in file order: whole volumes, so that no tumour is both learnt and watched.
    watch, learn = np.split(np.arange(len(train.labels)), [len(train.labels) // 10])

    net = new_densenet121()
    best = {"auc": 0.0, "state": net.state_dict()}
    for side, share, rate in ((96, 0.5, 1e-3), (160, 0.15, 5e-4), (224, 0.35, 3e-4)):
        fit(net, train, learn, watch, side, rate, args.minutes * 60 * share, rng, best if side == 224 else None)
    if best["auc"] > 0:
        net.load_state_dict(best["state"])

    in_training = probabilities(net, train, np.arange(len(train.labels)), 224)
    unseen = probabilities(net, held_out, np.arange(len(held_out.labels)), 224)
    threshold = youden(train.labels, in_training)
    report = {
        "trainingRows": len(train.labels),
        "heldOutRows": len(held_out.labels),
        "aucTraining": auc(train.labels, in_training),
        "aucHeldOut": auc(held_out.labels, unseen),
        "threshold": threshold,
        "accuracyHeldOut": float(np.mean((unseen >= threshold) == held_out.labels)),
    }
    torch.save(net.state_dict(), args.weights)
    Path(args.weights).with_suffix(".json").write_text(json.dumps(report, indent=2))
    print(json.dumps(report), flush=True)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("crops", type=Path)
    parser.add_argument("weights")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def fit(net, crops, learn, watch, side, rate, seconds, rng, best):
    """Cosine-falling AdamW until the time is over."""
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-2)
    started = time.time()
    step, epoch = 0, 0
    while time.time() - started < seconds:
        losses = []
        for rows in batches(rng.permutation(learn)):
            done = min(1.0, (time.time() - started) / seconds)
            for group in optimiser.param_groups:
                group["lr"] = rate * (0.5 + 0.5 * np.cos(np.pi * done))
            losses.append(one_step(net, optimiser, crops, rows, side, rng))
            step += 1
            if done >= 1:
                break
            if step % 20 == 0:
                print(f"{side} px step {step} loss {np.mean(losses[-20:]):.4f}", flush=True)
        epoch += 1
        watched = auc(crops.labels[watch], probabilities(net, crops, watch, side))
        print(f"{side} px epoch {epoch} step {step} {time.time() - started:.0f} s "
              f"loss {np.mean(losses):.4f} watched AUC {watched:.4f}", flush=True)
        if best is not None and watched >= best["auc"]:
            best.update(auc=watched, state={k: v.clone() for k, v in net.state_dict().items()})


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


def probabilities(net, crops, rows, side):
    net.eval()
    with torch.no_grad():
        parts = [torch.softmax(net(normalised(crops.pixels[part], side)), 1)[:, 1].numpy() for part in batches(rows)]
    return np.concatenate(parts)


def batches(rows):
    return [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]


if __name__ == "__main__":
    main()
