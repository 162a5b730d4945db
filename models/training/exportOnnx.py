"""
Writes WEIGHTS.pt as model.onnx with int8 weights, and probes for check.mjs: held-out crops with torch's outputs and
torch's autograd Grad-CAM.

    python3 exportOnnx.py CROPS ARCHITECTURE WEIGHTS.pt OUT
"""

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from crops import load_crops, normalised
# What is small stays float32, so the head stays equal to the Grad-CAM's weights.
from int8 import write_onnx
from networks import ARCHITECTURES, WithGradCam, head, last_maps, load_initial, new_network

PROBES = 20


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("crops", type=Path)
    parser.add_argument("architecture", choices=ARCHITECTURES)
    parser.add_argument("weights")
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    net = new_network(args.architecture)
    load_initial(net, args.weights)
    export(net, load_crops(args.crops, "held-out"), args.out)


def export(net, held_out, out: Path):
    """model.onnx and the probes of some held-out crops. Returns the largest difference of the two Grad-CAMs."""
    model = WithGradCam(net.eval()).eval()
    out.mkdir(parents=True, exist_ok=True)
    write_onnx(model, torch.zeros(1, 3, 224, 224), out / "model.onnx", "image", ["probability", "cam"])
    return write_probes(model, held_out.pixels[:PROBES], out)


def write_probes(model, pixels, out):
    x = normalised(pixels, 224).contiguous()
    with torch.no_grad():
        probability, cam = model(x)
    autograd = autograd_grad_cam(model.net, x)
    for name, values in {"input": x, "probability": probability, "cam": cam, "autograd": autograd}.items():
        values.numpy().tofile(out / f"probe.{name}.f32")
    difference = float((scaled(cam[:, 1]) - scaled(autograd)).abs().max())
    print("closed form against autograd, largest difference of maps scaled to 0..1:", difference)
    return difference


def autograd_grad_cam(net, x):
    """Grad-CAM as Selvaraju 2017 defines it, with a backward pass, for the logit of the class 'high'."""
    features = last_maps(net, x).detach().requires_grad_(True)
    logits = head(net)(features.mean(dim=(2, 3)))
    (gradient,) = torch.autograd.grad(logits[:, 1].sum(), features)
    alpha = gradient.mean(dim=(2, 3), keepdim=True)
    return F.relu((alpha * features).sum(1)).detach()


def scaled(maps):
    return maps / maps.flatten(1).max(1).values.clamp(min=1e-12)[:, None, None]


if __name__ == "__main__":
    main()
