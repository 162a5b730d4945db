"""
Trains a network that estimates the H-score of a patch from its DAB and the region that is scored, and writes
OUT/model.onnx, card.json, weights.pt, training.csv and evaluation.csv (a row a held-out patch; evaluation-varied.csv: with
another brown). The truth is the formula's H-score of the region's pixels, so that patches with masks are enough; none of a person is needed.

    python3 train_score.py OUT PATCHES --network vgg16 --initial BEFORE/weights.pt
    python3 train_score.py OUT TRAIN --test TEST --generated --network stainintensitynet

PATCHES as for train_tissue.py. Region: tumour and, where nuclei are drawn, within 4 um of one. The same call goes on where a
training was broken off.
"""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from architectures.ram_cnn import RamCnn
from architectures.regressions import resnet18_regression, vgg16_regression
from architectures.stain_intensity_net import StainIntensityNet
from int8 import round_weights, write_onnx
from probe import answer_probe
from tables import write_rows
from tissue.arguments import arguments_of
from tissue.folders import every_fifth, patches_in
from tissue.score_card import write_score_card
from tissue.networks import load_initial
from tissue.scores import batch, h_score, targets_of, varied
from tissue.training import Plan, fit

NETWORKS = {
    "stainintensitynet": StainIntensityNet,
    "vgg16": vgg16_regression,
    "resnet18": resnet18_regression,
    "ramcnn": RamCnn,
}
PATCH_PX = 512
DECAY = 1e-3
FILES = {"as it is": "evaluation.csv", "varied": "evaluation-varied.csv"}


class AsShipped(torch.nn.Module):
    """The H-score itself, [N, 1], 0 to 300."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return 300 * self.net(x)[:, None]


def off(found, truth):
    return F.smooth_l1_loss(found, truth, beta=0.02)


def main():
    args = arguments_of(__doc__, NETWORKS, "score-own", steps=3000, batch=12, rate=2e-3).parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    patches = patches_in(args.patches)
    train, held_out = map(targets_of, (patches, patches_in(args.test)) if args.test else every_fifth(patches))
    if not train or not held_out:
        raise SystemExit("Too few patches hold tumour: at least one to learn from and one to test on are needed.")
    net = NETWORKS[args.network]()
    if args.initial:
        load_initial(net, args.initial)
    plan = Plan(lambda rng: batch(train, args.batch, args.crop, rng), off, decay=DECAY, averaging=0)
    net, losses = fit(net, plan, args, args.out / "checkpoint.pt", lambda line: print(line, flush=True))
    torch.save(net.state_dict(), args.out / "weights.pt")
    write_rows(args.out / "training.csv", ["model", "iteration", "loss"], [[args.name, *row] for row in losses])
    round_weights(net)
    model = AsShipped(net).eval()
    write_onnx(model, torch.zeros(1, 2, PATCH_PX, PATCH_PX), args.out / "model.onnx", "brown", ["score"])
    rows = evaluate(model, held_out, args.seed)
    for way, file in FILES.items():
        write_rows(args.out / file, ["patch", "formula", "found"], rows[way])
    errors = {way: [abs(found - formula) for _, formula, found in rows[way]] for way in FILES}
    print("held out: " + ", ".join(f"median error {np.median(each):.1f} with brown {way}" for way, each in errors.items()))
    write_score_card(args, net, PATCH_PX, (len(train), len(held_out)), errors)
    answer_probe(args.out)


@torch.no_grad()
def evaluate(model, targets, seed):
    """Each patch with its own brown and with another, drawn by chance: [patch, H-score by the formula, as found]."""
    rng, rows = np.random.default_rng([seed, 7]), {way: [] for way in FILES}
    for name, dab, target in targets:
        for way, brown in (("as it is", dab), ("varied", varied(dab, rng))):
            found = model(torch.from_numpy(np.stack([brown, target]).astype(np.float32))[None]).item()
            rows[way].append([name, round(h_score(brown, target), 2), round(found, 2)])
    return rows


if __name__ == "__main__":
    main()
