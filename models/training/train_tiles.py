"""
Trains a network that classes tiles of tissue and writes OUT/model.onnx, card.json, weights.pt, training.csv and
evaluation.csv (a row a held-out tile).

    python3 train_tiles.py OUT TILES                                  a site's own tiles, a folder a class
    python3 train_tiles.py OUT TILES --initial BEFORE/weights.pt      fine-tuned; another number of classes may be
    python3 train_tiles.py OUT TRAIN --test TEST --generated          as the network that is shipped

TILES holds CLASS/NAME.png of 224 x 224 px at 0.5 um/px. Without --test every fifth tile of each class is held out. As in
the paper (Xu et al. 2021): train on a public set first, then on the own one with its weights as --initial.
"""

import argparse
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from card_name import card_name
from int8 import round_weights, write_onnx
from probe import answer_probe
from tables import write_rows
from tiles.folders import EDGE, Tiles, every_fifth
from tiles.networks import NAMES, NETWORKS, AsShipped, centred, new_network
from tiles.vgg import widened

BATCH = 32
RATE, DECAY = 2e-3, 1e-2


def main():
    args = arguments()
    # More threads than free cores make OpenMP wait in circles.
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tiles = Tiles(args.tiles)
    train, held_out = (tiles, Tiles(args.test, tiles.classes)) if args.test else every_fifth(tiles)
    if not len(train) or not len(held_out):
        raise SystemExit(f"{args.tiles} holds too few tiles: at least 5 a class are expected, since every fifth is held out. Or give --test.")
    net = new_network(args.network, len(tiles.classes))
    if args.widen:
        net = widened(torch.load(args.widen), len(tiles.classes))
    elif args.initial:
        begin_with(net, torch.load(args.initial))
    losses = fit(net, train, args)
    torch.save(net.state_dict(), args.out / "weights.pt")
    write_rows(args.out / "training.csv", ["model", "iteration", "loss"], [[args.name, *row] for row in losses])
    round_weights(net)
    model = AsShipped(net).eval()
    write_onnx(model, torch.zeros(1, 3, EDGE, EDGE), args.out / "model.onnx", "tile", ["probability"])
    write_card(args, train, held_out, evaluate(model, held_out, args.out / "evaluation.csv"))
    answer_probe(args.out)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("tiles", type=Path)
    parser.add_argument("--test", type=Path, help="held-out tiles in a folder of their own")
    parser.add_argument("--name", type=card_name, default="tiles-own")
    parser.add_argument("--network", choices=NETWORKS, default="fast")
    parser.add_argument("--initial", type=Path, help="weights.pt to begin with")
    parser.add_argument("--widen", type=Path, help="weights.pt of vgg19-quarter that --network vgg19 begins with")
    parser.add_argument("--generated", action="store_true", help="the tiles are generated: the card says so")
    parser.add_argument("--epochs", type=float, default=12)
    parser.add_argument("--rate", type=float, default=RATE, help="highest learning rate")
    parser.add_argument("--crop", type=int, default=EDGE, help="px of the part of each tile that is learnt from: cheaper; the whole tile is still tested")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def begin_with(net, weights):
    """All weights but those of a last layer for other classes."""
    own = net.state_dict()
    net.load_state_dict({name: weights[name] if weights[name].shape == own[name].shape else own[name] for name in own})


def fit(net, tiles, args):
    """AdamW, its rate falling as a half cosine. Returns [(step, mean loss)]."""
    rng = np.random.default_rng(args.seed)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=DECAY)
    steps = round(args.epochs * max(1, len(tiles) // BATCH))
    losses, recent, started = [], [], time.time()
    order = iter(())
    for step in range(1, steps + 1):
        rows = next(order, None)
        if rows is None:
            order = batches(rng.permutation(len(tiles)))
            rows = next(order)
        for group in optimiser.param_groups:
            group["lr"] = args.rate * (0.5 + 0.5 * np.cos(np.pi * step / steps))
        recent.append(one_step(net, optimiser, varied(tiles.pixels[rows], rng, args.crop), tiles.labels[rows]))
        if step % 50 == 0 or step == steps:
            losses.append((step, float(np.mean(recent))))
            seconds = (time.time() - started) / len(recent)
            print(f"step {step} of {steps}, loss {np.mean(recent):.4f}, {seconds:.2f} s a step", flush=True)
            recent, started = [], time.time()
    return losses


def batches(rows):
    """Whole batches; where there are fewer tiles than one, all of them."""
    return iter([rows[at : at + BATCH] for at in range(0, max(1, len(rows) - BATCH + 1), BATCH)])


def one_step(net, optimiser, pixels, labels):
    net.train()
    loss = F.cross_entropy(net(centred(as_input(pixels))), torch.from_numpy(labels), label_smoothing=0.05)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item()


def as_input(pixels):
    return torch.from_numpy(np.ascontiguousarray(pixels.transpose(0, 3, 1, 2), np.float32) / 255)


def varied(pixels, rng, crop):
    """A part of each tile (crop x crop px), turned and mirrored at random, its light absorbed a little more or less in each colour."""
    out = []
    for tile in pixels:
        top, left = rng.integers(EDGE - crop + 1, size=2)
        tile = tile[top : top + crop, left : left + crop]
        tile = np.rot90(tile, rng.integers(4))
        tile = tile[:, ::-1] if rng.random() < 0.5 else tile
        out.append(255 * (tile / np.float32(255)) ** rng.uniform(0.8, 1.25, 3))
    return np.stack(out).astype(np.float32)


@torch.no_grad()
def evaluate(model, tiles, file):
    """A row a tile: class, what was found, and the probability of each class. Returns accuracy and that of each class."""
    rows, found = [], []
    for at in range(0, len(tiles), BATCH):
        probabilities = model(as_input(tiles.pixels[at : at + BATCH])).numpy()
        for row, each in enumerate(probabilities, at):
            found.append(int(each.argmax()))
            rows.append([tiles.names[row], tiles.classes[tiles.labels[row]], tiles.classes[found[-1]], *(f"{p:.4f}" for p in each)])
    write_rows(file, ["tile", "class", "found", *tiles.classes], rows)
    right = np.array(found) == tiles.labels
    by_class = {name: float(right[tiles.labels == at].mean()) for at, name in enumerate(tiles.classes) if (tiles.labels == at).any()}
    print(f"held out: accuracy {right.mean():.4f} over {len(tiles)} tiles; " + ", ".join(f"{k} {v:.3f}" for k, v in by_class.items()))
    return float(right.mean()), by_class


def write_card(args, train, held_out, measured):
    accuracy, by_class = measured
    data = f"{len(held_out)} {'generated tiles of ranges of their own' if args.generated else 'held-out tiles'}"
    recipe = {"recipe": "generated-tiles"} if args.generated else {}
    prior = float(np.bincount(held_out.labels).max() / len(held_out))
    card = {
        "name": args.name,
        "version": "0.1.0",
        "task": "tissue-tiles",
        "architecture": f"{NAMES[args.network]}, int8 weights",
        "sha256": hashlib.sha256((args.out / "model.onnx").read_bytes()).hexdigest(),
        "input": {"name": "tile", "shape": [1, 3, EDGE, EDGE], "preparation": "RGB / 255, 224 px at 0.5 um/px, in the slide's own colours"},
        "outputs": {"probability": [1, len(train.classes)]},
        "classes": train.classes,
        "trainedOn": {
            "description": f"{len(train)} {'generated tiles (packages/synthetic, H&E, CD3 and CD8)' if args.generated else 'tiles'}, {args.epochs:g} times"
            + (f", begun with the weights of {begun.parent.name}" if (begun := args.widen or args.initial) else "")
            + ".",
            "synthetic": args.generated,
            "images": len(train),
        },
        "threshold": {"value": 0, "source": "none: a tile is of its most probable class"},
        "measured": [
            {"data": data, "metric": "accuracy", "value": round(accuracy, 4), **recipe},
            {"data": data, "metric": "share of the commonest class (what guessing reaches)", "value": round(prior, 4)},
            *({"data": data, "metric": f"accuracy on {name}", "value": round(value, 4)} for name, value in by_class.items()),
        ],
        "limits": [
            "Tiles of one class are what it was trained on; at borders between tissues its class is that of the larger part at best.",
            *([f"No better than always naming the commonest class ({prior:.2f})."] if accuracy <= prior else []),
            *(["Has seen generated tissue only: on real slides nothing is known of it."] if args.generated else []),
        ],
        "licence": "MIT" if args.generated else "The site's own",
    }
    (args.out / "card.json").write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    main()
