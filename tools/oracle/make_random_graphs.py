"""What PyTorch gives for the random graphs that the Java tests draw, and gradients for some of them.

Reads pipeline-core/target/random_graphs.jsonl, which RandomGraphsTest writes (one graph a line: input, constants with
their sizes, nodes). Weights, batches and slopes come from SplitMix64 streams, drawn here as DrawnValues.java does.
Writes pipeline-core/src/test/resources/oracle/random_graphs/{outputs,gradients}.safetensors: outputs alone.
Run: mvn -q test -pl pipeline-core -Dtest=RandomGraphsTest; python make_random_graphs.py
"""
import hashlib
import json

from common import ROOT, resources

import numpy as np
import torch
from safetensors.numpy import save_file
from torch.nn import functional as F

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
CONSTANT, BATCH, SLOPE = 1, 2, 3
GRADIENTS = 24


def mix(z):
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def doubles(keys, size):
    """The first numbers of KeyedRandom.of(keys): uniform in [0, 1)."""
    state = np.zeros(1, np.uint64)
    for key in keys:
        state = mix(state + GOLDEN + mix(np.array([key], np.uint64) + GOLDEN))
    steps = state + GOLDEN * np.arange(1, size + 1, dtype=np.uint64)
    return (mix(steps) >> np.uint64(11)) * 2.0 ** -53


def drawn(keys, shape, role):
    unit = doubles(keys, int(np.prod(shape)))
    symmetric = 2 * unit - 1
    if role == "weight":
        each = int(np.prod(shape[1:]))
        uneven = 0.75 + 0.25 * (np.arange(len(unit)) // each % 4)
        values = symmetric * np.sqrt(3.0 / each) * uneven
    else:
        values = {"batch": 2 * symmetric, "slope": symmetric, "variance": 0.5 + unit, "gamma": 1.5 * symmetric,
                  "operand": 1.5 * symmetric}.get(role, 0.25 * symmetric)
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def size(value):
    return value["height"], value["width"]


def conv2d(op, x, c):
    pads = op["pads"]
    x = F.pad(x, (pads["left"], pads["right"], pads["top"], pads["bottom"]))
    return F.conv2d(x, c["weight"], c.get("bias"), size(op["stride"]), 0, size(op["dilation"]), op["groups"])


def pad(op, x, c):
    amounts = [n for pair in zip(reversed(op["before"]), reversed(op["after"])) for n in pair]
    return F.pad(x, amounts)


def second(inputs, c):
    return inputs[1] if len(inputs) > 1 else c["operand"].unsqueeze(0)


OPERATORS = {
    "relu": lambda op, c, x: F.relu(x),
    "relu6": lambda op, c, x: F.relu6(x),
    "sigmoid": lambda op, c, x: torch.sigmoid(x),
    "dropout": lambda op, c, x: x,
    "softmax": lambda op, c, x: torch.softmax(x, -1),
    "add": lambda op, c, *x: x[0] + second(x, c),
    "mul": lambda op, c, *x: x[0] * second(x, c),
    "conv2d": lambda op, c, x: conv2d(op, x, c),
    "linear": lambda op, c, x: F.linear(x, c["weight"], c.get("bias")),
    "batch_norm": lambda op, c, x: F.batch_norm(x, c["mean"], c["variance"], c["gamma"], c["beta"], False, 0,
                                                op["epsilon"]),
    "max_pool2d": lambda op, c, x: F.max_pool2d(x, size(op["kernel"]), size(op["stride"])),
    "avg_pool2d": lambda op, c, x: F.avg_pool2d(x, size(op["kernel"]), size(op["stride"])),
    "global_avg_pool": lambda op, c, x: x.mean((2, 3), keepdim=True),
    "flatten": lambda op, c, x: x.flatten(1),
    "reshape": lambda op, c, x: x.reshape(len(x), *op["sizes"]),
    "transpose": lambda op, c, x: x.permute(op["permutation"]),
    "pad": lambda op, c, x: pad(op, x, c),
    "concat": lambda op, c, *x: torch.cat(x, op["axis"]),
}


def constants(number, graph):
    return {c["name"]: drawn((number, CONSTANT, place), c["dims"], c["name"].split(".")[1])
            for place, c in enumerate(graph["constants"])}


def run(number, graph, weights):
    values = {"input": drawn((number, BATCH), graph["input"], "batch")}
    for node in graph["nodes"]:
        roles = {role: weights[name] for role, name in node["constants"].items()}
        inputs = [values[name] for name in node["inputs"]]
        values[node["name"]] = OPERATORS[node["op"]["op"]](node["op"], roles, *inputs)
    return values[graph["output"]]


def trainable(name):
    return name.split(".")[1] not in ("mean", "variance")


def gradients(number, graph):
    """Gradients of sum(output * slope) by the constants that training changes and the output depends on."""
    weights = constants(number, graph)
    leaves = {name: w.requires_grad_() for name, w in weights.items() if trainable(name)}
    output = run(number, graph, weights)
    (output * drawn((number, SLOPE), output.shape, "slope")).sum().backward()
    return {f"{number}/{name}": leaf.grad.numpy() for name, leaf in leaves.items() if leaf.grad is not None}


def branches(graph):
    """Whether a graph has no dropout, which training draws at random, and several readers of one tensor."""
    read = [name for node in graph["nodes"] for name in node["inputs"]]
    return len(set(read)) < len(read) and all(node["op"]["op"] != "dropout" for node in graph["nodes"])


def save(path, tensors, text):
    metadata = {"graphs_sha256": hashlib.sha256(text.encode()).hexdigest()}
    save_file({name: np.ascontiguousarray(t) for name, t in sorted(tensors.items())}, path, metadata)
    path.chmod(0o644)
    print(path.name, path.stat().st_size, "bytes,", len(tensors), "tensors")


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.backends.mkldnn.enabled = False  # backward, its strided 1x1 convolutions break the heap
    text = (ROOT / "pipeline-core/target/random_graphs.jsonl").read_text()
    graphs = [json.loads(line) for line in text.splitlines()]
    with torch.no_grad():
        outputs = {str(n): run(n, graph, constants(n, graph)).numpy() for n, graph in enumerate(graphs)}
    chosen = [n for n, graph in enumerate(graphs) if branches(graph)][:GRADIENTS]
    slopes = {name: g for n in chosen for name, g in gradients(n, graphs[n]).items()}
    out = resources("pipeline-core", "random_graphs")
    save(out / "outputs.safetensors", outputs, text)
    save(out / "gradients.safetensors", slopes, text)


if __name__ == "__main__":
    main()
