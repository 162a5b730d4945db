"""
Trains the demonstration networks on generated crops (exportCrops.ts), quickly, on a CPU.

    python3 train.py CROPS OUT --initial BEFORE.pt --log EVALUATION/training.csv

A generated crop carries all four labels and the numbers of its look: one DenseNet-121 learns them together, first on
small copies, and the DenseNet-169 is grown from it (grow.py), so that both fit into minutes of one processor. Each of
the four networks is the trunk of its architecture with the head of its own label.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from cards import write_card
from crops import load_crops, run_typescript
from exportOnnx import export
from fitting import Plan, TrainingLog, fit
from grow import grown_densenet169
from networks import head, load_initial, new_network

# The paper's choice of network for each target.
NETWORKS = {"tsr": "densenet169", "tils": "densenet121", "is": "densenet121", "time": "densenet169"}
TARGETS = tuple(NETWORKS)
# Numbers of a look (packages/synthetic/src/ct/tumour.ts).
LOOK = ("hu", "blotchHu", "blotchMm", "necrosis", "rimHu", "lobesMm", "edgeMm", "strandHu")
PHASES = {
    "densenet121": (
        Plan(steps=780, batch=16, rate=6e-4, sides=(64,), optimiser="adamw", seed=1, bfloat16=True),
        Plan(steps=295, batch=16, rate=3e-4, sides=(80, 112), optimiser="adamw", seed=2, bfloat16=True),
        Plan(steps=77, batch=16, rate=2e-4, sides=(224,), optimiser="adamw", seed=3, bfloat16=True),
    ),
    "densenet169": (
        Plan(steps=106, batch=16, rate=2e-4, sides=(112,), optimiser="adamw", seed=4, bfloat16=True),
        Plan(steps=73, batch=16, rate=2e-4, sides=(224,), optimiser="adamw", seed=5, bfloat16=True),
    ),
}
# Weight of the look beside the labels.
LOOK_SHARE = 0.5


def main():
    args = arguments()
    torch.manual_seed(1)
    # More threads than free cores make OpenMP wait in circles.
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    crops = load_crops(args.crops, "train")
    small = new_network("densenet121", joint_outputs())
    if args.initial:
        load_initial(small, args.initial)
    learn(small, "densenet121", crops, args)
    large = grown_densenet169(small.state_dict(), joint_outputs())
    learn(large, "densenet169", crops, args)
    trunks = {"densenet121": small, "densenet169": large}
    held_out = load_crops(args.crops, "held-out")
    for at, (target, architecture) in enumerate(NETWORKS.items()):
        net = own_network(trunks[architecture], architecture, at)
        write_model(net, {"target": target, "architecture": architecture}, len(crops.pixels), held_out, args)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crops", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--initial", type=Path, help="weights of a DenseNet-121 to begin with")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--log", type=Path, help="CSV of the loss, as `timescope study ct-time` reads it")
    return parser.parse_args()


def joint_outputs():
    return len(TARGETS) + len(LOOK)


def learn(net, architecture, crops, args):
    loss_of = joint_loss(crops)
    log = TrainingLog(args.log, architecture)
    for plan in PHASES[architecture]:
        fit(net, crops.pixels, loss_of, plan, log)
        torch.save(net.state_dict(), args.out / f"{architecture}.pt")


def joint_loss(crops):
    """Cross entropy of the four labels and squared error of the look's numbers, each in its own standard deviations."""
    labels = torch.tensor(np.stack([crops.labels(target) for target in TARGETS], 1), dtype=torch.float32)
    looks = np.array([[look[name] for name in LOOK] for look in crops.about["looks"]])
    looks = torch.tensor((looks - looks.mean(0)) / looks.std(0), dtype=torch.float32)

    def loss(output, rows):
        entropy = F.binary_cross_entropy_with_logits(output[:, : len(TARGETS)], labels[rows])
        return entropy + LOOK_SHARE * F.mse_loss(output[:, len(TARGETS) :], looks[rows])

    return loss


def own_network(trunk, architecture, at):
    """The trunk with two outputs, low and high: half the joint head's logit for and half against."""
    net = new_network(architecture)
    weights = {**trunk.state_dict()}
    for name, value in head(trunk).state_dict().items():
        weights[f"classifier.{name}"] = torch.stack([-value[at], value[at]]) / 2
    net.load_state_dict(weights)
    return net


def write_model(net, what, images, held_out, args, more=()):
    """OUT/NAME: model.onnx, card.json, probes; OUT/evaluation/NAME: what `timescope study ct-time` reads."""
    name = f"{what['architecture']}-{what['target']}"
    folder = args.out / name
    export(net, held_out, folder)
    evaluation = args.out / "evaluation" / name
    figures = json.loads(
        run_typescript("evaluate.ts", args.crops.resolve(), (folder / "model.onnx").resolve(), what["target"], evaluation.resolve(), what["architecture"])
    )
    write_card(folder, {**what, **told(name, what["architecture"], images, figures)}, figures, more)


def told(name, architecture, images, figures):
    shared = "TILs and IS" if architecture == "densenet121" else "TSR and TIME, grown from the DenseNet-121"
    return {
        "name": name,
        "version": "0.2.0",
        "trainedOn": {
            "description": "Synthetic tumours in synthetic abdominal CT (packages/synthetic, seeds 1 to 1200, the largest slice and its "
            f"neighbours), cropped by the CT pipeline; one trunk for {shared}. No patient, no real scan.",
            "synthetic": True,
            "images": images,
            "scanners": [],
        },
        "heldOut": f"{figures['heldOut']['rows']} held-out synthetic crops (seeds from 100001)",
        "recipe": "generated-tumours",
        "limits": [
            "Demonstration weights, no clinical meaning.",
            "Has never seen a real CT; its label follows a look that we made up.",
            "Box crop of the largest slice, window 40/400, margin 0 only.",
            "The Grad-CAM has 7 x 7 cells.",
        ],
        "licence": "MIT",
    }


if __name__ == "__main__":
    main()
