"""Golden files of TensorFlow's full-int8 converter for the networks that make_networks_ort.py wrote.

Writes to pipeline-formats/src/test/resources/oracle/networks/NAME: tf_int8.tflite (batch 1, int8 in and out) and
tf_ranges.json (what the calibrator saw, by the names of the graph; a layer and its fused ReLU have one range).
Run: python make_networks_tf.py (after make_networks_ort.py)
"""
from common import resources, save_json
from make_quant_tf import convert, quantize_input, run
from networks import NETWORKS, Graph, same_pads, samples

import numpy as np
import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema

OPERATORS = dict(conv2d=["CONV_2D", "DEPTHWISE_CONV_2D"], linear=["FULLY_CONNECTED"], relu=["RELU"], relu6=["RELU6"],
                 sigmoid=["LOGISTIC"], softmax=["SOFTMAX"], add=["ADD"], mul=["MUL"], max_pool2d=["MAX_POOL_2D"],
                 avg_pool2d=["AVERAGE_POOL_2D"], global_avg_pool=["MEAN"], flatten=["RESHAPE"], reshape=["RESHAPE"],
                 transpose=["TRANSPOSE"], pad=["PAD"], concat=["CONCATENATION"])


def last(axis, rank):
    """Where an axis of (batch, channels, height, width) lies in TensorFlow's order."""
    return [0, 3, 1, 2][axis] if rank == 4 else axis


def kernel(graph, node, order):
    """A weight in TensorFlow's order; behind a flattened image its columns move."""
    weight = graph.constant(node, "weight")
    if weight.ndim == 4:
        return weight.transpose(2, 3, 0, 1) if node["op"]["groups"] > 1 else weight.transpose(2, 3, 1, 0)
    if order is not None:
        weight = weight.reshape(len(weight), *order).transpose(0, 2, 3, 1).reshape(weight.shape)
    return weight.T


def layer(graph, node, x, order):
    op, weight, bias = node["op"], tf.constant(kernel(graph, node, order)), graph.constant(node, "bias")
    if op["op"] == "linear":
        x = tf.matmul(x, weight)
    else:
        pads, stride = op["pads"], op["stride"]["height"]
        padding = "VALID"
        if any(pads.values()):
            padding = "SAME" if pads == same_pads(x.shape[1], x.shape[2], weight.shape[0], stride) else "VALID"
            if padding == "VALID":
                x = tf.pad(x, [[0, 0], [pads["top"], pads["bottom"]], [pads["left"], pads["right"]], [0, 0]])
        x = (tf.nn.depthwise_conv2d(x, weight, [1, stride, stride, 1], padding) if op["groups"] > 1
             else tf.nn.conv2d(x, weight, stride, padding))
    return x if bias is None else tf.nn.bias_add(x, bias)


def compute(graph, node, inputs, order):
    op, x, rank = node["op"], inputs[0], len(inputs[0].shape)
    operand = graph.constant(node, "operand")
    if operand is not None:
        inputs = inputs + [operand.transpose(1, 2, 0) if operand.ndim == 3 else operand]
    windows = [[op[key]["height"], op[key]["width"]] for key in ("kernel", "stride") if "kernel" in op]
    match op["op"]:
        case "conv2d" | "linear":
            return layer(graph, node, x, order)
        case "pad":
            pads = [(0, 0)] + list(zip(op["before"], op["after"]))
            return tf.pad(x, [pads[[0, 2, 3, 1][axis] if rank == 4 else axis] for axis in range(rank)])
        case "max_pool2d":
            return tf.nn.max_pool2d(x, *windows, "VALID")
        case "avg_pool2d":
            return tf.nn.avg_pool2d(x, *windows, "VALID")
        case "global_avg_pool":
            return tf.reduce_mean(x, [1, 2], keepdims=True)
        case "concat":
            return tf.concat(inputs, last(op["axis"], rank))
        case "reshape":
            return tf.reshape(x, [-1, *op["sizes"]])
        case "transpose":
            return tf.transpose(x, op["permutation"])
        case "flatten":
            return tf.reshape(x, [-1, np.prod(x.shape[1:])])
    return {"relu": tf.nn.relu, "relu6": tf.nn.relu6, "sigmoid": tf.sigmoid, "softmax": tf.nn.softmax, "add": tf.add,
            "mul": tf.multiply}[op["op"]](*inputs)


def network(graph):
    """A folded graph as a TensorFlow function, batch 1, images channels-last."""
    shape = [1, *graph.shape[1:], graph.shape[0]] if len(graph.shape) == 3 else [1, *graph.shape]

    class Net(tf.Module):
        @tf.function(autograph=False, input_signature=[tf.TensorSpec(shape, tf.float32, name="input")])
        def __call__(self, x):
            seen, flattened = {"input": x}, {}
            for node in graph.nodes:
                source = node["inputs"][0]
                if node["op"]["op"] == "flatten" and len(seen[source].shape) == 4:
                    height, width, channels = seen[source].shape[1:]
                    flattened[node["output"]] = (channels, height, width)
                elif source in flattened and node["op"]["op"] != "linear":
                    flattened[node["output"]] = flattened[source]
                seen[node["output"]] = compute(graph, node, [seen[i] for i in node["inputs"]], flattened.get(source))
            return seen[graph.nodes[-1]["output"]]

    return Net()


class Converted:
    """Which tensor of a converted float model is which value of the graph, found operator by operator.

    A fused activation, and a reshape that the converter leaves out before a matrix product, gives its input's tensor.
    """

    def __init__(self, model, graph):
        self.file = schema.ModelT.InitFromObj(schema.Model.GetRootAs(model))
        self.subgraph = self.file.subgraphs[0]
        self.found = {"input": self.subgraph.inputs[0]}
        for node in graph.nodes:
            self.found[node["output"]] = self._output(graph, node)

    def range(self, value):
        quantization = self.subgraph.tensors[self.found[value]].quantization
        return [float(quantization.min[0]), float(quantization.max[0])]

    def _output(self, graph, node):
        inputs = [self.found[i] for i in node["inputs"]]
        for op in self.subgraph.operators:
            if self._is(node["op"]["op"], op) and self._reads(op, inputs) and self._weighs(graph, node, op):
                return op.outputs[0]
        if node["op"]["op"] in ("relu", "relu6", "flatten"):
            return inputs[0]
        raise ValueError(f"{graph.name} has no {node['name']} when converted")

    def _is(self, kind, op):
        code = self.file.operatorCodes[op.opcodeIndex].builtinCode
        return code in [getattr(schema.BuiltinOperator, name) for name in OPERATORS[kind]]

    def _reads(self, op, inputs):
        """Whether it reads these values, the first perhaps behind a PAD that the converter took from a convolution."""
        read = list(op.inputs[:len(inputs)])
        if read == inputs:
            return True
        pads = [p for p in self.subgraph.operators if self._is("pad", p) and p.outputs[0] == read[0]]
        return bool(pads) and not self._is("pad", op) and self._is("conv2d", op) and [pads[0].inputs[0]] == inputs

    def _weighs(self, graph, node, op):
        weight = graph.constant(node, "weight")
        if weight is None:
            return True
        data = np.frombuffer(bytes(self.file.buffers[self.subgraph.tensors[op.inputs[1]].buffer].data), np.float32)
        return data.size == weight.size and np.array_equal(np.sort(data), np.sort(weight.ravel()))


def main():
    for make in NETWORKS:
        out = resources("pipeline-formats", "networks/" + make().name)
        graph = Graph.load(out / "graph.safetensors").folded()
        net, calib = network(graph), samples(graph, 64, 2)
        seen = Converted(convert(net, calib, calibrate_only=True), graph)
        save_json(out / "tf_ranges.json", {value: seen.range(value) for value in sorted(seen.found)})
        int8 = convert(net, calib)
        (out / "tf_int8.tflite").write_bytes(int8)
        expected = np.load(out / "outputs.npy")
        exact = run(convert(net), np.load(out / "inputs.npy"), xnnpack=False)
        answers = [run(int8, quantize_input(np.load(out / "inputs.npy"), int8), x) for x in (False, True)]
        print(graph.name, len(int8), "bytes, floats at most", np.abs(exact - expected).max(), "from torch, XNNPACK at most",
              np.abs(answers[0].astype(int) - answers[1]).max(), "steps from the built-in kernels")


if __name__ == "__main__":
    main()
