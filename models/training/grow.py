"""
A DenseNet-169 that begins where a trained DenseNet-121 stands (after Net2Net, Chen 2016): stem, blocks 1 and 2 and the
first layers of blocks 3 and 4 are the same; further layers are new, and what the old ones read of them begins at 0, so
that the grown network's last maps hold those of the small one unchanged.
"""

import torch

from networks import new_network

# Channels that each layer of a dense block adds (Huang 2017).
GROWTH = 32
# (channels into the block, its layers) of DenseNet-121 and -169.
BLOCK3 = ((256, 24), (256, 32))
BLOCK4 = ((512, 16), (640, 32))


def grown_densenet169(small: dict, outputs: int):
    """@param small state_dict of a DenseNet-121 with as many outputs"""
    net = new_network("densenet169", outputs)
    own = net.state_dict()
    kept3, kept4 = places(BLOCK3), places(BLOCK4)
    new3 = torch.arange(0, 512)
    for name, value in small.items():
        columns = columns_of(name, kept3, kept4)
        rows = new3 if name.startswith("features.transition3.conv") else None
        own[name] = widened(own[name], value, rows, columns)
    net.load_state_dict(own)
    return net


def places(block):
    """Where the small block's channels lie among the large one's."""
    (small, layers), (large, _) = block
    return torch.cat([torch.arange(small), large + torch.arange(layers * GROWTH)])


def columns_of(name, kept3, kept4):
    """Of a layer that reads a block's channels: which of the large layer's inputs are those of the small one."""
    part = name.split(".")
    reads_all = {"transition3": kept3, "norm5": kept4}
    if part[0] == "classifier":
        return kept4
    if part[1] in reads_all:
        return reads_all[part[1]]
    if part[1] in ("denseblock3", "denseblock4") and part[3] in ("norm1", "conv1"):
        return kept3 if part[1] == "denseblock3" else kept4
    return None


def widened(large, small, rows, columns):
    if large.shape == small.shape or small.dim() == 0:
        return small.clone()
    if small.dim() == 1:
        value = large.clone()
        value[columns[: len(small)]] = small
        return value
    value = large.clone()
    inner = columns[: small.shape[1]]
    kept = torch.arange(small.shape[0]) if rows is None else rows
    value[kept] = 0
    value[kept[:, None], inner[None, :]] = small
    return value
