"""A folder of JPEG files to augmented training batches, beside PyTorch's DataLoader, in turns; prints ratios of images per second.

    python benchmarks/data/jpeg.py --images 8000 --side 64

Both mirror half of the images, turn them by up to 15 degrees with bilinear interpolation, standardize them and give float32 batches of 32. The peer
has two workers, decodes by Pillow in every epoch and augments by torchvision; its first epoch includes the start of the workers. Ours has two
threads; its first epoch includes landing, decoding, judging, dealing and fitting. Ours is started by the launcher as `edgeflow run` is, with the
same JVM flags and the archive of parsed classes that two runs of any workflow have left, where they have. Nothing is trained. Needs a python with
torch, torchvision and Pillow, and javac.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LAUNCHER = HERE.parents[1] / "edgeflow"
LIBRARIES = HERE.parents[1] / "target/edgeflow/lib/*"


def make(folder, images, side):
    """Smooth colours with detail, so that files have a photograph's size."""
    import numpy
    from PIL import Image
    random = numpy.random.default_rng(1)
    for i in range(images):
        target = folder / ("class%d" % (i % 10)) / ("%06d.jpg" % i)
        target.parent.mkdir(parents=True, exist_ok=True)
        coarse = Image.fromarray(random.integers(0, 256, (8, 8, 3), dtype=numpy.uint8)).resize((side, side), Image.BICUBIC)
        noise = random.normal(0, 8, (side, side, 3))
        Image.fromarray(numpy.clip(numpy.asarray(coarse) + noise, 0, 255).astype(numpy.uint8)).save(target, quality=90)


def peer(folder, epochs):
    import time
    import torch
    from torchvision import datasets, transforms
    torch.set_num_threads(1)
    start, used = time.time(), os.times()
    data = datasets.ImageFolder(folder, transforms.Compose([
        transforms.RandomHorizontalFlip(), transforms.RandomRotation(15, transforms.InterpolationMode.BILINEAR),
        transforms.ToTensor(), transforms.Normalize((0.5,) * 3, (0.25,) * 3)]))
    loader = torch.utils.data.DataLoader(data, batch_size=32, shuffle=True, num_workers=2)
    for epoch in range(1, epochs + 1):
        for features, labels in loader:
            pass
        now = os.times()
        cpu = now.user + now.system + now.children_user + now.children_system \
            - used.user - used.system - used.children_user - used.children_system
        print(json.dumps({"epoch": epoch, "images": len(data), "seconds": time.time() - start, "cpu_s": cpu}), flush=True)
        start, used = time.time(), now


def epochs_of(command, **environment):
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ | environment).stdout
    return [json.loads(line) for line in out.splitlines() if line.startswith("{")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in dict(images=8000, side=64, epochs=3, pairs=3).items():
        parser.add_argument("--" + name, type=int, default=default)
    parser.add_argument("--folder", help="where the images lie, or are made")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peer:
        return peer(args.peer, args.epochs)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="jpeg-benchmark"))
    try:
        folder = pathlib.Path(args.folder) if args.folder else scratch / "images"
        if not folder.exists():
            make(folder, args.images, args.side)
        classes = scratch / "classes"
        subprocess.run([LAUNCHER, "--version"], check=True, stdout=subprocess.DEVNULL)  # builds once
        subprocess.run(["javac", "-d", str(classes), "-cp", str(LIBRARIES), str(HERE / "JpegBatches.java")], check=True)
        results = []
        for pair in range(args.pairs):
            theirs = epochs_of([sys.executable, __file__, "--peer", str(folder), "--epochs", str(args.epochs)])
            space = scratch / ("space%d" % pair)
            mine = epochs_of([LAUNCHER, "run", folder, space, str(args.side), str(args.epochs)],
                             EDGEFLOW_MAIN="io.edgeflow.train.loop.JpegBatches", EDGEFLOW_CLASSPATH=str(classes))
            shutil.rmtree(space)
            results.append(ratios(mine, theirs))
            print(json.dumps({"pair": pair + 1, **results[-1]}), flush=True)
        print(json.dumps({key: round(statistics.median(r[key] for r in results), 3) for key in results[0]}))
    finally:
        shutil.rmtree(scratch)


def ratios(mine, theirs):
    """Images per second, ours over theirs. Our first epoch counts the images that it collects, which all had to be decoded; those after it
    the ones of the training split, which the batches hold."""
    found = {}
    for unit in ("seconds", "cpu_s"):
        first = mine[0]["collected"] / mine[0][unit], theirs[0]["images"] / theirs[0][unit]
        later = (statistics.median(e["images"] / e[unit] for e in mine[1:]), statistics.median(e["images"] / e[unit] for e in theirs[1:]))
        found |= {"first_per_" + unit: round(first[0]), "peer_first_per_" + unit: round(first[1]), "first_ratio_" + unit: round(first[0] / first[1], 3),
                  "later_per_" + unit: round(later[0]), "peer_later_per_" + unit: round(later[1]), "later_ratio_" + unit: round(later[0] / later[1], 3)}
    return found


if __name__ == "__main__":
    main()
