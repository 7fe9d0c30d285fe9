"""Makes model files as users of PyTorch, Keras and scikit-learn have them, with the outputs of their makers.

`make_foreign.py` writes the small ones to `pipeline-formats/src/test/resources/golden/foreign`, with `make_foreign.py DIR` the
large ones go to DIR: torchvision's networks, longer recurrent ones, a wider transformer, Keras' MobileNetV2. `index.json` says of
each file which arrays it takes and gives, how many classes it tells apart, and whether 8-bit files of it are to be held to the floats.
"""
import pathlib
import sys
import warnings

import common  # first: it sets the numbers of threads
import numpy as np
import onnx
import torch
from torch import nn

import foreign_networks as networks

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
SMALL = common.ROOT / "pipeline-formats/src/test/resources/golden/foreign"


class Folder:
    """Where files and arrays go, and what the index says of them."""

    def __init__(self, path):
        self.path, self.index = path, {}
        path.mkdir(parents=True, exist_ok=True)

    def array(self, name, values):
        common.save_npy(self.path / f"{name}.npy", values)
        return name

    def entry(self, file, inputs, outputs, classes=0, int8=False):
        self.index[file] = dict(inputs=inputs, outputs=outputs, classes=classes, int8=int8)

    def close(self):
        common.save_json(self.path / "index.json", dict(sorted(self.index.items())))
        for file in sorted(self.index):
            print(f"{(self.path / file).stat().st_size:>10,} {file}")


def export(net, inputs, path, exporter, opset, dynamic=True, batch_axis=0, external=False):
    """By PyTorch's older exporter (`script`) or its newer one (`dynamo`)."""
    example = torch.from_numpy(inputs).narrow(batch_axis, 0, 2 if dynamic else 1)
    names = dict(input_names=["input"], output_names=["output"])
    if exporter == "script":
        axes = {"input": {batch_axis: "batch"}, "output": {0: "batch"}} if dynamic else None
        torch.onnx.export(net, (example,), path, dynamo=False, opset_version=opset, dynamic_axes=axes, **names)
    else:
        shapes = ({batch_axis: torch.export.Dim("batch")},) if dynamic else None
        torch.onnx.export(net, (example,), path, dynamo=True, opset_version=opset, dynamic_shapes=shapes,
                          external_data=external, verbose=False, **names)
        if not external:
            slim(path)


def slim(path):
    """Without the stack traces that the newer exporter keeps of each node."""
    model = onnx.load(path)
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    onnx.save(model, path)


def pytorch(folder, name, net, array, inputs, exports, int8=True, batch_axis=0):
    """One network through several exporters; the outputs are PyTorch's own."""
    with torch.no_grad():
        out = net(torch.from_numpy(inputs)).numpy()
    print(name, "predicts", len(np.unique(out.argmax(1))), "classes")
    outputs = [folder.array(f"{name}.out", out)]
    for exporter, opset, *rest in exports:
        fixed, external = "fixed" in rest, "external" in rest
        file = f"{name}.{exporter}{opset}{'.fixed' if fixed else ''}.onnx"
        export(net, inputs, folder.path / file, exporter, opset, not fixed, batch_axis, external)
        folder.entry(file, [array], outputs, out.shape[1], int8)


def quantized_onnx(folder, file, array, inputs):
    """As ONNX Runtime's own quantizer writes it: QuantizeLinear and DequantizeLinear around each operator."""
    import onnxruntime as ort
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, quantize_static

    class Reader(CalibrationDataReader):
        def __init__(self):
            self.batches = iter([{"input": inputs}])

        def get_next(self):
            return next(self.batches, None)

    target = file.replace(".onnx", ".qdq.onnx")
    quantize_static(folder.path / file, folder.path / target, Reader(), QuantFormat.QDQ, per_channel=True)
    session = ort.InferenceSession(folder.path / target)
    out = session.run(None, {"input": inputs})[0]
    folder.entry(target, [array], [folder.array(target + ".out", out)], out.shape[1])


def tflite(folder, name, model, array, inputs):
    """Float and 8-bit files by TensorFlow's converter; the outputs of the latter are its reference kernels'."""
    import tensorflow as tf
    out = model.predict(inputs, verbose=0)
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    (folder.path / f"{name}.tflite").write_bytes(converter.convert())
    folder.entry(f"{name}.tflite", [array], [folder.array(f"{name}.out", out)], out.shape[1], True)

    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: ([row[None]] for row in inputs)
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = converter.inference_output_type = tf.int8
    content = converter.convert()
    (folder.path / f"{name}.int8.tflite").write_bytes(content)
    resolver = tf.lite.experimental.OpResolverType.BUILTIN_REF
    interpreter = tf.lite.Interpreter(model_content=content, experimental_op_resolver_type=resolver)
    interpreter.allocate_tensors()
    source, sink = interpreter.get_input_details()[0], interpreter.get_output_details()[0]
    scale, zero = source["quantization"]
    rows = []
    for row in inputs:
        integers = np.clip(np.round(row[None] / scale + zero), -128, 127).astype(np.int8)
        interpreter.set_tensor(source["index"], integers)
        interpreter.invoke()
        rows.append(interpreter.get_tensor(sink["index"])[0])
    scale, zero = sink["quantization"]
    values = ((np.stack(rows).astype(np.float32) - zero) * scale).astype(np.float32)
    folder.entry(f"{name}.int8.tflite", [array], [folder.array(f"{name}.int8.out", values)], out.shape[1])


def by_tf2onnx(folder, name, model, array, inputs, opset):
    """Keras 3 has no signature that tf2onnx finds, so it is given one."""
    import tensorflow as tf
    import tf2onnx
    spec = [tf.TensorSpec((None, *inputs.shape[1:]), tf.float32, name="image")]
    function = tf.function(lambda image: model(image, training=False), input_signature=spec)
    file = f"{name}.tf{opset}.onnx"
    tf2onnx.convert.from_function(function, input_signature=spec, opset=opset, output_path=str(folder.path / file))
    out = model.predict(inputs, verbose=0)
    folder.entry(file, [array], [folder.array(f"{name}.out", out)], out.shape[1], True)


def keras_cnn(shape):
    import keras
    from keras import layers
    keras.utils.set_random_seed(7)
    source = keras.Input(shape, name="image")
    x = layers.Conv2D(12, 3, strides=2, padding="same", use_bias=False)(source)
    x = layers.BatchNormalization()(x)
    x = short = layers.ReLU(max_value=6)(x)
    x = layers.SeparableConv2D(12, 3, padding="same", activation="relu")(x)
    x = layers.Add()([x, short])
    x = layers.ZeroPadding2D(1)(x)
    x = layers.DepthwiseConv2D(3, strides=2, activation="relu")(x)
    x = layers.Concatenate()([x, layers.AveragePooling2D(2, padding="same")(short)])
    x = layers.MaxPooling2D(2, strides=1)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(24, activation="relu")(x)
    return keras.Model(source, layers.Dense(networks.CLASSES)(x))


def keras_trained(model, inputs, truth, epochs):
    import keras
    model.compile(keras.optimizers.Adam(0.005), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(inputs, truth, batch_size=16, epochs=epochs, verbose=0, shuffle=False)
    return model


def scikit(folder, name, model, array, inputs, zipmaps=(False,), int8=True, rows=128):
    """Through skl2onnx: labels and probabilities, which a zipmap makes a list of maps of."""
    from skl2onnx import to_onnx
    out = model.predict_proba(inputs[:rows]).astype(np.float32)
    outputs = [folder.array(f"{name}.out", out)]
    for zipmap in zipmaps:
        file = f"{name}{'.zipmap' if zipmap else ''}.onnx"
        options = {id(model): {"zipmap": zipmap}}
        content = to_onnx(model, inputs[:1], options=options, target_opset=17).SerializeToString()
        (folder.path / file).write_bytes(content)
        folder.entry(file, [array], outputs, out.shape[1], int8)


def small(folder):
    from sklearn.datasets import load_breast_cancer, load_digits, load_iris
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    digits = load_digits()
    pixels = (digits.data / 16).astype(np.float32)
    squares = pixels[:, None].reshape(-1, 1, 8, 8)
    array = folder.array("digits", squares[:128])
    torch.manual_seed(1)
    net = networks.train(networks.TinyResnet(), squares[:600], digits.target[:600], 60)
    pytorch(folder, "tiny_resnet", net, array, squares[:128], [("script", 11, "fixed"), ("script", 13), ("dynamo", 18)])
    quantized_onnx(folder, "tiny_resnet.script13.onnx", array, squares[:128])

    images, truth = networks.classes_of_images(64, 3, 12, 8, 2)
    array = folder.array("images", images)
    torch.manual_seed(2)
    net = networks.train(networks.TinyMobile(), images, truth, 60)
    pytorch(folder, "tiny_mobile", net, array, images, [("script", 13), ("script", 17), ("dynamo", 20)])

    channels_last = np.ascontiguousarray(images.transpose(0, 2, 3, 1))
    array = folder.array("images_nhwc", channels_last)
    model = keras_trained(keras_cnn(channels_last.shape[1:]), channels_last, truth, 60)
    tflite(folder, "keras_cnn", model, array, channels_last)
    for opset in (11, 15, 18):
        by_tf2onnx(folder, "keras_cnn", model, array, channels_last, opset)

    series, truth = networks.classes_of_series(80, 10, 4, 3)
    first = folder.array("series", series)
    second = folder.array("series_tnc", series.transpose(1, 0, 2))
    recurrent = dict(lstm=(nn.LSTM, 12, True, False), bilstm=(nn.LSTM, 8, True, True), gru=(nn.GRU, 12, True, False),
                     bilstm_tnc=(nn.LSTM, 8, False, True, 1, True), bigru_tnc=(nn.GRU, 6, False, True, 2, True))
    for name, arguments in recurrent.items():
        torch.manual_seed(3)
        net = networks.Sequence(*arguments)
        inputs = series if net.batch_first else np.ascontiguousarray(series.transpose(1, 0, 2))
        networks.train(net, inputs, truth, 80, 0.02)
        exports = [("script", 14), ("dynamo", 18)] if name != "bilstm" else [("script", 11), ("script", 17, "fixed")]
        pytorch(folder, name, net, first if net.batch_first else second, inputs, exports, True,
                0 if net.batch_first else 1)

    torch.manual_seed(4)
    net = networks.train(networks.Transformer(16, 2, "relu"), series, truth, 100)
    pytorch(folder, "transformer", net, first, series, [("script", 14), ("script", 17), ("dynamo", 18)])
    torch.manual_seed(5)
    tokens, truth = networks.classes_of_tokens(80, 9, 24, 4)
    array = folder.array("tokens", tokens)
    net = networks.train(networks.Transformer(16, 4, "gelu", 24, 9, True), tokens, truth, 60)
    pytorch(folder, "tokens_former", net, array, tokens, [("script", 14), ("script", 20), ("dynamo", 21)])

    array = folder.array("pixels", pixels[:128])
    mlp = MLPClassifier((24,), max_iter=60, random_state=1).fit(pixels[:600], digits.target[:600])
    scikit(folder, "mlp", mlp, array, pixels, (False, True))
    logistic = make_pipeline(StandardScaler(), LogisticRegression(max_iter=60)).fit(pixels[:600], digits.target[:600])
    scikit(folder, "logistic", logistic, array, pixels, (False, True))
    iris = load_iris()
    rows = iris.data.astype(np.float32)[::3]
    named = LogisticRegression(max_iter=200).fit(rows, iris.target_names[iris.target][::3])
    scikit(folder, "iris", named, folder.array("iris", rows), rows, (True,), False)
    cancer = load_breast_cancer()
    rows = cancer.data.astype(np.float32)[:40]
    two = make_pipeline(StandardScaler(), LogisticRegression()).fit(rows, cancer.target[:40])
    scikit(folder, "two", two, folder.array("two", rows), rows, (False,), False)


def large(folder):
    images, truth = networks.classes_of_images(120, 3, 64, 64, 11)
    array = folder.array("images", images)
    exports = [("script", 11), ("script", 17, "fixed"), ("dynamo", 18), ("dynamo", 21, "fixed")]
    for name in ("resnet18", "mobilenet_v2", "mobilenet_v3_small", "squeezenet1_1"):
        torch.manual_seed(11)
        net = networks.large(name, images, truth)
        pytorch(folder, name, net, array, images, exports + [("dynamo", 20, "external")] * (name == "resnet18"))

    series, truth = networks.classes_of_series(120, 64, 4, 12)
    array = folder.array("series", series)
    torch.manual_seed(12)
    net = networks.train(networks.Sequence(nn.LSTM, 48, True, True, 2), series, truth, 60)
    pytorch(folder, "lstm_large", net, array, series, [("script", 17), ("dynamo", 18)])
    torch.manual_seed(13)
    net = networks.train(networks.Transformer(64, 4, "gelu"), series, truth, 160, 0.001)
    pytorch(folder, "transformer_large", net, array, series, [("script", 14), ("script", 17), ("dynamo", 18)])

    import keras
    keras.utils.set_random_seed(14)
    channels_last = np.ascontiguousarray(images.transpose(0, 2, 3, 1))
    array = folder.array("images_nhwc", channels_last)
    truth = np.arange(len(images)) % networks.CLASSES
    model = keras.applications.MobileNetV2((64, 64, 3), weights=None, classes=networks.CLASSES,
                                           classifier_activation=None)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 0.5
    keras_trained(model, channels_last, truth, 12)
    for _ in range(12):
        model(channels_last, training=True)
    tflite(folder, "keras_mobilenet_v2", model, array, channels_last)
    by_tf2onnx(folder, "keras_mobilenet_v2", model, array, channels_last, 17)


if __name__ == "__main__":
    where = Folder(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else SMALL)
    (large if len(sys.argv) > 1 else small)(where)
    where.close()
