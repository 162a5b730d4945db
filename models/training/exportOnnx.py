"""
Writes WEIGHTS.pt as model.onnx with int8 weights, and probes for check.mjs: held-out crops with torch's outputs and
torch's autograd Grad-CAM.

    python3 exportOnnx.py CROPS WEIGHTS.pt OUT
"""

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from crops import load_crops, normalised
from densenet import WithGradCam, new_densenet121
# What is small stays float32, so the classifier stays equal to the Grad-CAM's weights.
from int8 import write_onnx

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
    example = torch.zeros(1, 3, 224, 224)
    write_onnx(model, example, args.out / "model.onnx", "image", ["probability", "cam"])
    write_probes(model, args.crops, args.out)


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
