"""Runs an exported model in the peers' Python runtimes, to see from outside what we ship.

    python check_export.py MODEL INPUTS.npy [--out OUTPUTS.npy] [--no-xnnpack]

INPUTS are float32 in NHWC (or [batch, features], [batch, time, features]). An .onnx file passes onnx.checker (full check)
first and gets four-dimensional inputs as NCHW; a .tflite file is fed row by row, and int8 inputs and outputs are
converted with the scale and zero point in the file. Prints the first rows and the classes; --out saves all as float32.
"""
import argparse

from common import nchw, save_npy

import numpy as np


def run_onnx(path, x):
    import onnx
    import onnxruntime as ort
    onnx.checker.check_model(path, full_check=True)
    model = onnx.load(path, load_external_data=False)
    opsets = ", ".join(f"{o.domain or 'ai.onnx'} {o.version}" for o in model.opset_import)
    print(f"onnx.checker OK, IR {model.ir_version}, opset {opsets}, onnxruntime {ort.__version__}")
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    source = session.get_inputs()[0]
    x = nchw(x) if x.ndim == 4 else x
    print("input", source.name, source.shape, "output", session.get_outputs()[0].name, session.get_outputs()[0].shape)
    if source.shape[0] == 1:
        return np.concatenate([session.run(None, {source.name: row[None]})[0] for row in x])
    return session.run(None, {source.name: x})[0]


def run_tflite(path, x, xnnpack):
    import tensorflow as tf
    kinds = tf.lite.experimental.OpResolverType
    interpreter = tf.lite.Interpreter(
        path, num_threads=1,
        experimental_op_resolver_type=kinds.AUTO if xnnpack else kinds.BUILTIN_WITHOUT_DEFAULT_DELEGATES)
    interpreter.allocate_tensors()
    source, target = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    for kind, tensor in (("input", source), ("output", target)):
        print(kind, tensor["name"], tensor["shape"], tensor["dtype"].__name__, "scale, zero point", tensor["quantization"])
    rows = []
    for row in x:
        interpreter.set_tensor(source["index"], quantized(row[None], source))
        interpreter.invoke()
        rows.append(real(interpreter.get_tensor(target["index"]), target))
    print("tensorflow", tf.__version__, "XNNPACK on" if xnnpack else "XNNPACK off")
    return np.concatenate(rows)


def quantized(x, tensor):
    if tensor["dtype"] == np.float32:
        return x
    scale, zero_point = tensor["quantization"]
    v = x / np.float32(scale)
    limits = np.iinfo(tensor["dtype"])
    return np.clip(np.trunc(v + np.copysign(np.float32(0.5), v)) + zero_point, limits.min, limits.max).astype(tensor["dtype"])


def real(y, tensor):
    if tensor["dtype"] == np.float32:
        return y.copy()
    scale, zero_point = tensor["quantization"]
    return (y.astype(np.float32) - zero_point) * np.float32(scale)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("inputs")
    parser.add_argument("--out")
    parser.add_argument("--no-xnnpack", action="store_true")
    args = parser.parse_args()

    x = np.load(args.inputs, allow_pickle=False).astype(np.float32)
    if args.model.endswith(".onnx"):
        y = run_onnx(args.model, x)
    elif args.model.endswith(".tflite"):
        y = run_tflite(args.model, x, not args.no_xnnpack)
    else:
        parser.error("the model must be an .onnx or .tflite file")
    np.set_printoptions(precision=6, suppress=True, linewidth=120)
    print("outputs", y.shape, y.dtype, "first rows:")
    print(y[:4])
    if y.ndim == 2:
        print("classes", y.argmax(1)[:32])
    if args.out:
        save_npy(args.out, y)


if __name__ == "__main__":
    main()
