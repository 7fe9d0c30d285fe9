"""Golden files of PyTorch's training steps on the small CNN, and of scikit-learn's metrics.

Writes to pipeline-train/src/test/resources/oracle:
cnn_step/ weights.safetensors, x.npy (NHWC), labels.npy, logits.npy, gradients.safetensors, after_{adam,sgd,momentum}.safetensors
(three steps on the same batch) and steps.json (losses before each step, settings); with batch normalization after
conv1: bn_weights.safetensors, bn_train_logits.npy, bn_gradients.safetensors, bn_running.safetensors (after that one
training-mode forward pass), bn_eval_logits.npy (with these statistics, weights unchanged).
metrics.json: accuracy, precision, recall, F1 (weighted, zero_division=0), per class, confusion matrix (rows = truth), log loss.
Run: python make_train.py
"""
from common import WEIGHTS, images, nchw, resources, save_json, save_npy, save_tensors, small_cnn, small_cnn_weights

import numpy as np
import torch
from sklearn.metrics import accuracy_score, confusion_matrix, log_loss, precision_recall_fscore_support

SEED = 7
STEPS = 3
OPTIMIZERS = {
    "adam": (torch.optim.Adam, dict(lr=1e-3, betas=(0.9, 0.999), eps=1e-8)),
    "sgd": (torch.optim.SGD, dict(lr=0.01)),
    "momentum": (torch.optim.SGD, dict(lr=0.01, momentum=0.9)),
}


def values(tensors, names=WEIGHTS):
    return {name: tensors[name].detach().numpy() for name in names}


def backward(model, x, labels):
    """(logits, loss, gradients) of one forward and backward pass."""
    logits = model(x)
    loss = torch.nn.functional.cross_entropy(logits, labels)
    model.zero_grad()
    loss.backward()
    return logits.detach().numpy(), loss.item(), {k: p.grad.numpy() for k, p in model.named_parameters()}


def train(weights, x, labels, optimizer, settings):
    """(weights after the steps, losses before each step)"""
    model = small_cnn(weights)
    optimizer = optimizer(model.parameters(), **settings)
    losses = []
    for _ in range(STEPS):
        losses.append(backward(model, x, labels)[1])
        optimizer.step()
    return values(model.state_dict()), losses


def cnn_step():
    out = resources("pipeline-train", "cnn_step")
    rng = np.random.default_rng(SEED)
    weights = small_cnn_weights(SEED)
    x, labels = images(rng, 16), rng.integers(0, 10, 16).astype(np.int32)
    save_tensors(out / "weights.safetensors", weights)
    save_npy(out / "x.npy", x)
    save_npy(out / "labels.npy", labels)
    x, labels = torch.from_numpy(nchw(x)), torch.from_numpy(labels.astype(np.int64))

    logits, loss, gradients = backward(small_cnn(weights), x, labels)
    save_npy(out / "logits.npy", logits)
    save_tensors(out / "gradients.safetensors", gradients)
    steps = {"loss": loss}
    for name, (optimizer, settings) in OPTIMIZERS.items():
        after, losses = train(weights, x, labels, optimizer, settings)
        save_tensors(out / f"after_{name}.safetensors", after)
        steps[name] = settings | {"losses": losses}

    model = small_cnn(weights, batch_norm=True)
    with torch.no_grad():
        model.bn1.weight.copy_(torch.from_numpy(rng.uniform(0.5, 1.5, 8)))
        model.bn1.bias.copy_(torch.from_numpy(rng.uniform(-0.5, 0.5, 8)))
    save_tensors(out / "bn_weights.safetensors", values(model.state_dict(), ["bn1.weight", "bn1.bias"]))
    logits, steps["bn_loss"], gradients = backward(model, x, labels)
    save_npy(out / "bn_train_logits.npy", logits)
    save_tensors(out / "bn_gradients.safetensors", gradients)
    save_tensors(out / "bn_running.safetensors",
                 values(model.state_dict(), ["bn1.running_mean", "bn1.running_var"]))
    with torch.no_grad():
        save_npy(out / "bn_eval_logits.npy", model.eval()(x).numpy())
    save_json(out / "steps.json", steps)


def score(name, truth, predicted, classes):
    labels = list(range(classes))
    weighted = precision_recall_fscore_support(truth, predicted, labels=labels, average="weighted", zero_division=0)
    each = precision_recall_fscore_support(truth, predicted, labels=labels, average=None, zero_division=0)
    return {"name": name, "classes": classes, "truth": truth, "predicted": predicted,
            "accuracy": accuracy_score(truth, predicted),
            "precision": weighted[0], "recall": weighted[1], "f1": weighted[2],
            "per_class": dict(zip(("precision", "recall", "f1", "support"), each)),
            "confusion": confusion_matrix(truth, predicted, labels=labels)}


def metrics():
    rng = np.random.default_rng(SEED)
    truth = rng.integers(0, 10, 200)
    predicted = np.where(rng.random(200) < 0.7, truth, rng.integers(0, 10, 200))
    cases = [
        score("balanced", [0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 2, 0], 3),
        score("class never predicted", [0, 0, 0, 1, 1, 2, 2, 2], [0, 0, 1, 1, 1, 0, 1, 0], 3),
        score("class absent from the truth", [0, 0, 1, 1, 1, 0], [0, 2, 1, 2, 1, 0], 3),
        score("class absent from both", [0, 0, 3, 3], [0, 3, 3, 3], 4),
        score("single class", [0] * 5, [0] * 5, 1),
        score("all wrong", [0, 0, 1, 1], [1, 1, 0, 0], 2),
        score("ten classes", truth, predicted, 10),
    ]
    probabilities = rng.dirichlet(np.ones(4), 30)
    truth = rng.integers(0, 4, 30)
    probabilities[0] = np.eye(4)[truth[0]]
    certain_and_wrong = probabilities.copy()
    certain_and_wrong[1] = np.eye(4)[(truth[1] + 1) % 4]
    for name, p in (("probabilities", probabilities), ("one certain and wrong", certain_and_wrong)):
        case = score(name, truth, p.argmax(1), 4)
        cases.append(case | {"probabilities": p, "log_loss": log_loss(truth, p, labels=range(4))})
    save_json(resources("pipeline-train") / "metrics.json", cases)


def main():
    cnn_step()
    metrics()
    print("pipeline-train done")


if __name__ == "__main__":
    main()
