"""dense_cases.safetensors: one linear layer whose weights and biases lie on, or next to, the border of two steps.

The layer is 16 -> 48 with inputs in [-127/128, 1], whose scale is exactly 2^-7. Rows 0-15 have a scale of exactly 2^-9, so
that their halves are exact; the halves of rows 16-31 are rounded to float32, so that dividing and multiplying by the
inverse give different steps; rows 32-35 are zero, rows 36-47 nearly zero, with biases around the int32 limit.
Tensors: weight, bias, and for ort (u8 activations) and tf the peers' {peer}.weight, {peer}.weight_scale, {peer}.bias,
{peer}.bias_scale.
Run: python make_quant_dense.py
"""
import logging
import pathlib
import tempfile

from common import resources, save_tensors

import numpy as np
import onnx
import tensorflow as tf
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType

from make_quant_ort import quantize
from make_quant_tf import convert, tensors

ROWS, COLUMNS = 48, 16
LOW, HIGH = -127 / 128, 1.0


def layer():
    rng = np.random.default_rng(11)
    steps = rng.integers(-126, 126, (ROWS, COLUMNS)) + 0.5
    steps[:, 0] = 127
    scale = np.where(np.arange(ROWS) < 16, 2.0 ** -9, rng.uniform(1e-3, 3e-2, ROWS))
    weight = (steps * scale[:, None]).astype(np.float32)
    bias = (np.rint(10 ** rng.uniform(1, 6, ROWS)) + 0.5) * scale / 128 * rng.choice([-1, 1], ROWS)
    weight[32:36] = 0
    weight[36:] *= (10 ** rng.uniform(-8, -5, (12, 1)) / np.abs(weight[36:]).max(1, keepdims=True)).astype(np.float32)
    bias[32:] = rng.uniform(-1, 1, 16)
    return weight, bias.astype(np.float32)


def samples():
    x = np.linspace(LOW, HIGH, 8 * COLUMNS, dtype=np.float32).reshape(8, COLUMNS)
    assert x.min() == np.float32(LOW) and x.max() == np.float32(HIGH)
    return x


def onnxruntime(weight, bias):
    graph = helper.make_graph(
        [helper.make_node("Gemm", ["x", "weight", "bias"], ["y"], "dense", transB=1)], "dense",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", COLUMNS])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", ROWS])],
        [numpy_helper.from_array(weight, "weight"), numpy_helper.from_array(bias, "bias")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder, "float.onnx"), pathlib.Path(folder, "int8.onnx")
        onnx.save(model, source)
        quantize(source, target, samples(), QuantType.QUInt8)
        found = {t.name: numpy_helper.to_array(t) for t in onnx.load(target).graph.initializer}
    return {"weight": found["weight_quantized"], "weight_scale": found["weight_scale"],
            "bias": found["bias_quantized"], "bias_scale": found["bias_quantized_scale"]}


def tensorflow(weight, bias):
    kernel = tf.constant(weight.T)

    class Net(tf.Module):
        @tf.function(input_signature=[tf.TensorSpec([1, COLUMNS], tf.float32, name="x")])
        def __call__(self, x):
            return tf.nn.bias_add(tf.matmul(x, kernel), bias)

    found = tensors(convert(Net(), samples()), ["dense"])
    result = {}
    for name in ("weight", "bias"):
        tensor, value = found["dense." + name]
        result.update({name: value, name + "_scale": tensor.quantization.scale})
    return result


def main():
    logging.disable(logging.WARNING)
    weight, bias = layer()
    golden = {"weight": weight, "bias": bias}
    for peer, make in (("ort", onnxruntime), ("tf", tensorflow)):
        golden.update({f"{peer}.{name}": value for name, value in make(weight, bias).items()})
    save_tensors(resources("pipeline-formats", "quant") / "dense_cases.safetensors", golden)
    print("dense_cases.safetensors, weights that differ between the peers:",
          (golden["ort.weight"] != golden["tf.weight"]).sum(), "of", weight.size)


if __name__ == "__main__":
    main()
