"""Golden files of TensorFlow's converter for small Keras networks, as a stranger would bring them.

Writes to pipeline-formats/src/test/resources/oracle/keras/NAME: float.tflite, half.tflite (16-bit floats),
dynamic.tflite (8-bit weights), int8.tflite (integers throughout) and int8_float_ends.tflite, inputs.npy in memory order
(images channels-last) and outputs.npy (what Keras gives for them). Networks of series have float.tflite alone.
Run: python make_keras_tflite.py
"""
from common import resources, save_npy

import keras
import numpy as np
import tensorflow as tf
from keras import layers

SAMPLES = 16


def cnn():
    """Convolutions with batch norms, a flattened image, a softmax."""
    return keras.Sequential([
        keras.Input((12, 12, 3)), layers.Conv2D(8, 3, padding="same", use_bias=False), layers.BatchNormalization(),
        layers.ReLU(), layers.MaxPooling2D(), layers.Conv2D(12, 3, strides=2, activation="relu"),
        layers.Flatten(), layers.Dense(32, activation="relu"), layers.Dense(5, activation="softmax")])


def depthwise():
    """Inverted residuals, ReLU6 and hard swish, padding that a stride of 2 asks for, gates, a global mean."""
    image = keras.Input((16, 16, 3))
    x = layers.Conv2D(8, 3, strides=2, padding="same")(image)
    x = before = layers.ReLU(6.0)(layers.BatchNormalization()(x))
    x = layers.ReLU(6.0)(layers.Conv2D(24, 1)(x))
    x = layers.ReLU(6.0)(layers.BatchNormalization()(layers.DepthwiseConv2D(3, padding="same", use_bias=False)(x)))
    gate = layers.GlobalAveragePooling2D(keepdims=True)(x)
    gate = layers.Conv2D(24, 1, activation="sigmoid")(layers.Conv2D(6, 1, activation="relu")(gate))
    x = layers.Conv2D(8, 1)(layers.Multiply()([x, gate]))
    x = layers.Add()([before, x])
    x = layers.ZeroPadding2D(((0, 1), (0, 1)))(x)
    x = layers.DepthwiseConv2D(3, strides=2)(x)
    x = layers.Activation("hard_swish")(layers.Conv2D(16, 1)(x))
    x = layers.Concatenate()([layers.AveragePooling2D(2)(x), layers.MaxPooling2D(2)(x)])
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(image, layers.Dense(4)(x))


def dense():
    """Layers of a vector."""
    return keras.Sequential([
        keras.Input((20,)), layers.Dense(64, activation="relu"), layers.Dense(48, activation="tanh"), layers.Dense(3)])


def lstm():
    """A recurrent layer's last step, unrolled: the converter makes a loop of any other."""
    series = keras.Input((6, 4))
    return keras.Model(series, layers.Dense(3)(layers.LSTM(5, unroll=True)(series)))


def attention():
    """A block of a transformer."""
    series = keras.Input((6, 8))
    x = layers.LayerNormalization()(series)
    x = layers.Add()([series, layers.MultiHeadAttention(2, 4)(x, x)])
    y = layers.Dense(8)(layers.Dense(16, activation="gelu")(layers.LayerNormalization()(x)))
    x = layers.Add()([x, y])
    return keras.Model(series, layers.Dense(3)(layers.GlobalAveragePooling1D()(x)))


def randomized(model, seed):
    """Weights and statistics of uneven channels."""
    rng = np.random.default_rng(seed)
    for layer in model.layers:
        for weight in layer.weights:
            value, name = np.asarray(weight), weight.path.split("/")[-1]
            if "variance" in name or "gamma" in name:
                weight.assign(rng.uniform(0.5, 1.5, value.shape))
            elif value.ndim == 1:
                weight.assign(0.1 * rng.standard_normal(value.shape))
            elif value.ndim > 1:
                weight.assign(value * rng.uniform(0.4, 1.6, value.shape[-1]))
    return model


def converted(model, calib=None, **settings):
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    if calib is not None:
        converter.representative_dataset = lambda: ([x[None]] for x in calib)
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    for key, value in settings.items():
        setattr(converter.target_spec if key == "supported_types" else converter, key, value)
    return converter.convert()


def main():
    small = [tf.lite.Optimize.DEFAULT]
    for number, make in enumerate([cnn, depthwise, dense, lstm, attention]):
        out, rng = resources("pipeline-formats", "keras/" + make.__name__), np.random.default_rng(number)
        keras.utils.set_random_seed(number)
        model = randomized(make(), number)
        calib, inputs = (rng.standard_normal((n, *model.input_shape[1:])).astype(np.float32) for n in (64, SAMPLES))
        files = {"float": converted(model)}
        if make not in (lstm, attention):
            files |= {
                "half": converted(model, optimizations=small, supported_types=[tf.float16]),
                "dynamic": converted(model, optimizations=small),
                "int8": converted(model, calib, optimizations=small, inference_input_type=tf.int8,
                                  inference_output_type=tf.int8),
                "int8_float_ends": converted(model, calib, optimizations=small)}
        for name, content in files.items():
            (out / f"{name}.tflite").write_bytes(content)
        save_npy(out / "inputs.npy", inputs)
        save_npy(out / "outputs.npy", np.concatenate([np.asarray(model(x[None])) for x in inputs]))
        print(make.__name__, {name: len(content) for name, content in files.items()})


if __name__ == "__main__":
    main()
