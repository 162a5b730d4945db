"""Small ONNX files: int8 weights that the runtime folds to float32 when it loads them."""

import warnings

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

# Smaller tensors stay float32: they weigh nothing.
LEAST_QUANTISED = 4096


def write_onnx(model, inputs, path, input_name, output_names):
    """@param inputs an example of the input, of the shape that the file will take"""
    path = str(path)
    with warnings.catch_warnings():
        # torch 1.13 says of each export that it does not know the shape of constants; the checker below knows.
        warnings.simplefilter("ignore", UserWarning)
        torch.onnx.export(
            model, inputs, path, opset_version=17, input_names=[input_name], output_names=output_names,
            do_constant_folding=True, **exporter(),
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


@torch.no_grad()
def round_weights(net):
    """
    Gives a network the weights that its file will hold, so that what is measured of it holds for the file. A batch
    normalisation that the exporter folds into a layer changes a channel's scale and none of its whole numbers.
    """
    for weight in net.parameters():
        if weight.dim() < 2 or weight.numel() < LEAST_QUANTISED:
            continue
        scale = (weight.abs().flatten(1).amax(1) / 127).clamp(min=1e-12).reshape(-1, *[1] * (weight.dim() - 1))
        weight.copy_((weight / scale).round() * scale)
