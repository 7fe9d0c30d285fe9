"""What the oracle scripts share: where the golden files go, how they are written, and the small network they describe."""
import json
import os
import pathlib

for _name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
from safetensors.numpy import save_file

ROOT = pathlib.Path(__file__).resolve().parents[2]
WEIGHTS = ["conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias",
           "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"]


def resources(module, folder=""):
    """The test-resource folder of a module, created when missing."""
    path = ROOT / module / "src/test/resources/oracle" / folder
    path.mkdir(parents=True, exist_ok=True)
    return path


def save_npy(path, array):
    np.save(path, np.ascontiguousarray(array), allow_pickle=False)


def save_tensors(path, tensors):
    save_file({k: np.ascontiguousarray(v) for k, v in sorted(tensors.items())}, path)
    path.chmod(0o644)


def _plain(value):
    """Numpy values as JSON values: a float32 keeps its exact value; NaN is null, infinity is a string."""
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, np.generic):
        return _plain(value.item())
    if isinstance(value, float) and not np.isfinite(value):
        return None if np.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def save_json(path, value):
    """One line per entry of the top level: readable diffs, small files."""
    plain = _plain(value)
    opening, closing = ("[", "]") if isinstance(plain, list) else ("{", "}")
    items = [json.dumps(v) for v in plain] if isinstance(plain, list) else [
        f"{json.dumps(k)}: {json.dumps(v)}" for k, v in plain.items()]
    path.write_text(opening + "\n" + ",\n".join(items) + "\n" + closing + "\n")


def small_cnn_weights(seed, pruned=False):
    """conv3x3-8, conv3x3-16, fc32, fc10 on a 1x12x12 image; fc1 columns in (C,H,W) order.

    Channels have uneven ranges. With pruned, half of the weights are zero and four channels are the corner cases of
    quantization: conv1[5] all zero with a small bias, conv2[3] all zero with a large bias, fc1[7] nearly zero with a
    large bias, fc2[4] with a scale of exactly 2^-9 and weights that fall halfway between two steps.
    """
    rng = np.random.default_rng(seed)
    weights = {}
    for name, shape in (("conv1", (8, 1, 3, 3)), ("conv2", (16, 8, 3, 3)), ("fc1", (32, 144)), ("fc2", (10, 32))):
        w = rng.standard_normal(shape) * np.sqrt(2 / np.prod(shape[1:]))
        w *= rng.uniform(0.3, 1.7, (shape[0],) + (1,) * (len(shape) - 1))
        if pruned:
            axes = tuple(range(1, w.ndim))
            w[np.abs(w) <= np.median(np.abs(w), axes, keepdims=True)] = 0
        weights[name + ".weight"] = w.astype(np.float32)
        weights[name + ".bias"] = (rng.standard_normal(shape[0]) * 0.1).astype(np.float32)
    if pruned:
        weights["conv1.weight"][5] = 0
        weights["conv1.bias"][5] = 0.05
        weights["conv2.weight"][3] = 0
        weights["conv2.bias"][3] = 0.7
        weights["fc1.weight"][7] *= np.float32(3e-7) / np.abs(weights["fc1.weight"][7]).max()
        weights["fc1.bias"][7] = 0.5
        halves = rng.integers(-127, 127, 32) * 2 + 1
        halves[0] = 254
        weights["fc2.weight"][4] = halves / 1024
    return weights


def images(rng, count, size=12):
    """Smooth blobs with noise, NHWC with one channel."""
    coarse = rng.standard_normal((count, 4, 4, 1)).repeat(size // 4, 1).repeat(size // 4, 2)
    return (0.8 * coarse + 0.4 * rng.standard_normal((count, size, size, 1))).astype(np.float32)


def nchw(nhwc):
    return np.ascontiguousarray(nhwc.transpose(0, 3, 1, 2))


def fc1_nhwc(weight):
    """fc1 columns from (C,H,W) to (H,W,C) order, for a network that flattens NHWC."""
    out = weight.shape[0]
    return np.ascontiguousarray(weight.reshape(out, 16, 3, 3).transpose(0, 2, 3, 1).reshape(out, 144))


def small_cnn(weights=None, batch_norm=False):
    """The same network as a torch module."""
    import torch
    from torch import nn
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)

    class SmallCnn(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv1 = nn.Conv2d(1, 8, 3, padding=1)
            self.bn1 = nn.BatchNorm2d(8, eps=1e-5, momentum=0.1) if batch_norm else nn.Identity()
            self.conv2 = nn.Conv2d(8, 16, 3, padding=1)
            self.fc1 = nn.Linear(144, 32)
            self.fc2 = nn.Linear(32, 10)

        def forward(self, x):
            x = nn.functional.max_pool2d(self.bn1(self.conv1(x)).relu(), 2)
            x = nn.functional.max_pool2d(self.conv2(x).relu(), 2)
            return self.fc2(self.fc1(x.flatten(1)).relu())

    model = SmallCnn()
    if weights is not None:
        model.load_state_dict({k: torch.from_numpy(v.copy()) for k, v in weights.items()}, strict=not batch_norm)
    return model
