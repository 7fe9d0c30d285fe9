"""The peers' static int8 quantizers on the graph and the images that OptimizeBenchmark prepared.

    python peer.py onnx FOLDER --threads 2        # onnxruntime.quantization.quantize_static
    python peer.py tflite FOLDER --threads 2      # TFLiteConverter, full int8
    python peer.py latency FOLDER                 # our files and theirs in turns, one thread

A quantizer works with one image first, which loads what it needs. Prints one JSON line: seconds, those of the processor,
and the most memory that the process ever had; or the latencies.
"""
import argparse
import json
import pathlib
import resource
import sys
import time

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/oracle"))


def images(folder, name):
    """The rows of a file as a model takes them, one by one, channels-last."""
    stored = np.load(folder / name, mmap_mode="r")
    return (row.astype(np.float32)[None] / np.float32(255) for row in stored)


def onnx(folder, threads):
    """Of images by the file's name; quantize_static takes no threads, so it has all of the process."""
    from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static

    class Images(CalibrationDataReader):
        def __init__(self, name):
            self.rows = images(folder, name)

        def get_next(self):
            row = next(self.rows, None)
            return None if row is None else {"input": np.ascontiguousarray(row.transpose(0, 3, 1, 2))}

    return lambda name: quantize_static(
        str(folder / "float.onnx"), str(folder / "theirs.onnx"), Images(name), quant_format=QuantFormat.QDQ,
        per_channel=True, activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax)


def tflite(folder, threads):
    from make_networks_tf import network
    from networks import Graph
    import tensorflow as tf
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    net = network(Graph.load(folder / "graph.safetensors").folded())
    function = net.__call__.get_concrete_function()

    def convert(name):
        converter = tf.lite.TFLiteConverter.from_concrete_functions([function], net)
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.representative_dataset = lambda: ([row] for row in images(folder, name))
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = converter.inference_output_type = tf.int8
        (folder / "theirs.tflite").write_bytes(converter.convert())

    return convert


def onnx_runner(path):
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    given = session.get_inputs()[0]
    x = np.random.default_rng(0).random([1, *given.shape[1:]], dtype=np.float32)
    return lambda: session.run(None, {given.name: x})


def tflite_runner(path):
    import tensorflow as tf
    interpreter = tf.lite.Interpreter(str(path), num_threads=1)
    interpreter.allocate_tensors()
    given = interpreter.get_input_details()[0]
    interpreter.set_tensor(given["index"], np.random.default_rng(0).integers(-128, 128, given["shape"], np.int8))
    return interpreter.invoke


def milliseconds(runs, rounds):
    """The least of many runs in turns: what the file takes when nothing else does."""
    least = [float("inf")] * len(runs)
    for _ in range(rounds):
        for i, run in enumerate(runs):
            start = time.perf_counter()
            run()
            least[i] = min(least[i], (time.perf_counter() - start) * 1e3)
    return least


def latency(folder):
    found = {}
    for ending, runner in (("onnx", onnx_runner), ("tflite", tflite_runner)):
        ours, theirs = milliseconds([runner(folder / f"{side}.{ending}") for side in ("ours", "theirs")], 500)
        found[ending] = dict(edgeflow_ms=ours, peer_ms=theirs, ratio=round(ours / theirs, 3))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["onnx", "tflite", "latency"])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    if args.what == "latency":
        print(json.dumps(latency(args.folder)))
        return
    quantize = (onnx if args.what == "onnx" else tflite)(args.folder, args.threads)
    quantize("one.npy")
    start, busy = time.perf_counter(), time.process_time()
    quantize("images.npy")
    print(json.dumps({"seconds": time.perf_counter() - start, "cpu_s": time.process_time() - busy,
                      "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
