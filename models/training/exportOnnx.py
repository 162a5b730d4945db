"""
Writes WEIGHTS.pt as model.onnx with int8 weights, and probes for check.mjs: held-out crops with torch's outputs and
torch's autograd Grad-CAM.

    python3 exportOnnx.py CROPS WEIGHTS.pt OUT
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import helper, numpy_helper

from crops import load_crops, normalised
from densenet import WithGradCam, new_densenet121

# Smaller tensors stay float32: they weigh nothing, and the classifier must stay equal to the Grad-CAM's weights.
LEAST_QUANTISED = 4096
PROBES = 20


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("crops", type=Path)
    parser.add_argument("weights")
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    net = new_densenet121()
    net.load_state_dict(torch.load(args.weights))
    model = WithGradCam(net.eval()).eval()
    args.out.mkdir(parents=True, exist_ok=True)
    write_onnx(model, args.out / "model.onnx")
    write_probes(model, args.crops, args.out)


def write_onnx(model, path):
    path = str(path)
    torch.onnx.export(
        model, torch.zeros(1, 3, 224, 224), path, opset_version=17, input_names=["image"],
        output_names=["probability", "cam"], do_constant_folding=True, **exporter(),
    )
    graph = onnx.load(path)
    quantise(graph.graph)
    for node in graph.graph.node:
        node.ClearField("doc_string")
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def exporter():
    """torch 2.9 and later take another exporter unless told; 1.13 does not know the word."""
    return {"dynamo": False} if int(torch.__version__.split(".")[0]) >= 2 else {}


def quantise(graph):
    """
    int8 weights per output channel, kept as initialisers behind Cast and Mul(scale). The runtime folds both when it
    loads, so that inference runs at float32 speed; a DequantizeLinear would stay and cost its time on every run.
    """
    nodes = []
    for weight in [w for w in graph.initializer if len(w.dims) >= 2 and np.prod(w.dims) >= LEAST_QUANTISED]:
        values = numpy_helper.to_array(weight)
        scale = np.abs(values).reshape(len(values), -1).max(1) / 127
        scale = np.where(scale == 0, 1, scale).astype(np.float32).reshape(-1, *[1] * (values.ndim - 1))
        small = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
        name = weight.name
        graph.initializer.remove(weight)
        graph.initializer.append(numpy_helper.from_array(small, f"{name}.int8"))
        graph.initializer.append(numpy_helper.from_array(scale, f"{name}.scale"))
        nodes.append(helper.make_node("Cast", [f"{name}.int8"], [f"{name}.cast"], to=onnx.TensorProto.FLOAT))
        nodes.append(helper.make_node("Mul", [f"{name}.cast", f"{name}.scale"], [name]))
    for node in reversed(nodes):
        graph.node.insert(0, node)


def write_probes(model, crops, out):
    held_out = load_crops(crops, "held-out")
    rows = np.arange(PROBES)
    x = normalised(held_out.pixels[rows], 224).contiguous()
    with torch.no_grad():
        probability, cam = model(x)
    x.numpy().tofile(out / "probe.input.f32")
    probability.numpy().tofile(out / "probe.probability.f32")
    cam.numpy().tofile(out / "probe.cam.f32")
    autograd = autograd_grad_cam(model.net, x)
    autograd.numpy().tofile(out / "probe.autograd.f32")
    print("closed form against autograd, largest difference of maps scaled to 0..1:",
          float((scaled(cam[:, 1]) - scaled(autograd)).abs().max()))


def autograd_grad_cam(net, x):
    """Grad-CAM as Selvaraju 2017 defines it, with a backward pass, for the logit of the class 'high'."""
    features = F.relu(net.features(x)).detach().requires_grad_(True)
    logits = net.classifier(features.mean(dim=(2, 3)))
    (gradient,) = torch.autograd.grad(logits[:, 1].sum(), features)
    alpha = gradient.mean(dim=(2, 3), keepdim=True)
    return F.relu((alpha * features).sum(1)).detach()


def scaled(maps):
    return maps / maps.flatten(1).max(1).values.clamp(min=1e-12)[:, None, None]


if __name__ == "__main__":
    main()
