"""Golden files of PyTorch's optimizers and learning rate schedules.

Writes to pipeline-train/src/test/resources/oracle:
optimizers.json: weights, gradients [50][weights]; by optimizer its settings and the weights after 1, 10 and all 50 steps.
schedules.json: by schedule the epochs, steps per epoch, the configured rate, and torch's rate of each step.
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


def main():
    rng = np.random.default_rng(SEED)
    out = resources("pipeline-train")
    save_json(out / "optimizers.json", optimizers(rng))
    save_json(out / "schedules.json", schedules())
    print("optimizers done")


if __name__ == "__main__":
    main()
