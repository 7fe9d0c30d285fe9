"""Makes models of the digits as users bring them: by PyTorch's two exporters, and by Keras as TFLite.

Writes to pipeline-orchestrator/src/test/resources/oracle/digits/:
trained.onnx    ten classes, trained on 1,200 of the digits whose grey values were divided by 16; batch norms folded by the exporter
normed.onnx     the same network untrained, with its batch norms
five.onnx       five classes, untrained, by the newer exporter: not those of the digits
trained.tflite  Keras' (channels last, a softmax at its end), trained likewise
The drawing of rows is not that of a workflow's splits: some of its test rows were seen.
Run: python make_digits.py
"""
import common  # first: it sets the numbers of threads
import numpy as np
import onnx
import torch
from torch import nn

SEED, SEEN, EPOCHS, BATCH = 5, 1200, 40, 32


def digits():
    """(images [n, 1, 8, 8] in 0 to 1, labels) that are trained on."""
    table = np.loadtxt(common.ROOT / "config/data/digits.csv", delimiter=",", skiprows=1, dtype=np.float32)
    rows = np.random.default_rng(SEED).permutation(len(table))[:SEEN]
    return table[rows, :64].reshape(-1, 1, 8, 8) / 16, table[rows, 64].astype(np.int64)


def network(classes):
    torch.manual_seed(SEED)
    return nn.Sequential(
        nn.Conv2d(1, 12, 3, padding=1, bias=False), nn.BatchNorm2d(12), nn.ReLU(),
        nn.Conv2d(12, 24, 3, padding=1, stride=2, bias=False), nn.BatchNorm2d(24), nn.ReLU(),
        nn.Conv2d(24, 24, 3, padding=1, groups=24, bias=False), nn.BatchNorm2d(24), nn.ReLU6(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(0.1), nn.Linear(24 * 2 * 2, classes),
    )


def train(net, x, y):
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    optimizer = torch.optim.Adam(net.parameters(), 3e-3)
    for epoch in range(EPOCHS):
        order = torch.randperm(len(x))
        for i in range(0, len(x), BATCH):
            at = order[i:i + BATCH]
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(x[at]), y[at]).backward()
            optimizer.step()
    net.eval()
    with torch.no_grad():
        print("PyTorch, on what it saw:", (net(x).argmax(1) == y).float().mean().item())
    return net


def export(net, path, newer=False, **options):
    net.eval()
    example = (torch.zeros(2, 1, 8, 8),)
    names = dict(input_names=["image"], output_names=["scores"])
    if newer:
        torch.onnx.export(net, example, path, dynamo=True, external_data=False, verbose=False, opset_version=18,
                          dynamic_shapes=({0: torch.export.Dim("batch")},), **names)
        model = onnx.load(path)
        for node in model.graph.node:  # without stack traces of this machine
            del node.metadata_props[:]
            node.doc_string = ""
        onnx.save(model, path)
    else:
        torch.onnx.export(net, example, path, dynamo=False, opset_version=17,
                          dynamic_axes={"image": {0: "batch"}, "scores": {0: "batch"}}, **names, **options)


def keras(x, y, path):
    import tensorflow as tf
    tf.keras.utils.set_random_seed(SEED)
    model = tf.keras.Sequential([
        tf.keras.layers.Input((8, 8, 1)),
        tf.keras.layers.Conv2D(12, 3, padding="same", activation="relu"),
        tf.keras.layers.MaxPooling2D(2),
        tf.keras.layers.Conv2D(24, 3, padding="same", activation="relu"),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile(tf.keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
    x = x.transpose(0, 2, 3, 1)
    model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, verbose=0)
    print("Keras, on what it saw:", model.evaluate(x, y, verbose=0)[1])
    path.write_bytes(tf.lite.TFLiteConverter.from_keras_model(model).convert())


def main():
    out = common.resources("pipeline-orchestrator", "digits")
    x, y = digits()
    export(network(10), out / "normed.onnx", training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)
    export(network(5), out / "five.onnx", newer=True)
    export(train(network(10), x, y), out / "trained.onnx")
    keras(x, y, out / "trained.tflite")
    for file in sorted(out.iterdir()):
        print(f"{file.stat().st_size:>8,} {file.name}")


if __name__ == "__main__":
    main()
