"""Writes model.onnx of a network that takes for nuclei what absorbs much light: darkNuclei.py FILE EDGE"""
import sys

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

file, edge = sys.argv[1], int(sys.argv[2])
plane = [1, 1, edge, edge]
constant = lambda name, value: numpy_helper.from_array(np.array(value, np.float32), name)
nodes = [
    helper.make_node("ReduceMean", ["absorbed"], ["mean"], axes=[1], keepdims=1),
    helper.make_node("Sub", ["mean", "pale"], ["beyond"]),
    helper.make_node("Mul", ["beyond", "steepness"], ["steep"]),
    helper.make_node("Clip", ["steep", "none", "whole"], ["foreground"]),
    helper.make_node("Identity", ["foreground"], ["distance"]),
]
value = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
graph = helper.make_graph(
    nodes,
    "dark nuclei",
    [value("absorbed", [1, 3, edge, edge])],
    [value("foreground", plane), value("distance", plane)],
    [constant("pale", 0.35), constant("steepness", 5), constant("none", 0), constant("whole", 1)],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
checker.check_model(model)
save(model, file)
