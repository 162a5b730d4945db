"""The loop of trainings on patches: AdamW, half a cosine, averaged weights; goes on from a checkpoint."""

import copy
import time
from dataclasses import dataclass
from typing import Callable

import numpy as np
import torch
import torch.nn.functional as F

from nuclei.training import average, keep
from precision import forward

from .crops import batch
from .folders import CLASSES, NOT_DRAWN

KEPT_EVERY = 50


@dataclass
class Plan:
    # (random numbers) -> input and targets
    draw: Callable
    # (output, *targets) -> loss
    loss: Callable
    decay: float = 1e-2
    # Of the averaged weights: about the last 300 steps; 0: the weights as they are.
    averaging: float = 0.997


def of_tissue(patches, args):
    return Plan(lambda rng: batch(patches, args.batch, args.crop, rng), loss)


def fit(net, plan, args, checkpoint, log):
    """Returns the network with averaged weights and [(step, mean loss)]."""
    averaged = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=plan.decay)
    state = {"step": 0, "losses": []}
    if checkpoint.exists():
        state = torch.load(checkpoint)
        net.load_state_dict(state["net"])
        averaged.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
    rng = np.random.default_rng([args.seed, state["step"]])
    losses, recent, started = state["losses"], [], time.time()
    for step in range(state["step"], args.steps):
        for group in optimiser.param_groups:
            group["lr"] = args.rate * min(1, (1 + step) / 50) * (0.5 + 0.5 * np.cos(np.pi * step / args.steps))
        recent.append(one_step(net, optimiser, args.bfloat16, plan.loss, *plan.draw(rng)))
        average(averaged, net, min(plan.averaging, (1 + step) / (10 + step)))
        if (step + 1) % KEPT_EVERY == 0 or step + 1 == args.steps:
            losses.append((step + 1, float(np.mean(recent))))
            log(f"step {step + 1} of {args.steps}, loss {np.mean(recent):.5f}, {(time.time() - started) / len(recent):.2f} s a step")
            recent, started = [], time.time()
            keep(checkpoint, step + 1, net, averaged, optimiser, losses)
    return averaged.eval(), losses


def one_step(net, optimiser, bfloat16, loss_of, inputs, *targets):
    net.train()
    value = loss_of(forward(net, inputs, bfloat16), *targets)
    optimiser.zero_grad()
    value.backward()
    optimiser.step()
    return value.item()


def loss(output, tissue, nuclei):
    """Cross entropy and Dice of the tissue; where the network has nuclei and they are drawn, cross entropy of these."""
    classes = output[:, : len(CLASSES)]
    entropy = F.cross_entropy(classes, tissue, ignore_index=NOT_DRAWN, reduction="sum")
    value = entropy / (tissue != NOT_DRAWN).sum().clamp(min=1) + dice_loss(classes, tissue)
    drawn = nuclei >= 0
    if output.shape[1] > len(CLASSES) and drawn.any():
        value = value + F.binary_cross_entropy_with_logits(output[:, len(CLASSES)][drawn], nuclei[drawn])
    return value


def dice_loss(classes, tissue):
    drawn = (tissue != NOT_DRAWN)[:, None]
    truth = F.one_hot(tissue.clamp(max=len(CLASSES) - 1), len(CLASSES)).permute(0, 3, 1, 2) * drawn
    found = torch.softmax(classes, 1) * drawn
    both, sizes = (found * truth).sum((0, 2, 3)), (found + truth).sum((0, 2, 3))
    return 1 - ((2 * both + 1) / (sizes + 1)).mean()
