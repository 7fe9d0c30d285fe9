"""Our trainer beside PyTorch with the same first weights and the same rows in the same order: the losses of each epoch, side by side.

    python replay.py --seeds 2 --data DIR

For the recurrent network of docs/results.md without augmentation. As long as rounding does not grow into another path, both see equal losses; what is
left between the two sides of docs/results.md is then the draw of weights, order and noise.
"""
import argparse
import math
import pathlib

import numpy as np
import torch
from safetensors.torch import load_file
from torch.nn import functional as F

import results
import results_torch as peers

WHAT = "wrist-rnn"
MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
ORDER = 1  # KeyedRandom.Use.ORDER


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def order(seed, epoch, rows):
    """The rows of an epoch as KeyedRandom.permutation has them."""
    state = mix(mix((seed + GOLDEN) & MASK) ^ mix((epoch << 8) + ORDER))
    drawn = [0] * rows
    for i in range(rows):
        state = (state + GOLDEN) & MASK
        j = ((mix(state) >> 32) * (i + 1)) >> 32
        drawn[i], drawn[j] = drawn[j], i
    return drawn


class Replay(results.Workspace):
    def trained(self, **training):
        """The record of our run, with these keys of training and without augmentation."""
        self.recipe = results.WHAT[WHAT] | dict(training=results.WHAT[WHAT]["training"] | training)
        self.run("data_pipeline", augmentation=False)
        return self.run("model_training", augmentation=False)

    def weights(self, record):
        graph = next(each for each in results.stage_of(record)["artifacts"] if each["name"] == "model.safetensors")
        return load_file(self.artifact(graph["sha256"]))


def torch_names(weights):
    """Our names of the weights as those of torch.nn.GRU and torch.nn.Linear."""
    kinds = dict(weight="weight_ih", recurrent_weight="weight_hh", bias="bias_ih", recurrent_bias="bias_hh")
    named = {name: value for name, value in weights.items() if name.startswith("fc.")}
    for ours, theirs in (("rnn1", ""), ("rnn1_reverse", "_reverse")):
        named |= {f"rnn.{there}_l0{theirs}": weights[f"{ours}.{here}"] for here, there in kinds.items()}
    return named


def replay(workspace, seed):
    # A rate of 1e-9 leaves the first weights as they are, to seven digits.
    first = workspace.weights(workspace.trained(epochs=1, learning_rate="1e-9"))
    workspace.trained()
    history = workspace.kept("model_training")["output"]["history"]
    splits, shape, classes = workspace.dataset()
    parameters, training, _ = workspace.keys()
    (x, y), held = ([torch.from_numpy(each) for each in (splits[name][0], splits[name][1].astype(np.int64))] for name in ("train", "validation"))
    model = peers.Rnn(shape, classes, **parameters)
    model.load_state_dict(torch_names(first))
    batches = math.ceil(len(x) / training["batch_size"])
    steps = peers.optimizer(model, training)
    rates = peers.schedule(training["epochs"] * batches, steps, training, batches)
    for epoch in range(training["epochs"]):
        model.train()
        total = 0
        for rows in torch.tensor(order(seed, epoch, len(x))).split(training["batch_size"]):
            steps.zero_grad()
            loss = F.cross_entropy(model(x[rows]), y[rows], label_smoothing=training["label_smoothing"])
            loss.backward()
            total += loss.item() * len(rows)
            torch.nn.utils.clip_grad_norm_(model.parameters(), training["gradient_clip_norm"])
            steps.step()
            rates.step()
        validation = F.cross_entropy(peers.answers(model, held[0]), held[1]).item()
        ours = history[epoch]
        print(f"seed {seed} epoch {epoch + 1} train_loss {ours['train_loss']:.6f} PyTorch {total / len(x):.6f}"
              f" val_loss {ours['val_loss']:.6f} PyTorch {validation:.6f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--data", type=pathlib.Path, default=results.ROOT / "shared/data", help="where the zip files lie")
    parser.add_argument("--work", type=pathlib.Path, default=results.ROOT / "target/replay", help="for workspaces")
    parser.add_argument("--edgeflow", type=pathlib.Path, default=results.ROOT / "edgeflow")
    arguments = parser.parse_args()
    arguments.work = arguments.work.resolve()
    arguments.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    for seed in range(results.FIRST_SEED, results.FIRST_SEED + arguments.seeds):
        replay(Replay(arguments, WHAT, seed), seed)


if __name__ == "__main__":
    main()
