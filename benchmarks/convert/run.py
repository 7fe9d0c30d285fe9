"""Conversion of Keras networks to TFLite beside TensorFlow's own converter, in turns on one machine; prints the ratios.

    ./edgeflow --version                              # builds target/edgeflow/lib once
    python benchmarks/convert/run.py                  # 224 pixels, 64 samples, 3 pairs, all networks; add | grep ^{ for the results alone
    python benchmarks/convert/run.py --size 64 --samples 8 --pairs 1 --only lstm,transformer

Needs a python with tensorflow and tf2onnx (see tools/oracle/requirements.txt). Ours reads the ONNX file that tf2onnx makes of the same network, in a process of its own whose start
counts; theirs reads the network in memory. Of seconds the ratio is theirs to ours (2 is twice as fast), of bytes ours to theirs. `db` is the signal to quantization noise ratio of the
centred scores of an int8 file beside those of the float network, on the samples that calibrated. A network that TensorFlow's converter cannot make a file of integers of has its error instead.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

import keras
import numpy as np
import tensorflow as tf
import tf2onnx
from keras import layers

EDGEFLOW = pathlib.Path(__file__).resolve().parents[2] / "edgeflow"
STEPS, FEATURES, CLASSES = 64, 8, 10


def resnet(shape):
    """ResNet-18."""
    def block(x, filters, strides):
        short = x
        if strides > 1 or x.shape[-1] != filters:
            short = layers.BatchNormalization()(layers.Conv2D(filters, 1, strides, use_bias=False)(x))
        x = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(filters, 3, strides, "same", use_bias=False)(x)))
        x = layers.BatchNormalization()(layers.Conv2D(filters, 3, padding="same", use_bias=False)(x))
        return layers.ReLU()(layers.Add()([x, short]))

    image = keras.Input(shape)
    x = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(64, 7, 2, "same", use_bias=False)(image)))
    x = layers.MaxPooling2D(3, 2, "same")(x)
    for filters, strides in [(64, 1), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1)]:
        x = block(x, filters, strides)
    return keras.Model(image, layers.Dense(1000)(layers.GlobalAveragePooling2D()(x)))


def lstm():
    """A classifier of series by an unrolled LSTM: TensorFlow's converter makes a loop of any other."""
    series = keras.Input((STEPS, FEATURES))
    return keras.Model(series, layers.Dense(CLASSES)(layers.LSTM(48, unroll=True)(series)))


def transformer():
    """Two encoder layers; tf2onnx has no form of Keras's Gelu."""
    series = keras.Input((STEPS, FEATURES))
    x = layers.Dense(64)(series)
    for _ in range(2):
        y = layers.LayerNormalization()(x)
        x = layers.Add()([x, layers.MultiHeadAttention(4, 16)(y, y)])
        y = layers.Dense(128, activation="relu")(layers.LayerNormalization()(x))
        x = layers.Add()([x, layers.Dense(64)(y)])
    return keras.Model(series, layers.Dense(CLASSES)(layers.GlobalAveragePooling1D()(x)))


def networks(size):
    shape = (size, size, 3)
    usual = dict(weights=None, classifier_activation=None)
    return {"mobilenet_v2": lambda: keras.applications.MobileNetV2(shape, **usual),
            "mobilenet_v3_small": lambda: keras.applications.MobileNetV3Small(shape, include_preprocessing=False, **usual),
            "resnet18": lambda: resnet(shape), "lstm": lstm, "transformer": transformer}


def measure_norms(model, rows):
    """The statistics of batch normalizations become those of the samples, layer by layer as one pass sees them."""
    norms = [layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)]
    for norm in norms:
        norm.momentum = 0.0
    if norms:
        model(rows, training=True)


def answers(file, rows):
    # By the built-in kernels: XNNPACK's differ with the processor.
    kernels = tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    interpreter = tf.lite.Interpreter(model_content=file, experimental_op_resolver_type=kernels)
    interpreter.allocate_tensors()
    source, sink = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    found = []
    for row in rows:
        if source["dtype"] == np.int8:
            scale, zero = source["quantization"]
            row = np.clip(np.round(row / scale + zero), -128, 127).astype(np.int8)
        interpreter.set_tensor(source["index"], row[None].reshape(source["shape"]))
        interpreter.invoke()
        found.append(interpreter.get_tensor(sink["index"])[0].astype(np.float32))
    scale, zero = sink["quantization"]
    return (np.stack(found) - zero) * scale if sink["dtype"] == np.int8 else np.stack(found)


def decibels(found, wanted):
    found, wanted = (scores - scores.mean(1, keepdims=True) for scores in (found, wanted))
    return round(float(10 * np.log10((wanted ** 2).sum() / max(((found - wanted) ** 2).sum(), 1e-30))), 1)


def compare(name, model, rows, pairs):
    def theirs(int8):
        converter = tf.lite.TFLiteConverter.from_keras_model(model)
        if int8:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
            converter.representative_dataset = lambda: ([rows[i:i + 1]] for i in range(len(rows)))
            converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
            converter.inference_input_type = converter.inference_output_type = tf.int8
        return converter.convert()

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        np.save(folder / "rows.npy", rows)
        function = tf.function(lambda x: model(x, training=False))
        signature = [tf.TensorSpec((None, *rows.shape[1:]), tf.float32, name="input")]
        tf2onnx.convert.from_function(function, signature, opset=17, output_path=str(folder / "model.onnx"))

        def ours(int8):
            out = folder / "model.tflite"
            more = ["--int8", "--calibrate", str(folder / "rows.npy")] if int8 else []
            subprocess.run([str(EDGEFLOW), "convert", str(folder / "model.onnx"), str(out), *more], check=True, capture_output=True,
                           env=os.environ | {"OPT_OUT_TRACKING": "true"})
            return out.read_bytes()

        wanted = np.concatenate([np.asarray(model(rows[i:i + 8], training=False)) for i in range(0, len(rows), 8)])
        for int8 in (False, True):
            line = {"network": name, "tflite": "int8" if int8 else "fp32"}
            seconds, files = {"edgeflow": [], "tensorflow": []}, {}
            for _ in range(pairs):
                for who, convert in (("edgeflow", ours), ("tensorflow", theirs)):
                    begin = time.perf_counter()
                    try:
                        files[who] = convert(int8)
                        seconds[who].append(time.perf_counter() - begin)
                    except Exception as e:  # what a converter cannot do is a result
                        line[who + "_error"] = (getattr(e, "stderr", None) or str(e).encode()).decode()[-200:]
            for who, file in files.items():
                line[who + "_s"], line[who + "_bytes"] = round(statistics.median(seconds[who]), 2), len(file)
                if int8:
                    line[who + "_db"] = decibels(answers(file, rows), wanted)
            if len(files) == 2:
                line["ratio"] = round(statistics.median(b / a for a, b in zip(seconds["edgeflow"], seconds["tensorflow"])), 2)
                line["ratio_of_bytes"] = round(len(files["edgeflow"]) / len(files["tensorflow"]), 3)
            print(json.dumps(line), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in dict(size=224, samples=64, pairs=3).items():
        parser.add_argument("--" + name, type=int, default=default)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    for name, make in networks(args.size).items():
        if not args.only or name in args.only.split(","):
            keras.utils.set_random_seed(1)
            model = make()
            rows = np.random.default_rng(1).random((args.samples, *model.input_shape[1:]), np.float32)
            measure_norms(model, rows)
            compare(name, model, rows, args.pairs)


if __name__ == "__main__":
    main()
