"""What the trainings on patches are told alike."""

import argparse
from pathlib import Path

from card_name import card_name
from precision import add_bfloat16


def arguments_of(description, networks, name, steps, batch, rate):
    """A parser. @param networks the first is the usual one; name, steps, batch, rate: where nothing else is given"""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("patches", type=Path)
    parser.add_argument("--test", type=Path, help="held-out patches in a folder of their own")
    parser.add_argument("--name", type=card_name, default=name)
    parser.add_argument("--network", choices=networks, default=next(iter(networks)))
    parser.add_argument("--initial", type=Path, help="weights.pt to begin with")
    parser.add_argument("--generated", action="store_true", help="the patches are generated: the card says so")
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--crop", type=int, default=256, help="px of the part of each patch that is learnt from at a time")
    parser.add_argument("--rate", type=float, default=rate, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    add_bfloat16(parser)
    return parser
