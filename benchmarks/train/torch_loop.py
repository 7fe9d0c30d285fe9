"""The plain PyTorch training loop that our trainer is measured against: TensorDataset, DataLoader, Adam.

Prints one JSON line per measured epoch, after a warm-up epoch:
    python torch_loop.py --size 32 --channels 3 --images 6400 --epochs 5 --threads 2
"""
import argparse
import json
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):
    def __init__(self, size, channels):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(channels, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.classifier = nn.Sequential(
            nn.Flatten(), nn.Linear(64 * (size // 4) ** 2, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10))

    def forward(self, x):
        return self.classifier(self.features(x))


class Residual(nn.Module):
    def __init__(self, channels, out, stride):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(channels, out, 3, stride, padding=1), nn.BatchNorm2d(out), nn.ReLU(),
            nn.Conv2d(out, out, 3, padding=1), nn.BatchNorm2d(out))
        self.beside = nn.Conv2d(channels, out, 1, stride) if stride > 1 else nn.Identity()

    def forward(self, x):
        return nn.functional.relu(self.beside(x) + self.main(x))


def resnet8(size, channels):
    """MLPerf Tiny's, with PyTorch's usual paddings."""
    return nn.Sequential(
        nn.Conv2d(channels, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(),
        Residual(16, 16, 1), Residual(16, 32, 2), Residual(32, 64, 2),
        nn.AvgPool2d(size // 4), nn.Flatten(), nn.Linear(64, 10))


NETWORKS = {"cnn": Net, "resnet8": resnet8}


def train_epoch(model, loader, optimizer, memory_format):
    """The images seen."""
    model.train()
    seen = 0
    for x, y in loader:
        x = x.to(memory_format=memory_format)
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        seen += len(y)
    return seen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", choices=NETWORKS, default="cnn")
    parser.add_argument("--size", type=int, default=32)
    parser.add_argument("--channels", type=int, default=3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--images", type=int, default=6400)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--channels-last", action="store_true")
    args = parser.parse_args()

    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    memory_format = torch.channels_last if args.channels_last else torch.contiguous_format
    x = torch.randn(args.images, args.channels, args.size, args.size)
    y = torch.randint(0, 10, (args.images,))
    loader = DataLoader(TensorDataset(x, y), batch_size=args.batch, shuffle=True)
    model = NETWORKS[args.network](args.size, args.channels).to(memory_format=memory_format)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    for epoch in range(args.epochs + 1):
        start = time.perf_counter()
        seen = train_epoch(model, loader, optimizer, memory_format)
        seconds = time.perf_counter() - start
        if epoch > 0:
            print(json.dumps({"epoch": epoch, "images_per_s": round(seen / seconds, 1), "seconds": round(seconds, 3),
                              "network": args.network, "batch": args.batch, "size": args.size, "channels": args.channels, "threads": args.threads,
                              "channels_last": args.channels_last, "torch": torch.__version__}), flush=True)


if __name__ == "__main__":
    main()
