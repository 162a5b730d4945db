"""An exported model.onnx, computed in torch: its own weights and graph, by another engine than the one that runs it."""

import numpy as np
import torch
import torch.nn.functional as F
from onnx import helper, numpy_helper


def follow(graph, given, kept=None):
    """
    All values of the graph by name.
    @param given the input's values by name
    @param kept name of a value at which a gradient begins
    """
    values = {w.name: torch.from_numpy(numpy_helper.to_array(w).copy()) for w in graph.initializer} | given
    for node in graph.node:
        told = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type not in OPERATIONS:
            raise SystemExit(f"The operation {node.op_type} is not known here: write it into followed.py.")
        results = OPERATIONS[node.op_type](told, *(values[name] if name else None for name in node.input))
        for name, result in zip(node.output, results if isinstance(results, (list, tuple)) else [results]):
            values[name] = result.requires_grad_() if name == kept else result
    return values


def paired(told):
    """Padding of height and width; what is uneven is not known here."""
    before, after = told.get("pads", [0, 0, 0, 0])[:2], told.get("pads", [0, 0, 0, 0])[2:]
    if before != after:
        raise SystemExit("A padding that differs from side to side is not known here.")
    return before


def padded(_told, x, pads, *_value):
    if pads.any():
        raise SystemExit("A padding that is not empty is not known here.")
    return x


def resized(told, x, _region, scales, sizes=None):
    mode = told["mode"].decode()
    if mode == "nearest":
        if told["coordinate_transformation_mode"] != b"asymmetric" or told["nearest_mode"] != b"floor":
            raise SystemExit("Another rounding of neighbours is not known here.")
        how = {"mode": "nearest"}
    else:
        how = {"mode": "bilinear", "align_corners": told["coordinate_transformation_mode"] == b"align_corners"}
    if sizes is not None:
        return F.interpolate(x, size=sizes[2:].tolist(), **how)
    return F.interpolate(x, scale_factor=scales[2:].tolist(), **how)


def sliced(_told, x, starts, ends, axes, steps=None):
    cut = [slice(None)] * x.dim()
    for at, axis in enumerate(axes.tolist()):
        cut[axis] = slice(int(starts[at]), int(ends[at]), int(steps[at]) if steps is not None else 1)
    return x[tuple(cut)]


def shuffled(told, x):
    if told["mode"] != b"CRD":
        raise SystemExit("Another order of depth is not known here.")
    return F.pixel_shuffle(x, told["blocksize"])


OPERATIONS = {
    "Add": lambda a, x, y: x + y,
    "AveragePool": lambda a, x: F.avg_pool2d(x, a["kernel_shape"], a["strides"], paired(a)),
    "BatchNormalization": lambda a, x, w, b, mean, var: F.batch_norm(x, mean, var, w, b, eps=a["epsilon"]),
    "Cast": lambda a, x: x.float(),
    "Clip": lambda a, x, low=None, high=None: x.clamp(low, high),
    "Concat": lambda a, *xs: torch.cat(xs, a["axis"]),
    "Constant": lambda a: torch.from_numpy(np.array(numpy_helper.to_array(a["value"]))),
    "Conv": lambda a, x, w, b=None: F.conv2d(x, w, b, a["strides"], paired(a), a["dilations"], a["group"]),
    "ConvTranspose": lambda a, x, w, b=None: F.conv_transpose2d(x, w, b, a["strides"], paired(a), 0, a["group"], a["dilations"]),
    "DepthToSpace": shuffled,
    "Div": lambda a, x, y: x / y,
    "Flatten": lambda a, x: x.flatten(a.get("axis", 1)),
    "Gather": lambda a, x, at: x.select(a.get("axis", 0), int(at)),
    "Gemm": lambda a, x, w, b: F.linear(x, w, b),
    "GlobalAveragePool": lambda a, x: x.mean(dim=(2, 3), keepdim=True),
    "HardSigmoid": lambda a, x: (a.get("alpha", 0.2) * x + a.get("beta", 0.5)).clamp(0, 1),
    "HardSwish": lambda a, x: F.hardswish(x),
    "Identity": lambda a, x: x,
    "Log": lambda a, x: x.log(),
    "MaxPool": lambda a, x: F.max_pool2d(x, a["kernel_shape"], a["strides"], paired(a)),
    "Mul": lambda a, x, y: x * y,
    "Pad": padded,
    "ReduceMean": lambda a, x: x.mean(dim=tuple(a["axes"]), keepdim=bool(a.get("keepdims", 1))),
    "ReduceSum": lambda a, x, axes: x.sum(dim=tuple(axes.tolist()), keepdim=bool(a.get("keepdims", 1))),
    "Relu": lambda a, x: F.relu(x),
    "Resize": resized,
    "Sigmoid": lambda a, x: torch.sigmoid(x),
    "Slice": sliced,
    "Softmax": lambda a, x: F.softmax(x, a["axis"]),
    "Split": lambda a, x, sizes: torch.split(x, sizes.tolist(), a.get("axis", 0)),
    "Sub": lambda a, x, y: x - y,
    "Unsqueeze": lambda a, x, axes: x.unsqueeze(int(axes)),
}
