"""A forward pass in half the bytes: about twice as fast where the processor knows bfloat16. Losses and weights keep their 32 bits."""

import torch


def forward(net, x, bfloat16):
    """The network's output, or each of its outputs, in 32 bits."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bfloat16):
        found = net(x)
    return tuple(each.float() for each in found) if isinstance(found, tuple) else found.float()


def add_bfloat16(parser):
    parser.add_argument("--bfloat16", action="store_true", help="half the bytes in the forward pass: faster where the processor knows the format")
