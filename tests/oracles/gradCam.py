"""
Probability and Grad-CAM (Selvaraju 2017, with torch's backward pass) of the shipped CT networks on an input that whole
numbers alone make. The graph of each model.onnx is followed in torch: the weights are those of the file, and neither
its output `cam` nor our closed form is read.

    python3 tests/oracles/gradCam.py > tests/oracles/gradCam.json
"""

import json
import sys
from pathlib import Path

import onnx
import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).parents[2] / "models/training"))
from followed import follow
from probe import standardised

EDGE = 224


def main():
    models = Path(__file__).parents[2] / "models"
    found = sorted(folder for folder in models.glob("densenet*"))
    print(json.dumps({folder.name: answer(onnx.load(folder / "model.onnx").graph) for folder in found}))


def answer(graph):
    pooled = next(node for node in graph.node if node.op_type == "ReduceMean")
    image = torch.from_numpy(standardised([1, 3, EDGE, EDGE]))
    values = follow(graph, {"image": image}, pooled.input[0])
    logits = values[next(node for node in graph.node if node.op_type == "Softmax").input[0]]
    return {
        "probability": rounded(values["probability"]),
        "gradCam": [rounded(grad_cam(logits[0, at], values[pooled.input[0]])) for at in range(logits.shape[1])],
    }


def grad_cam(logit, maps):
    (gradient,) = torch.autograd.grad(logit, maps, retain_graph=True)
    return F.relu((gradient.mean(dim=(2, 3), keepdim=True) * maps).sum(1)).detach()


def rounded(values):
    return [float(f"{v:.9g}") for v in values.detach().ravel().tolist()]


if __name__ == "__main__":
    main()
