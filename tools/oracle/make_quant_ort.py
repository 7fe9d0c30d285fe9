"""Golden files of ONNX Runtime's static quantizer for the small pruned CNN.

Writes to pipeline-formats/src/test/resources/oracle/quant: weights.safetensors, calib.npy, test.npy, logits.npy (torch),
float.onnx, ranges.json (what the min-max calibrator saw), ort_int8_u8.onnx and ort_int8_s8.onnx with their logits.
Run: python make_quant_ort.py
"""
import os
import pathlib
import tempfile

from common import WEIGHTS, images, nchw, resources, save_json, save_npy, save_tensors, small_cnn, small_cnn_weights

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import (CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType,
                                      create_calibrator, quantize_static)

SEED = 2024


def float_model(weights):
    """The network as an ONNX graph: IR 9, opset 17."""
    node = helper.make_node
    conv = dict(kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[1, 1])
    pool = dict(kernel_shape=[2, 2], strides=[2, 2])
    nodes = [
        node("Conv", ["x", "conv1.weight", "conv1.bias"], ["conv1"], "conv1", **conv),
        node("Relu", ["conv1"], ["relu1"], "relu1"),
        node("MaxPool", ["relu1"], ["pool1"], "pool1", **pool),
        node("Conv", ["pool1", "conv2.weight", "conv2.bias"], ["conv2"], "conv2", **conv),
        node("Relu", ["conv2"], ["relu2"], "relu2"),
        node("MaxPool", ["relu2"], ["pool2"], "pool2", **pool),
        node("Flatten", ["pool2"], ["flat"], "flat", axis=1),
        node("Gemm", ["flat", "fc1.weight", "fc1.bias"], ["fc1"], "fc1", transB=1),
        node("Relu", ["fc1"], ["relu3"], "relu3"),
        node("Gemm", ["relu3", "fc2.weight", "fc2.bias"], ["logits"], "fc2", transB=1),
    ]
    graph = helper.make_graph(
        nodes, "small_cnn",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 1, 12, 12])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", 10])],
        [numpy_helper.from_array(weights[name], name) for name in WEIGHTS])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    return model


class Samples(CalibrationDataReader):
    def __init__(self, x, name):
        self.batches = iter([{name: x[i:i + 16]} for i in range(0, len(x), 16)])

    def get_next(self):
        return next(self.batches, None)


def calibrate(float_path, x, name="x"):
    """Tensor name -> [min, max], from ONNX Runtime's own calibrator."""
    with tempfile.TemporaryDirectory() as folder:
        calibrator = create_calibrator(pathlib.Path(float_path), augmented_model_path=os.path.join(folder, "a.onnx"),
                                       calibrate_method=CalibrationMethod.MinMax)
        calibrator.collect_data(Samples(x, name))
        data = calibrator.compute_data()
    return {tensor: [v.item() for v in seen.range_value] for tensor, seen in sorted(data.items())}


def calibrated_ranges(float_path, x):
    """The ranges of the small network's tensors."""
    ranges = calibrate(float_path, x)
    order = ["x", "conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "flat", "fc1", "relu3", "logits"]
    return {name: ranges[name] for name in order}


def quantize(float_path, path, x, activation, name="x"):
    quantize_static(str(float_path), str(path), Samples(x, name), quant_format=QuantFormat.QDQ, per_channel=True,
                    activation_type=activation, weight_type=QuantType.QInt8, calibrate_method=CalibrationMethod.MinMax)
    onnx.checker.check_model(str(path), full_check=True)


def run(path, x, name="x"):
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return session.run(None, {name: x})[0]


def main():
    out = resources("pipeline-formats", "quant")
    rng = np.random.default_rng(SEED)
    weights = small_cnn_weights(SEED, pruned=True)
    calib, test = images(rng, 64), images(rng, 64)
    save_tensors(out / "weights.safetensors", weights)
    save_npy(out / "calib.npy", calib)
    save_npy(out / "test.npy", test)
    with torch.no_grad():
        logits = small_cnn(weights)(torch.from_numpy(nchw(test))).numpy()
    save_npy(out / "logits.npy", logits)

    onnx.save(float_model(weights), out / "float.onnx")
    assert np.abs(run(out / "float.onnx", nchw(test)) - logits).max() < 1e-5
    save_json(out / "ranges.json", calibrated_ranges(out / "float.onnx", nchw(calib)))
    for name, activation in (("u8", QuantType.QUInt8), ("s8", QuantType.QInt8)):
        path = out / f"ort_int8_{name}.onnx"
        quantize(out / "float.onnx", path, nchw(calib), activation)
        result = run(path, nchw(test))
        save_npy(out / f"ort_int8_{name}.logits.npy", result)
        print(path.name, path.stat().st_size, "bytes, largest difference to float", np.abs(result - logits).max(),
              "top-1 agreement", (result.argmax(1) == logits.argmax(1)).mean())


if __name__ == "__main__":
    main()
