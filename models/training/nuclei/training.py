"""The loop: a pool of patches, renewed as it goes; AdamW, half a cosine, averaged weights; goes on from a checkpoint."""

import copy
import time
from pathlib import Path

import numpy as np
import torch

from precision import forward

BATCH = 6
POOL, RENEWED = 300, 2
RATE, DECAY = 3e-3, 1e-2
# Of the averaged weights: about the last thousand steps.
AVERAGING = 0.999
KEPT_EVERY = 100


def fit(net, sources, loss, steps, checkpoint: Path, seed=1, log=print, bfloat16=False):
    """
    @param sources [(share, source)]: patches are drawn from each in this share
    @param loss (output, targets) -> loss
    @param checkpoint written every KEPT_EVERY steps; where it exists the training goes on from it
    Returns the network with averaged weights and the losses [(step, loss)].
    """
    torch.manual_seed(seed)
    state = {"step": 0, "losses": []}
    averaged = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    if checkpoint.exists():
        state = torch.load(checkpoint)
        net.load_state_dict(state["net"])
        averaged.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
    pool = Pool(sources, np.random.default_rng([seed, state["step"]]))
    recent, started = [], time.time()
    for step in range(state["step"], steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (0.5 + 0.5 * np.cos(np.pi * step / steps))
        recent.append(one_step(net, loss, optimiser, bfloat16, *pool.batch()))
        average(averaged, net, min(AVERAGING, (1 + step) / (10 + step)))
        if (step + 1) % KEPT_EVERY == 0 or step + 1 == steps:
            state["losses"].append((step + 1, float(np.mean(recent))))
            log(f"step {step + 1}, loss {np.mean(recent):.4f}, {(time.time() - started) / len(recent):.2f} s a step")
            recent, started = [], time.time()
            keep(checkpoint, step + 1, net, averaged, optimiser, state["losses"])
    return averaged.eval(), state["losses"]


def keep(checkpoint, step, net, averaged, optimiser, losses):
    state = {"step": step, "net": net.state_dict(), "averaged": averaged.state_dict()}
    part = checkpoint.with_suffix(".part")
    torch.save({**state, "optimiser": optimiser.state_dict(), "losses": losses}, part)
    part.replace(checkpoint)


class Pool:
    """Making a patch takes as long as learning from it: each is used several times before it is replaced."""

    def __init__(self, sources, rng):
        shares = np.array([share for share, _ in sources], float)
        self.sources, self.shares, self.rng = [source for _, source in sources], shares / shares.sum(), rng
        self.patches = [self.made() for _ in range(POOL)]

    def made(self):
        return self.sources[self.rng.choice(len(self.sources), p=self.shares)].patch(self.rng)

    def batch(self):
        for _ in range(RENEWED):
            self.patches[self.rng.integers(POOL)] = self.made()
        rows = self.rng.choice(POOL, BATCH, replace=False)
        return tuple(torch.from_numpy(np.stack([self.patches[row][part] for row in rows])) for part in (0, 1))


def one_step(net, loss, optimiser, bfloat16, images, targets):
    net.train()
    value = loss(forward(net, images, bfloat16), targets)
    optimiser.zero_grad()
    value.backward()
    optimiser.step()
    return value.item()


@torch.no_grad()
def average(averaged, net, decay):
    for own, new in zip(averaged.state_dict().values(), net.state_dict().values()):
        if own.dtype.is_floating_point:
            own.mul_(decay).add_(new, alpha=1 - decay)
        else:
            own.copy_(new)
