"""The loop of a training on crops: turned and mirrored at random, a half cosine for the rate."""

from dataclasses import dataclass

import numpy as np
import torch

from crops import SIDE, normalised
from precision import forward

# The first steps are smaller: the moments of the optimiser are not known yet. Ours.
WARM_UP = 20
LARGEST_GRADIENT = 5.0


@dataclass
class Plan:
    steps: int
    batch: int
    rate: float
    # Sides in px that a step draws from: what is learnt on small copies must hold on larger ones.
    sides: tuple = (SIDE,)
    optimiser: str = "sgd"
    seed: int = 1
    # Half the bytes in the forward pass; twice as fast where the processor knows the format.
    bfloat16: bool = False


class TrainingLog:
    """The mean loss of every few steps, printed and, with a file, written as model,iteration,loss."""

    def __init__(self, file, model, every=20):
        self.file, self.model, self.every, self.steps, self.losses = file, model, every, 0, []
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("model,iteration,loss\n")

    def add(self, loss):
        self.steps += 1
        self.losses.append(loss)
        if len(self.losses) < self.every:
            return
        mean = np.mean(self.losses)
        self.losses = []
        print(f"{self.model}, step {self.steps}, loss {mean:.4f}", flush=True)
        if self.file:
            with self.file.open("a") as file:
                file.write(f"{self.model},{self.steps},{mean:.6f}\n")


def fit(net, pixels, loss_of, plan: Plan, log):
    """
    @param pixels grey crops [n, 224, 224]
    @param loss_of (the net's output, rows of the crops) -> loss
    """
    rng = np.random.default_rng(plan.seed)
    optimiser = new_optimiser(net, plan)
    rows = batches(len(pixels), plan.batch, rng)
    net.train()
    for step in range(plan.steps):
        for group in optimiser.param_groups:
            group["lr"] = plan.rate * min(1, (step + 1) / WARM_UP) * (0.5 + 0.5 * np.cos(np.pi * step / plan.steps))
        chosen = next(rows)
        x = normalised(turned(pixels[chosen], rng), int(rng.choice(plan.sides)))
        loss = loss_of(forward(net, x.contiguous(memory_format=torch.channels_last), plan.bfloat16), chosen)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), LARGEST_GRADIENT)
        optimiser.step()
        log.add(loss.item())
    net.eval()


@torch.no_grad()
def settle(net, pixels, batch):
    """
    Takes the means and deviations of batch normalisation from whole crops: those gathered over small copies do not hold
    for the size that is used (Touvron 2019, "Fixing the train-test resolution discrepancy").
    """
    for layer in net.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.reset_running_stats()
            # Every batch counts the same.
            layer.momentum = None
    net.train()
    for at in range(0, len(pixels) - batch + 1, batch):
        net(normalised(pixels[at : at + batch], SIDE))
    net.eval()


def new_optimiser(net, plan):
    if plan.optimiser == "adamw":
        return torch.optim.AdamW(net.parameters(), lr=plan.rate, weight_decay=1e-2)
    return torch.optim.SGD(net.parameters(), lr=plan.rate, momentum=0.9, weight_decay=1e-4)


def batches(count, size, rng):
    """Every crop once, in a new order each time; a rest too small for a batch waits for the next round."""
    size = min(size, count)
    while True:
        order = rng.permutation(count)
        for at in range(0, count - size + 1, size):
            yield order[at : at + size]


def turned(pixels, rng):
    """Every crop turned by quarters and mirrored at random. Its grey stays: on CT it means something."""
    out = []
    for crop in pixels:
        crop = np.rot90(crop, rng.integers(4))
        out.append(crop[:, ::-1] if rng.random() < 0.5 else crop)
    return np.stack(out)
