"""
Trains one of the CT paper's networks on a site's own cohort and writes OUT/model.onnx, card.json, evaluation/ (for
`timescope stats roc` and `timescope study ct-time`), training.csv and weights.pt.

    python3 train_ct.py COHORT OUT --target tils --architecture densenet121
    python3 train_ct.py COHORT OUT --target tils --initial imagenet.pt --folds 10

COHORT holds CASE.nii.gz, CASE-roi.nii.gz and labels.csv with the columns case and TARGET (1 or high, 0 or low). The
crops are made by the pipeline that later predicts (needs node and this repository's packages). Defaults as in the
paper: 7:3 split, 100 epochs, batches of 32, learning rate 0.01, ImageNet's mean and deviation.
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from card_name import card_name
from cards import write_card
from crops import SIDE, load_crops, run_typescript, save_crops
from exportOnnx import export
from fitting import Plan, TrainingLog, fit, settle
from networks import ARCHITECTURES, load_initial, new_network

# The paper's 7:3 (section "Deep learning model construction").
TRAINING_SHARE = 0.7
TARGETS = ("tsr", "tils", "is", "time")


def main():
    args = arguments()
    # More threads than free cores make OpenMP wait in circles.
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    crops = cohort_crops(args)
    labels = crops.labels(args.target)
    rng = np.random.default_rng(args.seed)
    shares = folded(labels, args.folds or round(1 / (1 - TRAINING_SHARE), 9), rng)
    if args.folds:
        each_fold(args, crops, shares)
    else:
        one_network(args, crops, shares[0], args.out)


def each_fold(args, crops, folds):
    """A network a fold; OUT/evaluation.csv holds every case once, as a network saw it that had not learnt from it."""
    rows, areas = [], []
    for at, fold in enumerate(folds):
        folder = args.out / f"fold-{at + 1}"
        areas.append(one_network(args, crops, fold, folder))
        head, *lines = (folder / "evaluation/cohort.csv").read_text().splitlines()
        rows += [line for line in lines if line.split(",")[1] == "validation"]
    (args.out / "evaluation.csv").write_text("\n".join([head, *rows]) + "\n")
    print(f"AUC of the {len(folds)} folds: mean {np.mean(areas):.3f}, {min(areas):.3f} to {max(areas):.3f}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cohort", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--target", required=True, choices=TARGETS)
    parser.add_argument("--architecture", default="densenet121", choices=ARCHITECTURES)
    parser.add_argument("--name", type=card_name, help="of the card; ARCHITECTURE-TARGET-own unless told")
    parser.add_argument("--initial", type=Path, help="weights to begin with: of torchvision, or weights.pt of before")
    parser.add_argument("--folds", type=int, help="as many networks, each tested on its own share, in the place of 7:3")
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=0.01)
    parser.add_argument("--optimiser", default="sgd", choices=("sgd", "adamw"))
    parser.add_argument("--sides", type=int, nargs="+", default=[SIDE], help="px, drawn from at each step: small copies train fast")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def cohort_crops(args):
    """The largest slice of every case that labels.csv names, cut out by the pipeline's own code."""
    with (args.cohort / "labels.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row.get(args.target, "").strip() not in ("", "NA")]
    if not rows:
        raise SystemExit(f"{args.cohort}/labels.csv has no case with a value in the columns case and {args.target}.")
    cases = [{"case": row["case"], "labels": {args.target: label(row[args.target], row["case"])}} for row in rows]
    folder = args.out / "crops"
    folder.mkdir(exist_ok=True)
    run_typescript("exportCohort.ts", args.cohort.resolve(), folder.resolve(), told=json.dumps(cases))
    return load_crops(folder, "cohort")


def label(value, case):
    meaning = {"1": 1, "high": 1, "0": 0, "low": 0}
    if value.strip().lower() not in meaning:
        raise SystemExit(f'The label "{value}" of case {case} is neither high (1) nor low (0).')
    return meaning[value.strip().lower()]


def folded(labels, count, rng):
    """
    Rows in shares of 1 / count with about as many of each class in every one; of a count that is no whole number
    (3.33 for 7:3) the first share alone matters.
    """
    fold = np.empty(len(labels))
    for value in (0, 1):
        rows = rng.permutation(np.flatnonzero(labels == value))
        if len(rows) < 2 * count:
            raise SystemExit(f"Too few cases of the class {('low', 'high')[value]}: {len(rows)} of {int(np.ceil(2 * count))}. Each share needs two.")
        fold[rows] = np.floor((np.arange(len(rows)) + 0.5) * count / len(rows))
    return [np.flatnonzero(fold == at) for at in range(int(count))]


def one_network(args, crops, held_out, out):
    """Trains on all other rows and writes what OUT holds; returns the AUC on the held-out rows."""
    out.mkdir(parents=True, exist_ok=True)
    learnt = np.setdiff1d(np.arange(len(crops.pixels)), held_out)
    save_crops(out, "train", crops, learnt)
    save_crops(out, "held-out", crops, held_out)
    training = load_crops(out, "train")
    net = trained(args, training, out)
    export(net, load_crops(out, "held-out"), out)
    figures = json.loads(
        run_typescript("evaluate.ts", out.resolve(), (out / "model.onnx").resolve(), args.target, (out / "evaluation").resolve(), args.architecture)
    )
    write_card(out, told(args, training, len(held_out)), figures)
    area = figures["heldOut"]["auc"]
    print(f"{out}: AUC {area['value']:.3f} ({area['lower']:.3f} to {area['upper']:.3f}) on {len(held_out)} held-out cases")
    return area["value"]


def trained(args, training, out):
    torch.manual_seed(args.seed)
    net = new_network(args.architecture)
    if args.initial:
        load_initial(net, args.initial)
    labels = torch.from_numpy(training.labels(args.target))
    batch = min(args.batch, len(labels))
    epoch = max(1, len(labels) // batch)
    plan = Plan(args.epochs * epoch, batch, args.rate, sides=tuple(args.sides), optimiser=args.optimiser, seed=args.seed)
    log = TrainingLog(out / "training.csv", args.architecture, every=epoch)
    fit(net, training.pixels, lambda output, rows: F.cross_entropy(output, labels[rows]), plan, log)
    if set(args.sides) != {SIDE}:
        settle(net, training.pixels, batch)
    torch.save(net.state_dict(), out / "weights.pt")
    return net


def told(args, training, held_out):
    initial = f", begun with {args.initial.name}" if args.initial else ", from random weights"
    return {
        "name": args.name or f"{args.architecture}-{args.target}-own",
        "version": "0.1.0",
        "architecture": args.architecture,
        "target": args.target,
        "trainedOn": {
            "description": f"A cohort of this site: {len(training.pixels)} CT scans, the largest slice of each ROI, {args.epochs} epochs{initial}.",
            "synthetic": False,
            "images": len(training.pixels),
        },
        "heldOut": f"{held_out} held-out cases of the same cohort",
        "limits": ["One site's cohort: not tried on other scanners, sites or protocols.", "The Grad-CAM has 7 x 7 cells."],
        "licence": "The site's own",
    }


if __name__ == "__main__":
    main()
