"""
Trains a network that tells tumour, stroma, fat or background, and other tissue apart on the haematoxylin of IHC, and
writes OUT/model.onnx, card.json, weights.pt, training.csv and evaluation.csv (a row a held-out patch).

    python3 train_tissue.py OUT PATCHES                                   a site's own patches
    python3 train_tissue.py OUT PATCHES --initial BEFORE/weights.pt       fine-tuned: 100 patches are enough
    python3 train_tissue.py OUT PATCHES --network moco-sm --initial MOCO/weights.pt --beside-random
    python3 train_tissue.py OUT TRAIN --test TEST --generated             as the network that is shipped

PATCHES holds images/NAME.png and masks/NAME.png at 0.46 um/px (see tissue/folders.py). Without --test every fifth patch is
held out. The same call goes on where a training was broken off; with fewer --steps it ends there.
"""

from pathlib import Path

import torch

from int8 import round_weights, write_onnx
from probe import answer_probe
from tables import write_rows
from tissue.arguments import arguments_of
from tissue.card import write_tissue_card
from tissue.evaluation import HALO_PX, evaluate
from tissue.folders import every_fifth, patches_in
from tissue.networks import NETWORKS, AsShipped, load_initial, new_network
from tissue.training import fit, of_tissue

# Edge of what the shipped file takes: a patch of 512 px and what the network sees around it.
PATCH_PX = 512
INPUT_PX = PATCH_PX + 2 * HALO_PX
STEPS = 2000


def main():
    args = arguments()
    # More threads than free cores make OpenMP wait in circles.
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    patches = patches_in(args.patches)
    train, held_out = (patches, patches_in(args.test)) if args.test else every_fifth(patches)
    if not train or not held_out:
        raise SystemExit(f"{args.patches} holds {len(patches)} patches; at least 5 are expected, since every fifth is held out. Or give --test.")
    net, losses = learnt(args, train, args.initial, "checkpoint.pt")
    torch.save(net.state_dict(), args.out / "weights.pt")
    write_rows(args.out / "training.csv", ["model", "iteration", "loss"], [[args.name, *row] for row in losses])
    model = shipped(net)
    example = torch.zeros(1, 1, INPUT_PX, INPUT_PX)
    outputs = ["tissue", "nuclei"][: len(model.outputs(example))]
    write_onnx(model, example, args.out / "model.onnx", "haematoxylin", outputs)
    rows, measured = evaluate(model, held_out)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    write_rows(args.out / "evaluation.csv", columns, [[row.get(name, "") for name in columns] for row in rows])
    print("held out: " + ", ".join(f"{name} {value:.3f}" for name, value in measured.items()))
    if args.beside_random:
        measured |= from_random(args, train, held_out)
    write_tissue_card(args, net, {"px": INPUT_PX, "halo": HALO_PX, "outputs": outputs}, (len(train), len(held_out)), measured)
    answer_probe(args.out)


def arguments():
    parser = arguments_of(__doc__, NETWORKS, "tissue-own", STEPS, batch=6, rate=3e-3)
    parser.add_argument("--beside-random", action="store_true", help="trains the same from random weights too, for the card")
    return parser.parse_args()


def learnt(args, patches, initial, checkpoint):
    torch.manual_seed(args.seed)
    net = new_network(args.network)
    if initial:
        load_initial(net, initial)
    return fit(net, of_tissue(patches, args), args, args.out / checkpoint, lambda line: print(line, flush=True))


def shipped(net):
    round_weights(net)
    return AsShipped(net).eval()


def from_random(args, train, held_out):
    """What the same training gives without the weights that the other began with."""
    _, measured = evaluate(shipped(learnt(args, train, None, "checkpoint-random.pt")[0]), held_out)
    return {f"{name}, begun at random": value for name, value in measured.items()}


if __name__ == "__main__":
    main()
