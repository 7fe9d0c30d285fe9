"""The recipes of docs/results.md in PyTorch: the same layers, weights drawn alike, the same optimizer, schedule and augmentations."""
import copy
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

NORM = dict(eps=1e-3, momentum=0.1)


def rectified(layer):
    """He et al. 2015, before a ReLU; a bias of zeros."""
    nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
    nn.init.zeros_(layer.bias)
    return layer


def xavier(layer):
    nn.init.xavier_uniform_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


class Cnn(nn.Sequential):
    def __init__(self, shape, classes, width=1.0):
        height, across, channels = shape
        one, two, hidden = (round(n * width) for n in (32, 64, 128))
        super().__init__(
            nn.Conv2d(channels, one, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(one, two, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(two * (height // 4) * (across // 4), hidden), nn.ReLU(), nn.Dropout(0.5),
            nn.Linear(hidden, classes))


class Same(nn.Module):
    """A convolution with SAME padding in TensorFlow's sense of an even image, and batch normalization where wished."""

    def __init__(self, into, out, kernel, stride, norm=True):
        super().__init__()
        self.conv = rectified(nn.Conv2d(into, out, kernel, stride))
        self.pad = max(0, kernel - stride)
        self.norm = nn.BatchNorm2d(out, **NORM) if norm else nn.Identity()

    def forward(self, x):
        before, after = self.pad // 2, self.pad - self.pad // 2
        return self.norm(self.conv(F.pad(x, (before, after, before, after))))


class ResNet8(nn.Module):
    def __init__(self, shape, classes, width=1.0):
        super().__init__()
        channels = round(16 * width)
        self.first = Same(shape[2], channels, 3, 1)
        self.blocks = nn.ModuleList()
        for out, stride in ((channels, 1), (round(32 * width), 2), (round(64 * width), 2)):
            self.blocks.append(nn.ModuleDict({
                "conv1": Same(channels, out, 3, stride), "conv2": Same(out, out, 3, 1),
                "shortcut": Same(channels, out, 1, stride, norm=False) if stride > 1 else nn.Identity()}))
            channels = out
        self.fc = nn.Linear(channels, classes)

    def forward(self, x):
        x = self.first(x).relu()
        for block in self.blocks:
            x = (block["conv2"](block["conv1"](x).relu()) + block["shortcut"](x)).relu()
        return self.fc(x.mean((2, 3)))


class Rnn(nn.Module):
    def __init__(self, shape, classes, cell="lstm", hidden=64, layers=1, bidirectional=False):
        super().__init__()
        kind = nn.LSTM if cell == "lstm" else nn.GRU
        self.hidden, self.both = hidden, bidirectional
        self.rnn = kind(shape[1], hidden, layers, batch_first=True, bidirectional=bidirectional)
        self.fc = nn.Linear(hidden * (2 if bidirectional else 1), classes)

    def forward(self, x):
        states = self.rnn(x)[0]
        if not self.both:
            return self.fc(states[:, -1])
        return self.fc(torch.cat([states[:, -1, :self.hidden], states[:, 0, self.hidden:]], 1))


class Encoder(nn.Module):
    """One pre-norm layer (Xiong et al. 2020)."""

    def __init__(self, features, heads, dropout):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(features), nn.LayerNorm(features)
        self.query, self.key, self.value, self.mixed = (xavier(nn.Linear(features, features)) for _ in range(4))
        self.wide, self.narrow = xavier(nn.Linear(features, 4 * features)), xavier(nn.Linear(4 * features, features))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        normed = self.norm1(x)
        split = (layer(normed).unflatten(2, (self.heads, -1)).transpose(1, 2) for layer in (self.query, self.key, self.value))
        seen = F.scaled_dot_product_attention(*split).transpose(1, 2).flatten(2)
        x = x + self.dropout(self.mixed(seen))
        return x + self.dropout(self.narrow(F.gelu(self.wide(self.norm2(x)))))


class Transformer(nn.Module):
    def __init__(self, shape, classes, features=64, heads=4, layers=2, patch=4, dropout=0.1):
        super().__init__()
        self.tokens = xavier(nn.Linear(shape[1], features))
        bound = 0.02 * math.sqrt(3)
        self.positions = nn.Parameter(torch.empty(shape[0], features).uniform_(-bound, bound))
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.Sequential(*(Encoder(features, heads, dropout) for _ in range(layers)))
        self.norm, self.fc = nn.LayerNorm(features), nn.Linear(features, classes)

    def forward(self, x):
        x = self.dropout(self.tokens(x) + self.positions)
        return self.fc(self.norm(self.layers(x)).mean(1))


class Causal(nn.Sequential):
    def __init__(self, into, out, kernel, dilation, dropout):
        super().__init__(
            nn.ConstantPad1d(((kernel - 1) * dilation, 0), 0.0), rectified(nn.Conv1d(into, out, kernel, dilation=dilation)),
            nn.BatchNorm1d(out, **NORM), nn.ReLU(), nn.Dropout(dropout))


class Tcn(nn.Module):
    def __init__(self, shape, classes, channels=(32, 32, 32, 32), kernel=3, dropout=0.1):
        super().__init__()
        self.main, self.beside = nn.ModuleList(), nn.ModuleList()
        into = shape[1]
        for block, out in enumerate(channels):
            self.main.append(nn.Sequential(
                Causal(into, out, kernel, 1 << block, dropout), Causal(out, out, kernel, 1 << block, dropout)))
            self.beside.append(nn.Identity() if into == out else rectified(nn.Conv1d(into, out, 1)))
            into = out
        self.fc = nn.Linear(into, classes)

    def forward(self, x):
        x = x.transpose(1, 2)
        for main, beside in zip(self.main, self.beside):
            x = (beside(x) + main(x)).relu()
        return self.fc(x[:, :, -1])


class Autoencoder(nn.Module):
    def __init__(self, shape, _, hidden=(128, 128, 128, 128, 8, 128, 128, 128, 128)):
        super().__init__()
        self.shape, into, layers = shape, math.prod(shape), []
        for out in hidden:
            layers += [rectified(nn.Linear(into, out)), nn.BatchNorm1d(out, **NORM), nn.ReLU()]
            into = out
        self.layers = nn.Sequential(*layers, nn.Linear(into, math.prod(shape)))

    def forward(self, x):
        return self.layers(x.flatten(1)).unflatten(1, self.shape)


class ConvAutoencoder(nn.Module):
    """SKAB's Conv-AE (32 and 16 channels, windows of 7, strides of 2, dropout 0.2) in PyTorch, for windows of ten rows."""

    def __init__(self, shape, _):
        super().__init__()
        sensors = shape[1]
        self.layers = nn.Sequential(
            nn.Conv1d(sensors, 32, 7, 2, 3), nn.ReLU(), nn.Dropout(0.2), nn.Conv1d(32, 16, 7, 2, 3), nn.ReLU(),
            nn.ConvTranspose1d(16, 16, 7, 2, 3), nn.ReLU(), nn.Dropout(0.2),
            nn.ConvTranspose1d(16, 32, 7, 2, 3, 1), nn.ReLU(), nn.ConvTranspose1d(32, sensors, 7, 1, 3))

    def forward(self, x):
        return self.layers(x.transpose(1, 2)).transpose(1, 2)


NETWORKS = dict(cnn=Cnn, resnet8=ResNet8, rnn=Rnn, transformer=Transformer, tcn=Tcn, autoencoder=Autoencoder)


def warped(x, angle, ratio):
    """Turned and zoomed about the centre, bilinear, the edge going on, as scipy.ndimage.rotate(order=1, mode="nearest")."""
    cos, sin = torch.cos(angle) / ratio, torch.sin(angle) / ratio
    zero = torch.zeros_like(cos)
    theta = torch.stack([torch.stack([cos, -sin, zero], 1), torch.stack([sin, cos, zero], 1)], 1)
    grid = F.affine_grid(theta, x.shape, align_corners=True)
    return F.grid_sample(x, grid, padding_mode="border", align_corners=True)


def augmented(x, augmentations):
    for each in augmentations:
        rows, factor = len(x), each.get("factor", 0)
        drawn = torch.rand(rows) * 2 - 1
        if each["type"] == "noise":
            x = x + factor * x.abs() * torch.randn_like(x)
        elif each["type"] == "rotation":
            x = warped(x, torch.deg2rad(factor * drawn), torch.ones(rows))
        elif each["type"] == "scaling":
            x = warped(x, torch.zeros(rows), 1 + factor * drawn)
        elif each["type"] == "mirror":
            x = torch.where((torch.rand(rows) < each.get("probability", 0.5))[:, None, None, None], x.flip(3), x)
        else:
            raise SystemExit(f"no augmentation {each['type']} in PyTorch yet")
    return x


def optimizer(model, training):
    rate, kind = training["learning_rate"], training["optimizer"]
    decay = {} if training.get("weight_decay") is None else dict(weight_decay=training["weight_decay"])
    if kind == "sgd":
        return torch.optim.SGD(model.parameters(), rate, momentum=training.get("momentum", 0.9), nesterov=training["nesterov"], **decay)
    return dict(adam=torch.optim.Adam, adamw=torch.optim.AdamW)[kind](model.parameters(), rate, **decay)


def schedule(steps, optimizer, training, batches):
    rate, kind = training["learning_rate"], training["schedule"]
    warmup = round(training.get("warmup_epochs", 0) * batches)
    if kind == "one_cycle":
        return torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, cycle_momentum=False)
    if kind == "cosine":
        low = training["min_learning_rate"] / rate
        after = lambda t: low + (1 - low) * (1 + math.cos(math.pi * t / max(1, steps - warmup))) / 2
    elif kind == "constant":
        after = lambda t: 1
    else:
        raise SystemExit(f"no schedule {kind} in PyTorch yet")
    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: (t + 1) / warmup if t < warmup else after(t - warmup))


def train(model, splits, training, augmentations, seed):
    """Leaves the model with the weights of the best epoch by `monitor`, the earliest of equals, and gives that epoch; truths of None are the samples."""
    (x, y), (held_x, held_y) = splits["train"], splits["validation"]
    order = np.random.default_rng(seed)
    smoothing = training.get("label_smoothing", 0)
    loss_of = (lambda out, truth, s=0: F.mse_loss(out, truth)) if y is None else (
        lambda out, truth, s=0: F.cross_entropy(out, truth, label_smoothing=s))
    batch = training["batch_size"]
    batches = math.ceil(len(x) / batch)
    steps = optimizer(model, training)
    rates = schedule(training["epochs"] * batches, steps, training, batches)
    best, best_loss, best_epoch = None, math.inf, 0
    for epoch in range(1, training["epochs"] + 1):
        model.train()
        for rows in torch.from_numpy(order.permutation(len(x))).split(batch):
            truth = x[rows] if y is None else y[rows]
            steps.zero_grad()
            loss_of(model(augmented(x[rows], augmentations)), truth, smoothing).backward()
            clip = training.get("gradient_clip_norm")
            if clip:
                nn.utils.clip_grad_norm_(model.parameters(), clip)
            steps.step()
            rates.step()
        out = answers(model, held_x)
        if training.get("monitor") == "val_accuracy":
            held = float((out.argmax(1) != held_y).float().mean())
        else:
            held = float(loss_of(out, held_x if held_y is None else held_y))
        if held < best_loss:
            best, best_loss, best_epoch = copy.deepcopy(model.state_dict()), held, epoch
    model.load_state_dict(best)
    return best_epoch


@torch.no_grad()
def answers(model, x):
    model.eval()
    return torch.cat([model(rows) for rows in x.split(256)])


def fitted(network, parameters, splits, classes, shape, training, augmentations, seed, threads):
    """Trains a network by name; gives what answers of a split it gives, as a function, and the epoch whose weights they are of."""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    image = len(shape) == 3
    tensors = {}
    for name, (x, y) in splits.items():
        x = torch.from_numpy(x)
        tensors[name] = (x.permute(0, 3, 1, 2).contiguous() if image else x,
                         None if classes is None else torch.from_numpy(y.astype(np.int64)))
    model = network(shape, classes, **parameters)
    epoch = train(model, tensors, training, augmentations, seed)
    return lambda split: answers(model, tensors[split][0]).numpy(), epoch
