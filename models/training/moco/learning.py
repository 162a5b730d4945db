"""MoCo v2: a query network that learns, a key network that follows it slowly, and a queue of the keys of earlier patches."""

import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from nuclei.training import average, keep
from precision import forward

from .views import two_views

# Chen 2020: of the projection, of the followed weights, of the soft maximum; a rate for batches of RATE_BATCH.
WIDTH, MOMENTUM, TEMPERATURE = 128, 0.999, 0.2
RATE_BATCH = 256
SGD = {"momentum": 0.9, "weight_decay": 1e-4}
KEPT_EVERY = 50


class Moco(nn.Module):
    """[N, 1, H, W] -> [N, 128] of length 1; what follows the encoder is thrown away after the training."""

    def __init__(self, encoder, width):
        super().__init__()
        self.encoder = encoder
        self.projection = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, WIDTH))

    def forward(self, x):
        return F.normalize(self.projection(self.encoder(x)[-1].mean((2, 3))), dim=1)


def fit(query, key, stains, args, checkpoint, log=print):
    """Returns [(step, mean loss)]. After a break the queue begins anew."""
    optimiser = torch.optim.SGD(query.parameters(), lr=args.rate, **SGD)
    state = {"step": 0, "losses": []}
    if checkpoint.exists():
        state = torch.load(checkpoint)
        query.load_state_dict(state["net"])
        key.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
    rng = np.random.default_rng([args.seed, state["step"]])
    queue = F.normalize(torch.randn(args.queue, WIDTH), dim=1)
    losses, recent, started = state["losses"], [], time.time()
    query.train(), key.train()
    for step in range(state["step"], args.steps):
        for group in optimiser.param_groups:
            group["lr"] = args.rate * args.batch / RATE_BATCH * (0.5 + 0.5 * np.cos(np.pi * step / args.steps))
        loss, keys = one_step(query, key, optimiser, queue, two_views(stains, args.batch, args.crop, rng), args.bfloat16)
        recent.append(loss)
        at = step * args.batch % args.queue
        queue[at : at + args.batch] = keys
        if (step + 1) % KEPT_EVERY == 0 or step + 1 == args.steps:
            losses.append((step + 1, float(np.mean(recent))))
            log(f"step {step + 1} of {args.steps}, loss {np.mean(recent):.4f}, {(time.time() - started) / len(recent):.2f} s a step", flush=True)
            recent, started = [], time.time()
            keep(checkpoint, step + 1, query, key, optimiser, losses)
    return losses


def one_step(query, key, optimiser, queue, views, bfloat16):
    """The loss, and the keys of the second views."""
    average(key, query, MOMENTUM)
    keys = keys_of(key, views[1], bfloat16)
    asked = forward(query, views[0], bfloat16)
    likeness = torch.cat([(asked * keys).sum(1, keepdim=True), asked @ queue.T], 1) / TEMPERATURE
    loss = F.cross_entropy(likeness, torch.zeros(len(asked), dtype=torch.long))
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item(), keys


@torch.no_grad()
def keys_of(key, views, bfloat16):
    """In two halves drawn by chance, lest a batch's own mean and spread tell which key is whose (the paper: over GPUs)."""
    order = torch.randperm(len(views))
    keys = torch.empty(len(views), WIDTH)
    for half in order.chunk(2):
        keys[half] = forward(key, views[half], bfloat16)
    return keys
