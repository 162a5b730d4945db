"""
Probability and Grad-CAM (Selvaraju 2017, with torch's backward pass) of the shipped CT networks on an input that whole
numbers alone make. The graph of each model.onnx is followed in torch: the weights are those of the file, and neither
its output `cam` nor our closed form is read.

    python3 tests/oracles/gradCam.py > tests/oracles/gradCam.json
"""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import helper, numpy_helper

EDGE = 224


def main():
    models = Path(__file__).parents[2] / "models"
    found = sorted(folder for folder in models.glob("densenet*"))
    print(json.dumps({folder.name: answer(onnx.load(folder / "model.onnx").graph) for folder in found}))


def answer(graph):
    values = {w.name: torch.from_numpy(numpy_helper.to_array(w).copy()) for w in graph.initializer}
    values["image"] = torch.from_numpy(stored_input())
    pooled = next(node for node in graph.node if node.op_type == "ReduceMean")
    probability = follow(graph, values, "probability", pooled.input[0])
    logits = values[next(node for node in graph.node if node.op_type == "Softmax").input[0]]
    return {
        "probability": rounded(probability),
        "gradCam": [rounded(grad_cam(logits[0, at], values[pooled.input[0]])) for at in range(logits.shape[1])],
    }


def stored_input():
    """[1, 3, 224, 224]: rings around the upper left corner, -2 to 0, where none of the probabilities is 0 or 1."""
    y, x = np.mgrid[:EDGE, :EDGE]
    rings = np.stack([(x * x + 2 * y * y + 40 * channel) // 256 % 256 for channel in range(3)])
    return (rings * 2 / 255 - 2).astype(np.float32)[None]


def grad_cam(logit, maps):
    (gradient,) = torch.autograd.grad(logit, maps, retain_graph=True)
    return F.relu((gradient.mean(dim=(2, 3), keepdim=True) * maps).sum(1)).detach()


def follow(graph, values, wanted, kept):
    """Computes every value of the graph; the gradient begins at the value `kept`."""
    for node in graph.node:
        given = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type == "Constant":
            values[node.output[0]] = torch.from_numpy(numpy_helper.to_array(given["value"]).copy())
            continue
        result = OPERATIONS[node.op_type](given, *(values[name] for name in node.input if name))
        values[node.output[0]] = result.requires_grad_() if node.output[0] == kept else result
    return values[wanted]


def padded(given, x, pads):
    if pads.any():
        raise SystemExit("A padding that is not empty is not known here.")
    return x


OPERATIONS = {
    "AveragePool": lambda a, x: F.avg_pool2d(x, a["kernel_shape"], a["strides"]),
    "BatchNormalization": lambda a, x, w, b, mean, var: F.batch_norm(x, mean, var, w, b, eps=a["epsilon"]),
    "Cast": lambda a, x: x.float(),
    "Concat": lambda a, *xs: torch.cat(xs, a["axis"]),
    "Conv": lambda a, x, w, b=None: F.conv2d(x, w, b, a["strides"], a["pads"][:2]),
    "Gemm": lambda a, x, w, b: F.linear(x, w, b),
    "MaxPool": lambda a, x: F.max_pool2d(x, a["kernel_shape"], a["strides"], a["pads"][:2]),
    "Mul": lambda a, x, y: x * y,
    "Pad": padded,
    "ReduceMean": lambda a, x: x.mean(dim=tuple(a["axes"])),
    "Relu": lambda a, x: F.relu(x),
    "Softmax": lambda a, x: F.softmax(x, a["axis"]),
}


def rounded(values):
    return [float(f"{v:.9g}") for v in values.detach().ravel().tolist()]


if __name__ == "__main__":
    main()
