"""
U-Net++ (Zhou, DLMIA 2018; IEEE Trans Med Imaging 2020;39:1856): between encoder and decoder stand nodes that take all
nodes before them on their level and the one below; a head on each node of the first level, whose mean is the answer.
"""

import torch
import torch.nn.functional as F
from torch import nn

from .blocks import doubled, twice

WIDTHS = (32, 64, 128, 256, 512)


class UNetPlusPlus(nn.Module):
    """[N, inputs, H, W], edges multiples of 16 -> logits [N, classes, H, W]."""

    def __init__(self, classes, inputs=1, widths=WIDTHS):
        super().__init__()
        self.down = nn.ModuleList(twice(a, b) for a, b in zip((inputs, *widths), widths))
        # nodes[j - 1][i] is the paper's X(i, j).
        self.nodes = nn.ModuleList(
            nn.ModuleList(twice(j * widths[i] + widths[i + 1], widths[i]) for i in range(len(widths) - j))
            for j in range(1, len(widths))
        )
        self.heads = nn.ModuleList(nn.Conv2d(widths[0], classes, 1) for _ in widths[1:])

    def forward(self, x):
        levels = []
        for level, down in enumerate(self.down):
            x = down(x if level == 0 else F.max_pool2d(x, 2))
            levels.append([x])
        for column in self.nodes:
            # Of the level below the node that the column before has made.
            below = [level[-1] for level in levels]
            for i, node in enumerate(column):
                levels[i].append(node(torch.cat([*levels[i], doubled(below[i + 1])], 1)))
        return sum(head(node) for head, node in zip(self.heads, levels[0][1:])) / len(self.heads)
