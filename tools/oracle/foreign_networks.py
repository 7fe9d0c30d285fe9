"""Networks and data of `make_foreign.py`: small ones of the usual parts, and torchvision's with weights that tell classes apart."""
import numpy as np
import torch
from torch import nn

CLASSES = 10


def classes_of_images(samples, channels, height, width, seed):
    """Noisy images of ten blurred patterns, values near 0 to 1."""
    rng = np.random.default_rng(seed)
    patterns = torch.from_numpy(rng.random((CLASSES, channels, 4, 4), np.float32))
    patterns = nn.functional.interpolate(patterns, (height, width), mode="bilinear").numpy()
    truth = np.arange(samples) % CLASSES
    noise = rng.standard_normal((samples, channels, height, width)) * 0.1
    return (patterns[truth] + noise).astype(np.float32), truth


def classes_of_series(samples, steps, features, seed):
    """Noisy waves of ten frequencies and phases."""
    rng = np.random.default_rng(seed)
    truth = np.arange(samples) % CLASSES
    time = np.arange(steps)[None, :, None]
    phase = np.arange(features)[None, None, :]
    waves = np.sin(time * (truth[:, None, None] + 1) * 0.28 + phase)
    return (waves + rng.standard_normal(waves.shape) * 0.05).astype(np.float32), truth


def classes_of_tokens(samples, steps, words, seed):
    """Sequences in which the word of the class stands often."""
    rng = np.random.default_rng(seed)
    truth = np.arange(samples) % CLASSES
    tokens = rng.integers(0, words, (samples, steps))
    return np.where(rng.random((samples, steps)) < 0.5, truth[:, None], tokens), truth


def conv_norm(inputs, outputs, kernel, stride=1, groups=1, act=nn.ReLU):
    layers = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False),
              nn.BatchNorm2d(outputs)]
    return nn.Sequential(*layers, *([act()] if act else []))


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(conv_norm(inputs, outputs, 3, stride), conv_norm(outputs, outputs, 3, act=None))
        self.short = conv_norm(inputs, outputs, 1, stride, act=None) if stride > 1 else nn.Identity()

    def forward(self, x):
        return torch.relu(self.body(x) + self.short(x))


class TinyResnet(nn.Module):
    """What ResNet-18 is made of, on images of one channel."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(conv_norm(1, 8, 3), nn.MaxPool2d(3, 1, 1))
        self.blocks = nn.Sequential(Residual(8, 8, 1), Residual(8, 16, 2))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(16, CLASSES)

    def forward(self, x):
        return self.head(torch.flatten(self.pool(self.blocks(self.stem(x))), 1))


class Squeeze(nn.Module):
    """MobileNetV3's squeeze and excitation."""

    def __init__(self, channels, inner):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.less, self.more = nn.Conv2d(channels, inner, 1), nn.Conv2d(inner, channels, 1)

    def forward(self, x):
        return x * nn.functional.hardsigmoid(self.more(torch.relu(self.less(self.pool(x)))))


class TinyMobile(nn.Module):
    """What MobileNetV3 is made of, on images of three channels that are not square."""

    def __init__(self):
        super().__init__()
        self.stem = conv_norm(3, 8, 3, 2, act=nn.Hardswish)
        self.block = nn.Sequential(conv_norm(8, 24, 1, act=nn.Hardswish), conv_norm(24, 24, 5, groups=24, act=nn.SiLU),
                                   Squeeze(24, 8), conv_norm(24, 8, 1, act=None))
        self.pool = nn.AvgPool2d(2)
        self.head = nn.Sequential(nn.Linear(8 * 3 * 2, 24), nn.ReLU6(), nn.Dropout(0.2), nn.Linear(24, CLASSES))

    def forward(self, x):
        x = self.stem(x)
        return self.head(self.pool(x + self.block(x)).flatten(1))


class Sequence(nn.Module):
    """A recurrent classifier; reads the last step of the sequence, or the states at its end."""

    def __init__(self, kind, hidden, batch_first, both, layers=1, states=False):
        super().__init__()
        self.rnn = kind(4, hidden, layers, batch_first=batch_first, bidirectional=both)
        self.batch_first, self.both, self.states = batch_first, both, states
        self.head = nn.Linear(hidden * (2 if both else 1), CLASSES)

    def forward(self, x):
        sequence, state = self.rnn(x)
        if not self.states:
            return self.head(sequence[:, -1] if self.batch_first else sequence[-1])
        hidden = state[0] if isinstance(self.rnn, nn.LSTM) else state
        return self.head(torch.cat([hidden[-2], hidden[-1]], 1) if self.both else hidden[-1])


class Transformer(nn.Module):
    """Two encoder layers behind a linear layer, or behind an embedding with learned positions."""

    def __init__(self, width, heads, act, words=None, steps=0, norm_first=False):
        super().__init__()
        self.front = nn.Embedding(words, width) if words else nn.Linear(4, width)
        self.positions = nn.Parameter(torch.randn(1, steps, width) * 0.1) if steps else None
        layer = nn.TransformerEncoderLayer(width, heads, 2 * width, 0.0, act, batch_first=True, norm_first=norm_first)
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = nn.Linear(width, CLASSES)

    def forward(self, x):
        x = self.front(x)
        if self.positions is not None:
            x = x + self.positions
        return self.head(self.encoder(x).mean(1))


def train(net, inputs, truth, steps, rate=0.01):
    """A short full-batch training; its aim is margins between the classes, nothing more."""
    optimizer = torch.optim.Adam(net.parameters(), rate)
    x, y = torch.from_numpy(inputs), torch.from_numpy(truth)
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()
    return net.eval()


def batch_first(net):
    """The network for inputs [batch, steps, features], whatever order it wants itself."""
    return net if getattr(net, "batch_first", True) else lambda x: net(x.transpose(0, 1))


def large(name, inputs, truth):
    """A network of torchvision: random weights, statistics of the data, a head fitted to the classes, a short training.

    Without the training the classes of a deep random network differ in directions of hardly any variance, which no 8-bit file keeps.
    """
    import torchvision
    net = getattr(torchvision.models, name)(weights=None, num_classes=CLASSES)
    x, y = torch.from_numpy(inputs), torch.from_numpy(truth)
    for module in net.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    measure(net, x)
    fit(net, name, x, y)
    net.train()
    steps, rate = (40, 3e-4) if name == "resnet18" else (400, 1e-3) if name.startswith("mobilenet") else (160, 5e-4)
    optimizer = torch.optim.Adam(net.parameters(), rate)
    noise = noisy(0.2 if name.startswith("mobilenet") else 0.1)
    hooks = [module.register_forward_hook(noise) for module in net.modules() if isinstance(module, nn.Conv2d)]
    for step in range(steps):
        rows = torch.arange(30) * 4 + step % 4
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x[rows]), y[rows]).backward()
        optimizer.step()
    for hook in hooks:
        hook.remove()
    measure(net, x)
    return net.eval()


def noisy(share):
    """Noise of a share of a layer's deviation, so that training finds weights that stand the rounding of 8 bits."""
    return lambda module, args, out: out + share * out.detach().std() * torch.randn_like(out)


def measure(net, x):
    """Sets the statistics of batch normalizations to those of the data."""
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.reset_running_stats()
            module.momentum = None
    net.train()
    with torch.no_grad():
        net(x)
    net.eval()


def fit(net, name, x, y):
    """Solves for the weights of the last layer."""
    head = [m for m in net.modules() if isinstance(m, (nn.Linear, nn.Conv2d))]
    head = net.classifier[1] if name.startswith("squeezenet") else head[-1]
    seen = []
    hook = head.register_forward_hook(lambda module, args, out: seen.append(args[0]))
    with torch.no_grad():
        net(x)
    hook.remove()
    features = seen[0].mean((2, 3)) if seen[0].dim() == 4 else seen[0]
    mean = features.mean(0)
    centred = features - mean
    gram = centred.T @ centred
    ridge = gram + gram.diagonal().mean() * torch.eye(len(gram))
    weight = torch.linalg.solve(ridge, centred.T @ (torch.eye(CLASSES)[y] * 8)).T
    positive = 4.0 if name.startswith("squeezenet") else 0.0
    with torch.no_grad():
        head.weight.copy_(weight.reshape(head.weight.shape))
        head.bias.copy_(positive - weight @ mean)
