"""range_cases.json: what ONNX Runtime and TensorFlow make of single activation ranges.

Each case is {"range": [min, max], "ort_u8": [scale, zero point], "ort_s8": ..., "tf_s8": ...}: ties of the zero point,
ranges without zero, tiny and empty ranges, and 150 random ones. The ONNX Runtime values come from its compute_scale_zp,
the TensorFlow values from a converted file with one input per range.
Run: python make_quant_ranges.py
"""
from common import resources, save_json

import numpy as np
import tensorflow as tf
from onnxruntime.quantization.quant_utils import compute_scale_zp
from tensorflow.lite.python import schema_py_generated as schema

TIES = [(-k, 255 - k) for k in (0.5, 1.5, 2.5, 126.5, 127.5, 128.5, 200.5, 253.5, 254.5)]
EDGES = [(1, 5), (-5, -1), (2, 2), (-3, -3), (0, 0), (-1e-7, 2e-7), (0, 1e-6), (0, 1.1e-6), (-4e-7, 7e-7), (-1e-10, 1e-10),
         (0, 1e-20), (-1e-3, 1000), (-1000, 1e-3), (0, 1), (-1, 0), (-1, 1), (-1e30, 1e30)]


def cases():
    rng = np.random.default_rng(7)
    pairs = TIES + EDGES
    for _ in range(150):
        a = rng.standard_normal() * 10 ** rng.uniform(-3, 3)
        pairs.append(sorted((a, a * rng.uniform(-10, 1))))
    return np.array(pairs, np.float32)


def tensorflow(ranges):
    names = [f"x{i:03}" for i in range(len(ranges))]

    class Net(tf.Module):
        @tf.function(input_signature=[tf.TensorSpec([1, 2], tf.float32, name=n) for n in names])
        def __call__(self, *inputs):
            return [tf.abs(x) for x in inputs]

    net = Net()
    converter = tf.lite.TFLiteConverter.from_concrete_functions([net.__call__.get_concrete_function()], net)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: iter([{n: r[None] for n, r in zip(names, ranges)}])
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = converter.inference_output_type = tf.int8
    graph = schema.ModelT.InitFromObj(schema.Model.GetRootAs(converter.convert())).subgraphs[0]
    inputs = {graph.tensors[i].name.decode(): graph.tensors[i].quantization for i in graph.inputs}
    found = [inputs[f"serving_default_{n}:0"] for n in names]
    return [[q.scale[0], q.zeroPoint[0]] for q in found]


def onnxruntime(ranges, kind):
    limits = np.iinfo(kind)
    result = []
    for low, high in ranges:
        zero_point, scale = compute_scale_zp(low, high, np.array(limits.min, kind), np.array(limits.max, kind))
        result.append([np.float32(scale), int(zero_point)])
    return result


def main():
    ranges = cases()
    columns = {"range": ranges.tolist(), "ort_u8": onnxruntime(ranges, np.uint8), "ort_s8": onnxruntime(ranges, np.int8),
               "tf_s8": tensorflow(ranges)}
    rows = [dict(zip(columns, row)) for row in zip(*columns.values())]
    save_json(resources("pipeline-formats", "quant") / "range_cases.json", rows)
    print("range_cases.json", len(rows), "ranges")


if __name__ == "__main__":
    main()
