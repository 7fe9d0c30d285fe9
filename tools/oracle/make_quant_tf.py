"""Golden files of TensorFlow's full-int8 converter for the network and samples that make_quant_ort.py wrote.

Writes to pipeline-formats/src/test/resources/oracle/quant: tf_fp32.tflite and tf_int8.tflite (batch 1, logits, no
softmax, int8 in and out), tf_fp16.tflite (constants in 16-bit floats), tf_int8_weights.tflite (dynamic range),
tf_int8_legacy.tflite and tf_int8_weights_legacy.tflite (one scale for the weight of a dense layer), tf_quant.json (scale and zero point of every tensor of the int8 file), tf_ranges.json (what
the calibrator saw, by logical name), tf_int8.in.npy and tf_int8.out_{ref,xnnpack}.npy (quantized test inputs and the
int8 answers of the built-in kernels and of XNNPACK), tf_fp32.out.npy.
Run: python make_quant_tf.py (after make_quant_ort.py)
"""
from common import fc1_nhwc, resources, save_json, save_npy

import numpy as np
import tensorflow as tf
from safetensors.numpy import load_file
from tensorflow.lite.python import schema_py_generated as schema

RESOLVER = tf.lite.experimental.OpResolverType


def network(w):
    """The network as a TensorFlow function on NHWC, batch 1."""
    kernels = {name: tf.constant(w[name + ".weight"].transpose(2, 3, 1, 0)) for name in ("conv1", "conv2")}
    dense = {"fc1": tf.constant(fc1_nhwc(w["fc1.weight"]).T), "fc2": tf.constant(w["fc2.weight"].T)}

    class Net(tf.Module):
        @tf.function(input_signature=[tf.TensorSpec([1, 12, 12, 1], tf.float32, name="x")])
        def __call__(self, x):
            for name in ("conv1", "conv2"):
                x = tf.nn.conv2d(x, kernels[name], 1, "SAME")
                x = tf.nn.max_pool2d(tf.nn.relu(tf.nn.bias_add(x, w[name + ".bias"])), 2, 2, "VALID")
            x = tf.nn.relu(tf.nn.bias_add(tf.matmul(tf.reshape(x, [1, 144]), dense["fc1"]), w["fc1.bias"]))
            return tf.nn.bias_add(tf.matmul(x, dense["fc2"]), w["fc2.bias"])

    return Net()


def convert(net, calib=None, calibrate_only=False, small=False, halves=False, legacy=False):
    converter = tf.lite.TFLiteConverter.from_concrete_functions([net.__call__.get_concrete_function()], net)
    converter._experimental_disable_per_channel_quantization_for_dense_layers = legacy
    if small or halves:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if halves:
        converter.target_spec.supported_types = [tf.float16]
    if calib is not None:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.representative_dataset = lambda: ([x[None]] for x in calib)
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = converter.inference_output_type = tf.int8
        converter._experimental_calibrate_only = calibrate_only
    return converter.convert()


LAYERS = ["conv1", "pool1", "conv2", "pool2", "flat", "fc1", "fc2"]


def tensors(model, layers=LAYERS):
    """Logical name -> (flatbuffer tensor, constant value or None), in the order of the operators."""
    file = schema.ModelT.InitFromObj(schema.Model.GetRootAs(model))
    graph = file.subgraphs[0]
    found = {"x": (graph.tensors[graph.inputs[0]], None)}
    for layer, op in zip(layers, graph.operators):
        if len(op.inputs) == 3:
            for name, index, kind in ((".weight", 1, np.int8), (".bias", 2, np.int32)):
                t = graph.tensors[op.inputs[index]]
                kind = np.float32 if t.type == schema.TensorType.FLOAT32 else kind
                value = np.frombuffer(bytes(file.buffers[t.buffer].data), kind).reshape(t.shape)
                found[layer + name] = (t, value)
        found[layer] = (graph.tensors[op.outputs[0]], None)
    return found


def calibrated_ranges(net, calib):
    """What the calibrator saw; conv1, conv2 and fc1 are after their fused ReLU."""
    seen = tensors(convert(net, calib, calibrate_only=True))
    return {name: [float(t.quantization.min[0]), float(t.quantization.max[0])]
            for name, (t, value) in seen.items() if value is None}


def quantization(model):
    """Scale and zero point of every tensor of an int8 file, by logical name."""
    return {role: {"name": t.name.decode(), "shape": t.shape, "scales": t.quantization.scale,
                   "zero_points": t.quantization.zeroPoint, "quantized_dimension": t.quantization.quantizedDimension}
            for role, (t, _) in tensors(model).items()}


def quantize_input(x, model):
    scale, zero_point = tf.lite.Interpreter(model_content=model).get_input_details()[0]["quantization"]
    v = x / np.float32(scale)
    return np.clip(np.trunc(v + np.copysign(np.float32(0.5), v)) + zero_point, -128, 127).astype(np.int8)


def run(model, x, xnnpack):
    kind = RESOLVER.AUTO if xnnpack else RESOLVER.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    interpreter = tf.lite.Interpreter(model_content=model, num_threads=1, experimental_op_resolver_type=kind)
    interpreter.allocate_tensors()
    source, target = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]
    rows = []
    for sample in x:
        interpreter.set_tensor(source, sample[None])
        interpreter.invoke()
        rows.append(interpreter.get_tensor(target)[0].copy())
    return np.stack(rows)


def main():
    out = resources("pipeline-formats", "quant")
    net = network(load_file(out / "weights.safetensors"))
    calib, test, logits = (np.load(out / f"{n}.npy") for n in ("calib", "test", "logits"))

    fp32, int8 = convert(net), convert(net, calib)
    (out / "tf_fp32.tflite").write_bytes(fp32)
    (out / "tf_int8.tflite").write_bytes(int8)
    (out / "tf_int8_legacy.tflite").write_bytes(convert(net, calib, legacy=True))
    (out / "tf_fp16.tflite").write_bytes(convert(net, halves=True))
    (out / "tf_int8_weights.tflite").write_bytes(convert(net, small=True))
    (out / "tf_int8_weights_legacy.tflite").write_bytes(convert(net, small=True, legacy=True))
    save_json(out / "tf_quant.json", quantization(int8))
    save_json(out / "tf_ranges.json", calibrated_ranges(net, calib))

    result = run(fp32, test, xnnpack=False)
    save_npy(out / "tf_fp32.out.npy", result)
    print("tf_fp32.tflite", len(fp32), "bytes, largest difference to torch", np.abs(result - logits).max())
    quantized = quantize_input(test, int8)
    save_npy(out / "tf_int8.in.npy", quantized)
    answers = {name: run(int8, quantized, name == "xnnpack") for name in ("ref", "xnnpack")}
    for name, answer in answers.items():
        save_npy(out / f"tf_int8.out_{name}.npy", answer)
    print("tf_int8.tflite", len(int8), "bytes, top-1 agreement", (answers["ref"].argmax(1) == logits.argmax(1)).mean(),
          "XNNPACK at most", np.abs(answers["ref"].astype(int) - answers["xnnpack"]).max(), "steps away")


if __name__ == "__main__":
    main()
