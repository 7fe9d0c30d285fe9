"""The graph's operators in PyTorch, and the keyed numbers of graphs that the Java tests draw too (DrawnValues.java)."""
import numpy as np
import torch
from safetensors.numpy import save_file
from torch.nn import functional as F

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
CONSTANT, BATCH, SLOPE = 1, 2, 3


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
    if role in ("weight", "recurrent_weight"):
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


def conv1d(op, x, c):
    x = F.pad(x, (op["pads"]["before"], op["pads"]["behind"]))
    return F.conv1d(x, c["weight"], c.get("bias"), op["stride"], 0, op["dilation"], op["groups"])


def conv_transpose2d(op, x, c):
    """Our weight has the outputs first, PyTorch's the inputs of each group."""
    weight = torch.cat([part.transpose(0, 1) for part in c["weight"].chunk(op["groups"])])
    more, pads = op["output_pads"], op["pads"]
    y = F.conv_transpose2d(x, weight, c.get("bias"), size(op["stride"]), 0, (more["bottom"], more["right"]),
                           op["groups"], size(op["dilation"]))
    return y[:, :, pads["top"]:y.shape[2] - pads["bottom"], pads["left"]:y.shape[3] - pads["right"]]


def recurrent(op, x, c):
    """One direction; `check_bidirectional` holds two of them to PyTorch's layer of both."""
    weights = [c[role] for role in ("weight", "recurrent_weight", "bias", "recurrent_bias") if role in c]
    zero = x.new_zeros(1, len(x), op["hidden"])
    state = (zero, zero) if op["op"] == "lstm" else zero
    layer = torch.lstm if op["op"] == "lstm" else torch.gru
    found = layer(x.flip(1) if op["reverse"] else x, state, weights, len(weights) > 2, 1, 0.0, False, False, True)
    if op["returns"] == "last":
        return found[1][0]
    return found[0].flip(1) if op["reverse"] else found[0]


def check_bidirectional(graph, weights, x):
    """That two nodes and a concatenation are torch.nn.LSTM(bidirectional=True)."""
    forwards, backwards = (next(n for n in graph["nodes"] if n["name"] == name) for name in ("forwards", "backwards"))
    layer = torch.nn.LSTM(2, forwards["op"]["hidden"], batch_first=True, bidirectional=True)
    roles = {"weight": "weight_ih", "recurrent_weight": "weight_hh", "bias": "bias_ih", "recurrent_bias": "bias_hh"}
    layer.load_state_dict({roles[role] + "_l0" + suffix: weights[name]
                           for node, suffix in ((forwards, ""), (backwards, "_reverse"))
                           for role, name in node["constants"].items()})
    found = run(dict(graph, output="bidirectional"), weights, x)
    assert torch.allclose(layer(x + weights["shift.operand"])[0], found, rtol=0, atol=1e-6)


def pad(op, x, c):
    amounts = [n for pair in zip(reversed(op["before"]), reversed(op["after"])) for n in pair]
    return F.pad(x, amounts, value=op.get("value", 0))


def pool(op, x, largest):
    border = op.get("border") or {"pads": dict.fromkeys(("top", "left", "bottom", "right"), 0), "ceil": False,
                                  "counted": True}
    top, left, bottom, right = (border["pads"][side] for side in ("top", "left", "bottom", "right"))
    windows = size(op["kernel"]), size(op["stride"])
    even = top == bottom and left == right
    if largest:
        return (F.max_pool2d(x, *windows, (top, left), ceil_mode=border["ceil"]) if even else
                F.max_pool2d(F.pad(x, (left, right, top, bottom), value=-torch.inf), *windows))
    if even:
        return F.avg_pool2d(x, *windows, (top, left), border["ceil"], border["counted"])
    padded, image = (F.pad(part, (left, right, top, bottom)) for part in (x, torch.ones_like(x)))
    mean = F.avg_pool2d(padded, *windows)
    return mean if border["counted"] else mean / F.avg_pool2d(image, *windows)


def resize(op, x):
    kind = op["mode"], op["coordinates"]
    mode = {("nearest", "asymmetric"): "nearest", ("nearest", "half_pixel"): "nearest-exact"}.get(kind, "bilinear")
    corners = op["coordinates"] == "align_corners" if mode == "bilinear" else None
    return F.interpolate(x, size(op["size"]), mode=mode, align_corners=corners)


def unsqueeze(op, x):
    for axis in op["at"]:
        x = x.unsqueeze(axis)
    return x


def hard_sigmoid(op, x):
    sixth = np.float32(op["alpha"]) == np.float32(1 / 6) and op["beta"] == 0.5
    return F.hardsigmoid(x) if sixth else torch.clamp(op["alpha"] * x + op["beta"], 0, 1)


def second(inputs, c):
    return inputs[1] if len(inputs) > 1 else c["operand"].unsqueeze(0)


OPERATORS = {
    "relu": lambda op, c, x: F.relu(x),
    "relu6": lambda op, c, x: F.relu6(x),
    "sigmoid": lambda op, c, x: torch.sigmoid(x),
    "clip": lambda op, c, x: torch.clamp(x, op.get("min"), op.get("max")),
    "prelu": lambda op, c, x: F.prelu(x, c["slope"]),
    "leaky_relu": lambda op, c, x: F.leaky_relu(x, op["slope"]),
    "hard_sigmoid": lambda op, c, x: hard_sigmoid(op, x),
    "hard_swish": lambda op, c, x: F.hardswish(x),
    "silu": lambda op, c, x: F.silu(x),
    "rsqrt": lambda op, c, x: torch.rsqrt(x),
    "tanh": lambda op, c, x: torch.tanh(x),
    "erf": lambda op, c, x: torch.erf(x),
    "gelu": lambda op, c, x: F.gelu(x, approximate=op["approximation"]),
    "dropout": lambda op, c, x: x,
    "softmax": lambda op, c, x: torch.softmax(x, op.get("axis", -1)),
    "add": lambda op, c, *x: x[0] + second(x, c),
    "mul": lambda op, c, *x: x[0] * second(x, c),
    "conv1d": lambda op, c, x: conv1d(op, x, c),
    "sub": lambda op, c, *x: x[0] - second(x, c),
    "div": lambda op, c, *x: x[0] / second(x, c),
    "conv2d": lambda op, c, x: conv2d(op, x, c),
    "conv_transpose2d": lambda op, c, x: conv_transpose2d(op, x, c),
    "linear": lambda op, c, x: F.linear(x, c["weight"], c.get("bias")),
    "batch_norm": lambda op, c, x: F.batch_norm(x, c["mean"], c["variance"], c["gamma"], c["beta"], False, 0,
                                                op["epsilon"]),
    "layer_norm": lambda op, c, x: F.layer_norm(x, x.shape[x.dim() - op["last_axes"]:], c.get("gamma"), c.get("beta"),
                                                op["epsilon"]),
    "instance_norm": lambda op, c, x: F.instance_norm(x, None, None, c.get("gamma"), c.get("beta"), eps=op["epsilon"]),
    "lstm": lambda op, c, x: recurrent(op, x, c),
    "gru": lambda op, c, x: recurrent(op, x, c),
    "max_pool2d": lambda op, c, x: pool(op, x, True),
    "avg_pool2d": lambda op, c, x: pool(op, x, False),
    "global_avg_pool": lambda op, c, x: x.mean((2, 3), keepdim=True),
    "flatten": lambda op, c, x: x.flatten(1),
    "reshape": lambda op, c, x: x.reshape(len(x), *op["sizes"]),
    "transpose": lambda op, c, x: x.permute(op["permutation"]),
    "pad": lambda op, c, x: pad(op, x, c),
    "concat": lambda op, c, *x: torch.cat(x, op["axis"]),
    "squeeze": lambda op, c, x: x.squeeze(tuple(op["at"])),
    "unsqueeze": lambda op, c, x: unsqueeze(op, x),
    "slice": lambda op, c, x: x[(slice(None),) * op["axis"] + (slice(op["begin"], op["end"], op["step"]),)],
    "reduce_mean": lambda op, c, x: x.mean(op["over"], op["keep"]),
    "reduce_max": lambda op, c, x: x.amax(op["over"], op["keep"]),
    "reduce_sum": lambda op, c, x: x.sum(op["over"], op["keep"]),
    "arg_max": lambda op, c, x: x.argmax(op["axis"], op["keep"]).float(),
    "embedding": lambda op, c, x: F.embedding(x.long(), c["weight"]),
    "resize": lambda op, c, x: resize(op, x),
    "mat_mul": lambda op, c, x, y: x @ (y.mT if op["transpose_second"] else y),
}


def constants(number, graph):
    return {c["name"]: drawn((number, CONSTANT, place), c["dims"], c["name"].split(".")[1])
            for place, c in enumerate(graph["constants"])}


def batch(key, dims, ids=0):
    if ids:
        unit = doubles((key, BATCH), int(np.prod(dims)))
        return torch.from_numpy(np.floor(unit * ids).astype(np.float32).reshape(dims))
    return drawn((key, BATCH), dims, "batch")


def run(graph, weights, x):
    """The output of a graph as described on a line; `weights` by name."""
    values = {"input": x}
    for node in graph["nodes"]:
        roles = {role: weights[name] for role, name in node["constants"].items()}
        inputs = [values[name] for name in node["inputs"]]
        values[node["name"]] = OPERATORS[node["op"]["op"]](node["op"], roles, *inputs)
    return values[graph["output"]]


def trainable(name):
    return name.split(".")[1] not in ("mean", "variance")


def gradients(key, graph, x):
    """Gradients of sum(output * slope) by the constants that training changes and the output depends on, if it has one."""
    weights = constants(key, graph)
    leaves = {name: w.requires_grad_() for name, w in weights.items() if trainable(name)}
    output = run(graph, weights, x)
    if not output.requires_grad:
        return {}
    (output * drawn((key, SLOPE), output.shape, "slope")).sum().backward()
    return {name: leaf.grad.numpy() for name, leaf in leaves.items() if leaf.grad is not None}


def save(path, tensors, metadata):
    save_file({name: np.ascontiguousarray(t) for name, t in sorted(tensors.items())}, path, metadata)
    path.chmod(0o644)
    print(path.name, path.stat().st_size, "bytes,", len(tensors), "tensors")


def exact():
    """One thread and kernels that always answer alike."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.backends.mkldnn.enabled = False  # backward, its strided 1x1 convolutions break the heap
