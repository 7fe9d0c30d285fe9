"""Networks as Edgeflow's graph file holds them, and the small ones that the peers quantize.

Images are logically (channels, height, width); a node gives one tensor, named as the node.
"""
import json

import numpy as np
from safetensors.numpy import load_file, save_file

ONE = {"height": 1, "width": 1}
ROLES = ("weight", "bias", "operand", "gamma", "beta", "mean", "variance")


def square(size):
    return {"height": size, "width": size}


def same_pads(height, width, kernel, stride):
    """SAME in TensorFlow's sense: the odd pixel at the bottom and right."""
    rows, columns = (max(0, (-(-size // stride) - 1) * stride + kernel - size) for size in (height, width))
    return dict(top=rows // 2, left=columns // 2, bottom=rows - rows // 2, right=columns - columns // 2)


class Graph:
    """Nodes in topological order with their constants; `shape` is that of one input sample."""

    def __init__(self, name, shape, nodes=(), constants=None):
        self.name, self.shape, self.nodes, self.constants = name, tuple(shape), list(nodes), dict(constants or {})

    def add(self, name, op, inputs=None, constants=None, **attributes):
        """Appends a node that reads the one before it unless told otherwise; gives its name."""
        before = self.nodes[-1]["name"] if self.nodes else "input"
        names = {role: f"{name}.{role}" for role in ROLES if role in (constants or {})}
        self.nodes.append(dict(name=name, op=dict(op=op, **attributes), inputs=list(inputs or [before]),
                               constants=names))
        self.constants |= {names[role]: np.asarray(constants[role], np.float32) for role in names}
        return name

    def constant(self, node, role):
        name = node["constants"].get(role)
        return None if name is None else self.constants[name]

    def save(self, path):
        """Writes a graph file, version 2, without ranges."""
        header = dict(
            version=2, name=self.name, nodes=self.nodes,
            constants=[dict(name=n, kind="buffer" if n.endswith((".mean", ".variance")) else "trainable", masked=False)
                       for n in self.constants],
            ranges={}, inputs=[dict(name="input", shape=["batch", *self.shape])],
            outputs=[dict(name=self.nodes[-1]["name"], labels=[])])
        save_file(self.constants, path, {"edgeflow.graph": json.dumps(header)})
        path.chmod(0o644)

    @staticmethod
    def load(path):
        """Reads a graph file of one input and one output."""
        content = path.read_bytes()
        size = int.from_bytes(content[:8], "little")
        header = json.loads(json.loads(content[8:8 + size])["__metadata__"]["edgeflow.graph"])
        return Graph(header["name"], header["inputs"][0]["shape"][1:], header["nodes"], load_file(path))

    def folded(self):
        """Without dropout, and with each batch normalization folded into the convolution before it, in double.

        The peers get the folded weights, because each of them folds in another precision.
        """
        result, stands_for = Graph(self.name, self.shape, constants=self.constants), {}
        for node in self.nodes:
            node = dict(node, inputs=[stands_for.get(i, i) for i in node["inputs"]], output=node["name"])
            if node["op"]["op"] == "dropout":
                stands_for[node["name"]] = node["inputs"][0]
            elif node["op"]["op"] == "batch_norm":
                layer = next(n for n in result.nodes if n["output"] == node["inputs"][0])
                layer["output"] = node["name"]
                self._fold(result, layer, node)
            else:
                result.nodes.append(node)
        return result

    def _fold(self, result, layer, norm):
        gamma, beta, mean, variance = (self.constant(norm, r).astype(np.float64)
                                       for r in ("gamma", "beta", "mean", "variance"))
        factor = gamma / np.sqrt(variance + np.float64(np.float32(norm["op"]["epsilon"])))
        weight, bias = self.constant(layer, "weight"), self.constant(layer, "bias")
        bias = np.zeros(len(weight), np.float32) if bias is None else bias
        layer["constants"] = {role: f"{layer['name']}.folded.{role}" for role in ("weight", "bias")}
        result.constants[layer["constants"]["weight"]] = (
            factor.reshape(-1, *[1] * (weight.ndim - 1)) * weight).astype(np.float32)
        result.constants[layer["constants"]["bias"]] = (factor * bias + (beta - factor * mean)).astype(np.float32)


class Maker:
    """Layers with random weights whose channels have uneven ranges."""

    def __init__(self, name, shape, seed):
        self.graph, self.rng = Graph(name, shape), np.random.default_rng(seed)

    def layer(self, *shape, bias=True):
        weight = self.rng.standard_normal(shape) * np.sqrt(2 / np.prod(shape[1:]))
        weight *= self.rng.uniform(0.4, 1.6, (shape[0],) + (1,) * (len(shape) - 1))
        return dict(weight=weight, bias=self.rng.standard_normal(shape[0]) * 0.1) if bias else dict(weight=weight)

    def conv(self, name, inputs, channels, size, kernel=3, stride=1, pads=None, depthwise=False, bias=True):
        """A convolution of an image (channels, height, width); gives the image after it."""
        weight = self.layer(size[0] if depthwise else channels, 1 if depthwise else size[0], kernel, kernel, bias=bias)
        pads = same_pads(size[1], size[2], kernel, stride) if pads is None else pads
        self.graph.add(name, "conv2d", inputs, weight, stride=square(stride), pads=pads, dilation=ONE,
                       groups=size[0] if depthwise else 1)
        rows, columns = ((size[1] + pads["top"] + pads["bottom"] - kernel) // stride + 1,
                         (size[2] + pads["left"] + pads["right"] - kernel) // stride + 1)
        return channels, rows, columns

    def norm(self, name, channels):
        uniform, normal = self.rng.uniform, self.rng.standard_normal
        self.graph.add(name, "batch_norm", None, dict(
            gamma=uniform(0.5, 1.5, channels), beta=normal(channels) * 0.1, mean=normal(channels) * 0.3,
            variance=uniform(0.5, 1.5, channels)), epsilon=1e-3, momentum=0.1)

    def linear(self, name, out, features, inputs=None):
        return self.graph.add(name, "linear", inputs, self.layer(out, features))


def resnet8(channels=(4, 8, 16), side=16, seed=8):
    """Edgeflow's resnet8, narrower and on a smaller image."""
    make = Maker("resnet8", (3, side, side), seed)
    add = make.graph.add

    def normalized(name, inputs, out, size, stride=1):
        size = make.conv(name, inputs, out, size, 3, stride, bias=False)
        make.norm(name + "_norm", out)
        return size

    size = normalized("conv1", None, channels[0], make.graph.shape)
    last = add("conv1_relu", "relu")
    for block, out in enumerate(channels):
        name, stride, before = f"block{block + 1}", 1 + (block > 0), size
        size = normalized(name + "_conv1", [last], out, size, stride)
        add(name + "_relu1", "relu")
        size = normalized(name + "_conv2", None, out, size)
        if block > 0:
            make.conv(name + "_shortcut", [last], out, before, 1, stride)
            last = name + "_shortcut"
        add(name + "_add", "add", [last, name + "_conv2_norm"])
        last = add(name + "_relu2", "relu")
    add("pool", "avg_pool2d", kernel=square(size[1]), stride=square(size[1]))
    add("flatten", "flatten")
    make.linear("fc", 10, size[0])
    return make.graph


def mobile():
    """Paddings that TFLite lacks, ReLU6, a depthwise convolution, a sum without activation, a global average."""
    make = Maker("mobile", (3, 8, 8), 21)
    ones = dict(top=1, left=1, bottom=1, right=1)
    size = make.conv("stem", None, 6, make.graph.shape, 3, 2, ones)
    make.graph.add("stem_relu6", "relu6")
    size = make.conv("wide", None, 12, size, 1)
    make.graph.add("wide_relu6", "relu6")
    size = make.conv("depthwise", None, 12, size, 3, depthwise=True)
    make.graph.add("depthwise_relu6", "relu6")
    size = make.conv("narrow", None, 6, size, 1)
    make.graph.add("sum", "add", ["stem_relu6", "narrow"])
    make.graph.add("mean", "global_avg_pool")
    make.graph.add("flatten", "flatten")
    make.linear("fc", 5, 6)
    return make.graph


def branches():
    """Concat of three, a product of images, Pad, average windows, ReLUs behind a pooling and beside a second reader."""
    make = Maker("branches", (2, 6, 6), 22)
    size = make.conv("stem", None, 4, make.graph.shape)
    add = make.graph.add
    add("stem_relu", "relu")
    make.conv("left", ["stem_relu"], 4, size, 1)
    make.conv("right", ["stem_relu"], 4, size, 3)
    add("right_relu", "relu", ["right"])
    add("product", "mul", ["left", "right"])
    add("all", "concat", ["left", "right_relu", "product"], axis=1)
    add("padded", "pad", before=[0, 1, 0], after=[0, 0, 1])
    add("windows", "avg_pool2d", kernel=square(3), stride=square(2))
    size = make.conv("last", None, 3, (12, 3, 3), 3, 1)
    add("pool", "max_pool2d", kernel=square(2), stride=square(1))
    add("pool_relu", "relu")
    add("flatten", "flatten")
    make.linear("fc", 4, 12)
    return make.graph


def joins():
    """Concats of pooled values, of the input, of what another Concat reads, of a Concat, of a sigmoid."""
    make = Maker("joins", (2, 6, 6), 24)
    add = make.graph.add
    size = make.conv("left", None, 3, make.graph.shape)
    add("left_pool", "max_pool2d", kernel=square(2), stride=square(2))
    add("input_pool", "avg_pool2d", ["input"], kernel=square(2), stride=square(2))
    make.conv("right", ["left"], 4, size, 3, 2)
    add("first", "concat", ["left_pool", "right"], axis=1)
    make.conv("gate", None, 4, (7, 3, 3), 1)
    add("open", "sigmoid")
    add("second", "concat", ["right", "open", "input_pool"], axis=1)
    add("third", "concat", ["second", "gate"], axis=1)
    add("third_relu6", "relu6")
    make.conv("last", None, 3, (14, 3, 3))
    add("mean", "global_avg_pool")
    add("vector", "flatten")
    return make.graph


def arranged():
    """Reshape and Transpose between matrix products, and a softmax."""
    make = Maker("arranged", (12,), 23)
    make.linear("in", 24, 12)
    make.graph.add("relu", "relu")
    make.graph.add("rows", "reshape", sizes=[4, 6])
    make.graph.add("turned", "transpose", permutation=[0, 2, 1])
    make.graph.add("row", "reshape", sizes=[24])
    make.linear("out", 5, 24)
    make.graph.add("scores", "softmax")
    return make.graph


NETWORKS = [resnet8, mobile, branches, joins, arranged]


def samples(graph, count, seed):
    """Smooth random inputs in memory order: images channels-last."""
    rng = np.random.default_rng(seed)
    if len(graph.shape) != 3:
        return rng.standard_normal((count, *graph.shape)).astype(np.float32)
    channels, height, width = graph.shape
    coarse = rng.standard_normal((count, height // 2, width // 2, channels)).repeat(2, 1).repeat(2, 2)
    return (0.8 * coarse + 0.4 * rng.standard_normal((count, height, width, channels))).astype(np.float32)


def logical(x):
    """Images from memory order to (channels, height, width)."""
    return np.ascontiguousarray(x.transpose(0, 3, 1, 2)) if x.ndim == 4 else x
