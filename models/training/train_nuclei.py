"""
Trains a network of nuclei and writes OUT/model.onnx, card.json, weights.pt, training.csv and,
of held-out pictures, evaluation.csv.

    python3 train_nuclei.py OUT --drawn FOLDER --mpp 0.25                     a site's own pictures with drawn nuclei
    python3 train_nuclei.py OUT --drawn FOLDER --mpp 0.25 --initial BEFORE.pt   fine-tuned: 100 patches are enough
    python3 train_nuclei.py OUT --drawn FOLDER --mpp 0.25 --network hover-net     or triple-unet: for a GPU
    python3 train_nuclei.py OUT --recolour FOLDER --fields FIELDS --steps 4000  as the network that is shipped
    python3 train_nuclei.py OUT --recolour FOLDER --fields FIELDS --compartment membrane   for brown around nuclei

FOLDER holds images/NAME.png and labels/NAME.png (see nuclei/images.py); of --drawn every fifth picture is held out.
The same call goes on where a training was broken off, with new patches.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from card_name import card_name
from nuclei.card import write_card
from nuclei.images import drawn_images, generated_fields
from nuclei.instances import maps, pairs
from nuclei.networks import NETWORKS, architecture_of
from nuclei.patches import COMPARTMENTS, AsTheyAre, Recoloured
from nuclei.thresholds import best_threshold
from nuclei.training import fit
from int8 import write_onnx
from precision import add_bfloat16
from probe import answer_probe
from tables import write_rows

# Input of the shipped network: square patches, px.
INPUT_PX = 320
# Share of generated fields beside real pictures.
FIELDS_SHARE = 0.28
HELD_OUT_EVERY = 5
STEPS = 4000
BROWN = {"nuclear": "in nuclei", "membrane": "on membranes and in cytoplasm"}


def main():
    args = arguments()
    # More threads than free cores make OpenMP wait in circles.
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    sources, held_out, told = sources_of(args)
    kind = NETWORKS[args.network]
    net = kind.new()
    if args.initial:
        told["parts"].append(f"begun with the weights of {args.initial.parent.name}")
        net.load_state_dict(torch.load(args.initial))
    checkpoint = args.out / "checkpoint.pt"
    net, losses = fit(net, sources, kind.loss, args.steps, checkpoint, args.seed, lambda line: print(line, flush=True), args.bfloat16)
    torch.save(net.state_dict(), args.out / "weights.pt")
    write_rows(args.out / "training.csv", ["model", "iteration", "loss"], [[args.name, *row] for row in losses])
    model = kind.as_shipped(net).eval()
    threshold = best_threshold(model, sources, args.seed)
    write_onnx(model, torch.zeros(1, 3, INPUT_PX, INPUT_PX), args.out / "model.onnx", "absorbed", list(kind.outputs))
    measured = evaluate(model, held_out, threshold, args)
    shipped = {"architecture": architecture_of(args.network, net), "outputs": kind.outputs, "px": INPUT_PX}
    write_card(args.out, {"name": args.name, "compartment": args.compartment, "steps": args.steps, **shipped}, told, threshold, measured)
    answer_probe(args.out)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", type=card_name, default="nuclei-own")
    parser.add_argument("--network", choices=NETWORKS, default="small-unet")
    parser.add_argument("--drawn", type=Path, help="pictures in their own colours, with drawn nuclei")
    parser.add_argument("--mpp", type=float, help="their micrometres per pixel")
    parser.add_argument("--recolour", type=Path, help="pictures of one stain, given the colours of IHC; spacing unknown")
    parser.add_argument("--style", choices=["white", "lilac"], help="of --recolour only those of this background")
    parser.add_argument("--compartment", choices=COMPARTMENTS, default="nuclear", help="where the brown of the markers is")
    parser.add_argument("--fields", type=Path, help="folder that exportFields.ts wrote")
    parser.add_argument("--initial", type=Path, help="weights.pt to begin with")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    add_bfloat16(parser)
    args = parser.parse_args()
    if not (args.drawn or args.recolour or args.fields):
        parser.error("give pictures: --drawn, --recolour or --fields")
    if args.drawn and not args.mpp:
        parser.error("--drawn does not say how large its pixels are: add --mpp, micrometres per pixel")
    return args


def sources_of(args):
    """[(share, source)], the pictures that are held out, and what the card says of the data."""
    real, held_out, told = [], [], {"parts": [], "images": 0, "synthetic": True, "own": args.drawn is not None}
    if args.drawn:
        pictures = drawn_images(args.drawn)
        held_out = pictures[HELD_OUT_EVERY - 1 :: HELD_OUT_EVERY]
        used = [one for at, one in enumerate(pictures) if (at + 1) % HELD_OUT_EVERY]
        real.append(AsTheyAre(used, args.mpp))
        tell(told, f"{len(used)} pictures with drawn nuclei", len(used), False)
    if args.recolour:
        used = [one for one in drawn_images(args.recolour) if args.style in (None, one.style)]
        real.append(Recoloured(used, args.compartment))
        which = f" of style {args.style}" if args.style else ""
        tell(told, f"{len(used)} pictures of haematoxylin with drawn nuclei{which}, recoloured as H-DAB, brown {BROWN[args.compartment]}", len(used), False)
    sources = [(1.0 / len(real), source) for source in real]
    if args.fields:
        fields = generated_fields(args.fields, "train")
        sources.append((FIELDS_SHARE / (1 - FIELDS_SHARE), AsTheyAre(fields)))
        tell(told, f"{len(fields)} generated fields", len(fields), True)
    return sources, held_out, told


def tell(told, part, images, is_synthetic):
    told["parts"].append(part)
    told["images"] += images
    told["synthetic"] = told["synthetic"] and is_synthetic


def evaluate(model, held_out, threshold, args):
    """One row a picture, as `timescope stats icc` and `spearman` read them; and F1 over all."""
    rows = []
    for one in held_out:
        rgb, labels = resampled(one, args.mpp / 0.5)
        found = NETWORKS[args.network].nuclei(*maps(model, rgb, one.white), threshold)
        rows.append([one.name, *pairs(found, labels)])
    if not rows:
        return []
    write_rows(args.out / "evaluation.csv", ["image", "found", "drawn", "same"], rows)
    found, drawn, same = (sum(row[k] for row in rows) for k in (1, 2, 3))
    print(f"held out: F1 {2 * same / max(1, found + drawn):.3f} at 0.5 IoU over {len(rows)} pictures")
    return [{"data": f"{len(rows)} held-out pictures (every fifth)", "metric": "F1 at 0.5 IoU", "value": 2 * same / max(1, found + drawn)}]


def resampled(one, scale):
    size = [max(1, round(side * scale)) for side in one.labels.shape[::-1]]
    labels = Image.fromarray(one.labels.astype("int32")).resize(size, Image.NEAREST)
    return np.asarray(Image.fromarray(one.rgb).resize(size, Image.BOX)), np.asarray(labels)


if __name__ == "__main__":
    main()
