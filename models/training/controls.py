"""
What the figures of the demonstration networks are held against, as JSON: held-out AUC of the same trunk whose head was
fitted to shuffled labels (mean of 20 shuffles; one alone scatters widely, since brightness by itself tells much of a
generated label in either direction), and of random weights.

    python3 controls.py CROPS OUT      OUT: where train.py left its trunks
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from crops import load_crops, normalised
from networks import last_maps, new_network
from train import NETWORKS, joint_outputs

SHUFFLES = 20
# Training crops that the heads are fitted to, spread evenly.
ROWS = 600
# So that a thousand channels do not learn the crops by heart. Ours.
PENALTY = 3e-3


def main():
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    torch.set_num_threads(1)
    training, held_out = load_crops(folder, "train"), load_crops(folder, "held-out")
    rows = np.linspace(0, len(training.pixels) - 1, min(ROWS, len(training.pixels))).astype(int)
    for architecture in sorted(set(NETWORKS.values())):
        torch.manual_seed(7)
        net = new_network(architecture, joint_outputs())
        untrained = outputs_of(net, held_out.pixels)
        net.load_state_dict(torch.load(out / f"{architecture}.pt"))
        learnt, unseen = means_of(net, training.pixels[rows]), means_of(net, held_out.pixels)
        for at, target in enumerate(NETWORKS):
            if NETWORKS[target] != architecture:
                continue
            truth = held_out.labels(target)
            scores = shuffled_scores(learnt, unseen, training.labels(target)[rows])
            areas = [area(score, truth) for score in scores]
            print(json.dumps({"target": target, "untrained": area(untrained[:, at], truth), "shuffled": float(np.mean(areas)), "spread": float(np.std(areas, ddof=1))}), flush=True)


@torch.no_grad()
def means_of(net, pixels):
    """The mean of each last map over the image: what a head takes. [n, channels]"""
    net.eval()
    return torch.cat([last_maps(net, part).mean((2, 3)) for part in parts(pixels)])


@torch.no_grad()
def outputs_of(net, pixels):
    net.eval()
    return torch.cat([net(part) for part in parts(pixels)]).numpy()


def parts(pixels):
    return (normalised(pixels[at : at + 16], 224) for at in range(0, len(pixels), 16))


def shuffled_scores(learnt, unseen, labels):
    centre, spread = learnt.mean(0), learnt.std(0) + 1e-3
    for seed in range(SHUFFLES):
        shuffled = torch.tensor(np.random.default_rng(seed).permutation(labels), dtype=torch.float32)
        weight = logistic((learnt - centre) / spread, shuffled)
        yield (((unseen - centre) / spread) @ weight).numpy()


def logistic(inputs, truth):
    weight, bias = torch.zeros(inputs.shape[1], requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weight, bias], max_iter=50, line_search_fn="strong_wolfe")

    def closure():
        optimiser.zero_grad()
        loss = F.binary_cross_entropy_with_logits(inputs @ weight + bias, truth) + PENALTY * (weight**2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    return weight.detach()


def area(scores, labels):
    """AUC as the Mann-Whitney probability; ties count half."""
    high, low = scores[labels == 1][:, None], scores[labels == 0][None, :]
    return float(((high > low) + 0.5 * (high == low)).mean())


if __name__ == "__main__":
    main()
