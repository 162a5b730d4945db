"""
Has the encoder of MoCo-SM learn from patches that nobody drew on (MoCo v2: He, CVPR 2020; Chen, arXiv 2003.04297) and
writes OUT/weights.pt and training.csv.

    python3 pretrain_moco.py OUT PATCHES
    python3 train_tissue.py TISSUE DRAWN --network moco-sm --initial OUT/weights.pt --beside-random

PATCHES holds images/NAME.png of at least 256 px at 0.46 um/px; masks are not looked at. Two views of a patch should give
the same answer, other than those of the patches in the queue. The same call goes on where it was broken off. A queue of
65,536 and 200 epochs, as in the papers, want a GPU and many thousand patches.
"""

import argparse
import copy
from pathlib import Path

import torch

from architectures.encoders import ResNet50
from moco.learning import Moco, fit
from moco.views import unlabelled
from precision import add_bfloat16
from tables import write_rows


def main():
    args = arguments()
    # More threads than free cores make OpenMP wait in circles.
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    stains = unlabelled(args.patches, args.crop)
    query = Moco(ResNet50(), 2048)
    key = copy.deepcopy(query)
    losses = fit(query, key, stains, args, args.out / "checkpoint.pt")
    torch.save({f"encoder.{name}": value for name, value in query.encoder.state_dict().items()}, args.out / "weights.pt")
    write_rows(args.out / "training.csv", ["model", "iteration", "loss"], [["moco", *row] for row in losses])
    print(f"{len(stains)} patches, {args.steps} steps of {args.batch}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("patches", type=Path)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--crop", type=int, default=128, help="px of a view")
    parser.add_argument("--queue", type=int, default=4096, help="answers of earlier patches")
    parser.add_argument("--rate", type=float, default=0.03, help="for 256 patches a step, as in the paper; less for fewer")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    add_bfloat16(parser)
    args = parser.parse_args()
    if args.batch % 2 or args.queue % args.batch:
        parser.error("--batch must be even, and --queue a multiple of it")
    return args


if __name__ == "__main__":
    main()
