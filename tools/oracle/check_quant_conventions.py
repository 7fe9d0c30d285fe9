"""Holds quant_conventions.py to the files of ONNX Runtime and TensorFlow, bit for bit; prints one line per tensor.

Run: python check_quant_conventions.py [--fuzz N]
Without --fuzz it reads the golden files. With --fuzz it also quantizes N random networks with both tools.
Exit status 1 when anything differs.
"""
import argparse
import json
import logging
import pathlib
import tempfile

from common import fc1_nhwc, images, nchw, resources, small_cnn_weights

import numpy as np
import onnx
from onnx import numpy_helper
from onnxruntime.quantization import QuantType
from safetensors.numpy import load_file

import quant_conventions as q

failures = []


def report(file, tensor, **pairs):
    """pairs: what -> (ours, theirs)"""
    wrong = [what for what, (ours, theirs) in pairs.items() if not np.array_equal(np.asarray(ours), np.asarray(theirs))]
    if wrong:
        failures.append((file, tensor))
    if wrong or not file.startswith("fuzz"):
        print("DIFFERS" if wrong else "OK     ", file, tensor, ", ".join(wrong or pairs))


def check_ort(file, path, weights, ranges, qmin):
    theirs = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    scales = {}
    for name in ("x", "relu1", "relu2", "relu3", "logits"):
        scale, zero_point = q.ort_activation(*ranges[name], qmin)
        scales[name] = scale
        report(file, name, scale=(scale, theirs[name + "_scale"]), zero_point=(zero_point, theirs[name + "_zero_point"]))
    for layer, source in (("conv1", "x"), ("conv2", "relu1"), ("fc1", "relu2"), ("fc2", "relu3")):
        w, b = weights[layer + ".weight"], weights[layer + ".bias"]
        scale = q.ort_weight_scale(w, b, scales[source])
        bias, bias_scale = q.ort_bias(b, scales[source], scale)
        report(file, layer + ".weight", scale=(scale, theirs[layer + ".weight_scale"]),
               values=(q.ort_weight(w, scale), theirs[layer + ".weight_quantized"]))
        report(file, layer + ".bias", scale=(bias_scale, theirs[layer + ".bias_quantized_scale"]),
               values=(bias, theirs[layer + ".bias_quantized"]))


def check_tf(file, model, weights, ranges):
    from make_quant_tf import tensors
    theirs = tensors(model)
    scale_of = lambda name: theirs[name][0].quantization.scale
    for name, source in (("x", "x"), ("conv1", "conv1"), ("pool1", "conv1"), ("conv2", "conv2"), ("pool2", "conv2"),
                         ("flat", "conv2"), ("fc1", "fc1"), ("fc2", "fc2")):
        scale, zero_point = q.tf_activation(*ranges[source])
        report(file, name, scale=(scale, scale_of(name)[0]),
               zero_point=(zero_point, theirs[name][0].quantization.zeroPoint[0]))
    for layer, source in (("conv1", "x"), ("conv2", "conv1"), ("fc1", "conv2"), ("fc2", "fc1")):
        w, b = weights[layer + ".weight"], weights[layer + ".bias"]
        w = w.transpose(0, 2, 3, 1) if w.ndim == 4 else fc1_nhwc(w) if layer == "fc1" else w
        scale, bias_scale = q.tf_weight_scale(w, b, scale_of(source)[0])
        report(file, layer + ".weight", scale=(scale, scale_of(layer + ".weight")),
               values=(q.tf_weight(w, scale), theirs[layer + ".weight"][1]))
        report(file, layer + ".bias", scale=(bias_scale, scale_of(layer + ".bias")),
               values=(q.tf_bias(b, bias_scale), theirs[layer + ".bias"][1]))


def check_range_cases(cases):
    for i, case in enumerate(cases):
        rmin, rmax = case["range"]
        report("range_cases.json", f"[{rmin:g}, {rmax:g}]",
               ort_u8=(q.ort_activation(rmin, rmax, 0), case["ort_u8"]),
               ort_s8=(q.ort_activation(rmin, rmax, -128), case["ort_s8"]),
               tf_s8=(q.tf_activation(rmin, rmax), case["tf_s8"]))


def check_dense_cases(golden):
    weight, bias, source = golden["weight"], golden["bias"], 2.0 ** -7
    scale = q.ort_weight_scale(weight, bias, source)
    quantized, bias_scale = q.ort_bias(bias, source, scale)
    report("dense_cases.safetensors", "ort", weight_scale=(scale, golden["ort.weight_scale"]),
           weight=(q.ort_weight(weight, scale), golden["ort.weight"]),
           bias_scale=(bias_scale, golden["ort.bias_scale"]), bias=(quantized, golden["ort.bias"]))
    scale, bias_scale = q.tf_weight_scale(weight, bias, source)
    report("dense_cases.safetensors", "tf", weight_scale=(scale, golden["tf.weight_scale"]),
           weight=(q.tf_weight(weight, scale), golden["tf.weight"]),
           bias_scale=(bias_scale, golden["tf.bias_scale"]), bias=(q.tf_bias(bias, bias_scale), golden["tf.bias"]))


def fuzz_weights(seed):
    """Odd magnitudes: tiny, zero and huge channels, biases from nothing to thousands, weights on a coarse grid."""
    rng = np.random.default_rng(seed)
    weights = small_cnn_weights(seed, pruned=seed % 2 == 0)
    for layer in ("conv1", "conv2", "fc1", "fc2"):
        w, b = weights[layer + ".weight"], weights[layer + ".bias"]
        w *= q.per_channel(10 ** rng.uniform(-1, 1, len(w)), w).astype(np.float32)
        w[rng.random(len(w)) < 0.1] *= np.float32(10 ** rng.uniform(-9, -5))
        coarse = rng.random(len(w)) < 0.3
        w[coarse] = np.round(w[coarse] * 256) / np.float32(256)
        b *= (10 ** rng.uniform(-3, 2, len(b))).astype(np.float32)
    return weights


def fuzz(count):
    import make_quant_ort as ort_tool
    import make_quant_tf as tf_tool
    logging.disable(logging.WARNING)
    for seed in range(count):
        weights, calib = fuzz_weights(seed), images(np.random.default_rng(seed), 8)
        with tempfile.TemporaryDirectory() as folder:
            float_path = pathlib.Path(folder, "float.onnx")
            onnx.save(ort_tool.float_model(weights), float_path)
            ranges = ort_tool.calibrated_ranges(float_path, nchw(calib))
            for qmin, kind in ((0, QuantType.QUInt8), (-128, QuantType.QInt8)):
                path = pathlib.Path(folder, "int8.onnx")
                ort_tool.quantize(float_path, path, nchw(calib), kind)
                check_ort(f"fuzz {seed} ORT {kind}", path, weights, ranges, qmin)
        net = tf_tool.network(weights)
        check_tf(f"fuzz {seed} TF", tf_tool.convert(net, calib), weights, tf_tool.calibrated_ranges(net, calib))
    print("fuzz:", count, "networks,", sum(f.startswith("fuzz") for f, _ in failures), "tensors differ")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fuzz", type=int, default=0, metavar="N", help="also try N random networks")
    count = parser.parse_args().fuzz

    folder = resources("pipeline-formats", "quant")
    read = lambda name: json.loads((folder / name).read_text())
    weights = load_file(folder / "weights.safetensors")
    check_ort("ort_int8_u8.onnx", folder / "ort_int8_u8.onnx", weights, read("ranges.json"), 0)
    check_ort("ort_int8_s8.onnx", folder / "ort_int8_s8.onnx", weights, read("ranges.json"), -128)
    check_tf("tf_int8.tflite", (folder / "tf_int8.tflite").read_bytes(), weights, read("tf_ranges.json"))
    check_range_cases(read("range_cases.json"))
    check_dense_cases(load_file(folder / "dense_cases.safetensors"))
    if count:
        fuzz(count)
    print("all equal" if not failures else f"{len(failures)} tensors differ")
    raise SystemExit(bool(failures))


if __name__ == "__main__":
    main()
