"""Golden files of PyTorch's optimizers, learning rate schedules, losses of classes, and whole trainings.

Writes to pipeline-train/src/test/resources/oracle:
optimizers.json: weights, gradients [50][weights]; by optimizer its settings and the weights after 1, 10 and all 50 steps.
schedules.json: by schedule the epochs, steps per epoch, the configured rate, and torch's rate of each step.
class_losses.json: scores [rows][classes], labels; by case weights, smoothing, gamma, and the loss and its gradient by the scores;
the same of blends: the partner of each row, and the share of its own label.
trainings.json: the weights of a small network, samples and labels; by training its parameter groups, frozen layers and decay of
the average, and after 50 steps the weights, the running statistics and the averaged weights.
Run: python make_optimizers.py
"""
from common import resources, save_json

import numpy as np
import torch
from torch.optim import lr_scheduler

SEED = 13
STEPS, WEIGHTS = 50, 12
SEEN = (1, 10, 50)
OPTIMIZERS = {
    "adam": (torch.optim.Adam, dict(lr=0.003)),
    "adam_decay": (torch.optim.Adam, dict(lr=0.003, weight_decay=0.1)),
    "adamw": (torch.optim.AdamW, dict(lr=0.003, weight_decay=0.01)),
    "adamw_strong": (torch.optim.AdamW, dict(lr=0.01, weight_decay=0.5)),
    "sgd": (torch.optim.SGD, dict(lr=0.01)),
    "sgd_momentum": (torch.optim.SGD, dict(lr=0.01, momentum=0.9)),
    "sgd_nesterov": (torch.optim.SGD, dict(lr=0.01, momentum=0.8, nesterov=True, weight_decay=0.02)),
    "rmsprop": (torch.optim.RMSprop, dict(lr=0.002)),
    "rmsprop_momentum": (torch.optim.RMSprop, dict(lr=0.001, momentum=0.7, weight_decay=0.05)),
}


def optimizers(rng):
    weights = rng.normal(size=WEIGHTS).astype(np.float32)
    gradients = (rng.normal(size=(STEPS, WEIGHTS)) * np.logspace(-3, 1, WEIGHTS)).astype(np.float32)
    golden = {"weights": weights, "gradients": gradients}
    for name, (optimizer, settings) in OPTIMIZERS.items():
        parameter = torch.nn.Parameter(torch.from_numpy(weights.copy()))
        rule = optimizer([parameter], **settings)
        after = {}
        for step, gradient in enumerate(gradients, 1):
            parameter.grad = torch.from_numpy(gradient.copy())
            rule.step()
            if step in SEEN:
                after[step] = parameter.detach().numpy().copy()
        golden[name] = settings | {"after": after}
    return golden


def rates(epochs, batches, rate, warmup, main):
    """torch's rate of each step; main makes the schedule after the warm-up of some steps, over the steps that are left."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)
    steps = epochs * batches
    schedule = main(optimizer, steps - warmup, batches)
    if warmup:
        # The main schedule starts from the rate that was configured, as the sequence begins with the warm-up's own.
        for group in optimizer.param_groups:
            group["lr"] = group["initial_lr"]
        rise = lr_scheduler.LinearLR(optimizer, 1 / warmup, 1, total_iters=max(1, warmup - 1))
        schedule = lr_scheduler.SequentialLR(optimizer, [rise, schedule], [warmup])
    found = []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return found


def schedules():
    constant = lambda o, steps, batches: lr_scheduler.ConstantLR(o, 1.0)
    step = lambda epochs, gamma: lambda o, steps, batches: lr_scheduler.StepLR(o, epochs * batches, gamma)
    cosine = lambda least: lambda o, steps, batches: lr_scheduler.CosineAnnealingLR(o, steps, least)
    cycle = lambda rate: lambda o, steps, batches: lr_scheduler.OneCycleLR(o, rate, steps, cycle_momentum=False)
    cases = [
        ("constant", {}, 3, 4, 0.01, 0, constant),
        ("constant", {}, 3, 4, 0.01, 5, constant),
        ("step", {"epochs": 2, "factor": 0.1}, 7, 3, 0.1, 0, step(2, 0.1)),
        ("step", {"epochs": 1, "factor": 0.5}, 6, 5, 0.1, 7, step(1, 0.5)),
        ("cosine", {"least": 0}, 5, 7, 0.05, 0, cosine(0)),
        ("cosine", {"least": 0.001}, 5, 7, 0.05, 6, cosine(0.001)),
        ("one_cycle", {}, 5, 7, 0.02, 0, cycle(0.02)),
        ("one_cycle", {}, 2, 2, 0.02, 0, cycle(0.02)),
    ]
    return [{"decay": decay, "settings": settings, "epochs": epochs, "steps_per_epoch": batches, "rate": rate,
             "warmup_steps": warmup, "rates": rates(epochs, batches, rate, warmup, main)}
            for decay, settings, epochs, batches, rate, warmup, main in cases]


def class_losses(rng):
    scores = (rng.normal(size=(9, 4)) * 3).astype(np.float32)
    labels = rng.integers(0, 4, 9)
    scores[0] = -40
    scores[0, labels[0]] = 40  # as good as certain
    cases = [([], 0, 0), ([0.5, 1, 2, 4.5], 0, 0), ([], 0.1, 0), ([0.5, 1, 2, 4.5], 0.25, 0), ([], 0, 2), ([], 0, 0.5),
             ([3, 1, 0.2, 1], 0, 1.5)]
    golden = {"scores": scores, "labels": labels, "cases": []}
    for weights, smoothing, gamma in cases:
        x, y = torch.from_numpy(scores).requires_grad_(), torch.from_numpy(labels)
        w = torch.tensor(weights, dtype=torch.float32) if weights else None
        if gamma:
            entropy = torch.nn.functional.cross_entropy(x, y, weight=w, reduction="none")
            right = torch.log_softmax(x, 1).gather(1, y[:, None])[:, 0]
            each = (-torch.expm1(right)).clamp(min=1e-30) ** gamma * entropy
            loss = each.sum() / (w[y].sum() if weights else len(y))
        else:
            loss = torch.nn.functional.cross_entropy(x, y, weight=w, label_smoothing=smoothing)
        loss.backward()
        golden["cases"].append({"weights": weights, "smoothing": smoothing, "gamma": gamma, "loss": loss.item(),
                                "gradient": x.grad.numpy()})
    golden["partners"] = partners = np.array([3, 1, 0, 8, 2, 4, 7, 5, 6])
    golden["blends"] = [blend(scores, labels, labels[partners], *case) for case in
                        [(0.5, [], 0), (0.875, [], 0.1), (0.625, [0.5, 1, 2, 4.5], 0), (1.0, [], 0)]]
    return golden


def blend(scores, labels, others, share, weights, smoothing):
    """Without weights torch's loss of soft targets; with them that of mixup's authors, the mean of the losses by both labels."""
    x, y, z = torch.from_numpy(scores).requires_grad_(), torch.from_numpy(labels), torch.from_numpy(others)
    if weights:
        w = torch.tensor(weights, dtype=torch.float32)
        loss = sum(s * torch.nn.functional.cross_entropy(x, t, weight=w) for s, t in ((share, y), (1 - share, z)))
    else:
        soft = share * torch.nn.functional.one_hot(y, 4) + (1 - share) * torch.nn.functional.one_hot(z, 4)
        loss = torch.nn.functional.cross_entropy(x, soft, label_smoothing=smoothing)
    loss.backward()
    return {"share": share, "weights": weights, "smoothing": smoothing, "gamma": 0, "loss": loss.item(), "gradient": x.grad.numpy()}


class Small(torch.nn.Module):
    def __init__(self):
        super().__init__()
        # No bias before the normalization: its gradient is rounding alone, which Adam would make steps of.
        self.fc1, self.bn1 = torch.nn.Linear(5, 6, bias=False), torch.nn.BatchNorm1d(6)
        self.fc2, self.fc3 = torch.nn.Linear(6, 4), torch.nn.Linear(4, 3)

    def forward(self, x):
        return self.fc3(torch.relu(self.fc2(torch.relu(self.bn1(self.fc1(x))))))


TRAININGS = {
    "plain": dict(optimizer="adamw", lr=0.02, weight_decay=0.1, decay=0.9),
    "sgd_groups": dict(optimizer="sgd", lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.02, decay=0.97, groups={"fc1": 0.1, "fc3": 2}),
    "adamw_groups": dict(optimizer="adamw", lr=0.01, weight_decay=0.3, decay=0.8, groups={"fc1": 0.1, "bn1": 0.5}),
    "rmsprop_frozen": dict(optimizer="rmsprop", lr=0.005, decay=0.9, groups={"fc3": 0.25}, frozen=["fc1", "bn1"]),
}


def state(model):
    return {name: [float("%.9g" % v) for v in tensor.flatten().tolist()]
            for name, tensor in model.state_dict().items() if not name.endswith("num_batches_tracked")}


def training(start, x, y, optimizer, lr, decay, groups={}, frozen=(), **settings):
    model = Small()
    model.load_state_dict(start)
    layers = dict(model.named_children())
    for name in frozen:
        layers[name].requires_grad_(False)
    parameters = [dict(params=list(layer.parameters()), lr=lr * groups.get(name, 1))
                  for name, layer in layers.items() if name not in frozen]
    rule = OPTIMIZERS[optimizer][0](parameters, lr=lr, **settings)
    averaged = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(decay))
    for _ in range(STEPS):
        model.train()
        for name in frozen:
            layers[name].eval()
        rule.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        rule.step()
        averaged.update_parameters(model)
    return {"after": state(model), "averaged": state(averaged.module)}


def trainings(rng):
    torch.manual_seed(SEED)
    x = rng.normal(size=(12, 5)).astype(np.float32).round(3)
    y = rng.integers(0, 3, 12)
    start = Small().state_dict()
    model = Small()
    model.load_state_dict(start)
    golden = {"samples": x, "labels": y, "weights": state(model)}
    for name, settings in TRAININGS.items():
        golden[name] = settings | training(start, torch.from_numpy(x), torch.from_numpy(y), **settings)
    return golden


def main():
    rng = np.random.default_rng(SEED)
    out = resources("pipeline-train")
    save_json(out / "optimizers.json", optimizers(rng))
    save_json(out / "schedules.json", schedules())
    save_json(out / "class_losses.json", class_losses(rng))
    save_json(out / "trainings.json", trainings(rng))
    print("optimizers done")


if __name__ == "__main__":
    main()
