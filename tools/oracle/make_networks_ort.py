"""Golden files of PyTorch and of ONNX Runtime's static quantizer for the networks of networks.py.

Writes to pipeline-formats/src/test/resources/oracle/networks/NAME: graph.safetensors (Edgeflow's graph file),
inputs.npy, outputs.npy (torch), calib.npy, ort_ranges.json (what the min-max calibrator saw of it), ort_int8.onnx.
Run: python make_networks_ort.py
"""
import pathlib
import tempfile

from common import resources, save_json, save_npy
from make_quant_ort import calibrate, quantize, run
from networks import NETWORKS, logical, samples

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType
from torch.nn import functional


def sides(size):
    return [size["height"], size["width"]]


def answer(graph, x):
    """What PyTorch answers to inputs in memory order."""
    torch.set_num_threads(1)
    seen = {"input": torch.from_numpy(logical(x))}
    with torch.no_grad():
        for node in graph.nodes:
            constants = {role: torch.from_numpy(graph.constants[name]) for role, name in node["constants"].items()}
            seen[node["name"]] = compute(node["op"], [seen[i] for i in node["inputs"]], constants)
    return seen[graph.nodes[-1]["name"]].numpy()


def compute(op, inputs, constants):
    x, *others = inputs + [constants[role] for role in ("operand",) if role in constants]
    kernel, stride = (sides(op[key]) if key in op else None for key in ("kernel", "stride"))
    match op["op"]:
        case "conv2d":
            pads = op["pads"]
            x = functional.pad(x, [pads["left"], pads["right"], pads["top"], pads["bottom"]])
            return functional.conv2d(x, constants["weight"], constants.get("bias"), stride, 0, sides(op["dilation"]),
                                     op["groups"])
        case "linear":
            return functional.linear(x, constants["weight"], constants.get("bias"))
        case "batch_norm":
            return functional.batch_norm(x, constants["mean"], constants["variance"], constants["gamma"],
                                         constants["beta"], False, 0, op["epsilon"])
        case "pad":
            return functional.pad(x, [n for pair in zip(op["before"][::-1], op["after"][::-1]) for n in pair])
        case "max_pool2d":
            return functional.max_pool2d(x, kernel, stride)
        case "avg_pool2d":
            return functional.avg_pool2d(x, kernel, stride)
        case "global_avg_pool":
            return x.mean((2, 3), keepdim=True)
        case "concat":
            return torch.cat(inputs, op["axis"])
        case "reshape":
            return x.reshape(len(x), *op["sizes"])
        case "transpose":
            return x.permute(op["permutation"])
        case "flatten":
            return x.flatten(1)
        case "softmax":
            return x.softmax(-1)
    return {"relu": torch.relu, "relu6": functional.relu6, "add": torch.add, "mul": torch.mul,
            "sigmoid": torch.sigmoid, "dropout": lambda v: v}[op["op"]](x, *others)


def attributes(op):
    """An operator's ONNX type, attributes and parameters."""
    windows = dict(kernel_shape=sides(op["kernel"]), strides=sides(op["stride"])) if "kernel" in op else {}
    match op["op"]:
        case "conv2d":
            pads = [op["pads"][side] for side in ("top", "left", "bottom", "right")]
            return "Conv", dict(pads=pads, strides=sides(op["stride"]), dilations=sides(op["dilation"]),
                                group=op["groups"]), {}
        case "linear":
            return "Gemm", dict(transB=1), {}
        case "relu6":
            return "Clip", {}, dict(min=np.float32(0), max=np.float32(6))
        case "pad":
            return "Pad", {}, dict(pads=np.array([0, *op["before"], 0, *op["after"]]))
        case "reshape":
            return "Reshape", {}, dict(shape=np.array([-1, *op["sizes"]]))
        case "transpose":
            return "Transpose", dict(perm=op["permutation"]), {}
        case "concat":
            return "Concat", dict(axis=op["axis"]), {}
        case "softmax":
            return "Softmax", dict(axis=-1), {}
    names = dict(relu="Relu", sigmoid="Sigmoid", add="Add", mul="Mul", max_pool2d="MaxPool",
                 avg_pool2d="AveragePool", global_avg_pool="GlobalAveragePool", flatten="Flatten")
    return names[op["op"]], windows, {}


def float_model(graph):
    """A folded graph as an ONNX model: IR 9, opset 17."""
    nodes, constants = [], dict(graph.constants)
    for node in graph.nodes:
        kind, given, parameters = attributes(node["op"])
        constants |= {f"{node['name']}.{name}": np.asarray(value) for name, value in parameters.items()}
        inputs = node["inputs"] + list(node["constants"].values()) + [f"{node['name']}.{name}" for name in parameters]
        nodes.append(helper.make_node(kind, inputs, [node["output"]], node["name"], **given))
    read = {name for node in nodes for name in node.input}
    model = helper.make_model(helper.make_graph(
        nodes, graph.name,
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", *graph.shape])],
        [helper.make_tensor_value_info(graph.nodes[-1]["output"], TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value, name) for name, value in constants.items() if name in read]),
        opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)


def main():
    for network in NETWORKS:
        graph = network()
        out = resources("pipeline-formats", "networks/" + graph.name)
        graph.save(out / "graph.safetensors")
        test = samples(graph, 8, 1)
        expected = answer(graph, test)
        save_npy(out / "inputs.npy", test)
        save_npy(out / "outputs.npy", expected)
        save_npy(out / "calib.npy", samples(graph, 64, 2))
        calib = logical(samples(graph, 64, 2))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "float.onnx"
            onnx.save(float_model(graph.folded()), path)
            exact = run(path, logical(test), "input")
            save_json(out / "ort_ranges.json", calibrate(path, calib, "input"))
            quantize(path, out / "ort_int8.onnx", calib, QuantType.QUInt8, "input")
        print(graph.name, "largest difference to torch: floats", np.abs(exact - expected).max(), "integers",
              np.abs(run(out / "ort_int8.onnx", logical(test), "input") - expected).max())


if __name__ == "__main__":
    main()
