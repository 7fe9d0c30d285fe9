"""Conversion of a Keras MobileNetV2 to TFLite beside TensorFlow's own converter, in turns on one machine; prints the ratios.

    ./edgeflow --version                      # builds target/edgeflow/lib once
    python benchmarks/convert/run.py          # 224 pixels, 64 images, 3 pairs

Needs a python with tensorflow and tf2onnx (see tools/oracle/requirements.txt). Ours reads the ONNX file that tf2onnx makes of the same network, in a process of its own whose start
counts; theirs reads the network in memory. Of seconds the ratio is theirs to ours (2 is twice as fast), of bytes ours to theirs.
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

EDGEFLOW = pathlib.Path(__file__).resolve().parents[2] / "edgeflow"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in dict(size=224, images=64, pairs=3).items():
        parser.add_argument("--" + name, type=int, default=default)
    args = parser.parse_args()
    shape = (args.size, args.size, 3)
    keras.utils.set_random_seed(1)
    model = keras.applications.MobileNetV2(shape, weights=None, classifier_activation=None)
    rows = np.random.default_rng(1).random((args.images, *shape), np.float32)

    def theirs(int8):
        converter = tf.lite.TFLiteConverter.from_keras_model(model)
        if int8:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
            converter.representative_dataset = lambda: ([rows[i:i + 1]] for i in range(len(rows)))
            converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
            converter.inference_input_type = converter.inference_output_type = tf.int8
        return len(converter.convert())

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        np.save(folder / "rows.npy", rows)
        function = tf.function(lambda x: model(x, training=False))
        signature = [tf.TensorSpec((None, *shape), tf.float32, name="image")]
        tf2onnx.convert.from_function(function, signature, opset=17, output_path=str(folder / "model.onnx"))

        def ours(int8):
            out = folder / "model.tflite"
            more = ["--int8", "--calibrate", str(folder / "rows.npy")] if int8 else []
            subprocess.run([str(EDGEFLOW), "convert", str(folder / "model.onnx"), str(out), *more], check=True, capture_output=True,
                           env=os.environ | {"OPT_OUT_TRACKING": "true"})
            return out.stat().st_size

        for int8 in (False, True):
            pairs = []
            for _ in range(args.pairs):
                pair = []
                for convert in (ours, theirs):
                    begin = time.perf_counter()
                    size = convert(int8)
                    pair.append((time.perf_counter() - begin, size))
                pairs.append(pair)
            print(json.dumps({"tflite": "int8" if int8 else "fp32", "size": args.size, "images": args.images if int8 else 0,
                              "edgeflow_s": round(statistics.median(mine[0] for mine, _ in pairs), 2),
                              "tensorflow_s": round(statistics.median(other[0] for _, other in pairs), 2),
                              "ratio": round(statistics.median(other[0] / mine[0] for mine, other in pairs), 2),
                              "edgeflow_bytes": pairs[0][0][1], "tensorflow_bytes": pairs[0][1][1],
                              "ratio_of_bytes": round(pairs[0][0][1] / pairs[0][1][1], 3)}), flush=True)


if __name__ == "__main__":
    main()
