"""Our trainer beside the plain PyTorch loop, in turns on one machine; prints the ratio of images per second.

    ./edgeflow --version                      # builds target/edgeflow/lib once
    python benchmarks/train/run.py --channels 1 --pairs 5

Needs a python with torch (see tools/oracle/requirements.txt). The two of a pair run one after the other, so that a load
which comes and goes meets both; a run counts by the median of its epochs, the result is the median of the pairs' ratios.
On a machine that others use, set OMP_WAIT_POLICY=passive for both: ours sets it by itself, PyTorch by default does not
and then collapses.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
LIBRARIES = HERE.parents[1] / "target/edgeflow/lib/*"


def images_per_second(command, env):
    """The median of the epochs that a run prints."""
    out = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return statistics.median(json.loads(line)["images_per_s"] for line in out.splitlines() if line.startswith("{"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in dict(size=32, channels=3, batch=32, images=3200, epochs=5, threads=2).items():
        parser.add_argument("--" + name, type=int, default=default)
    parser.add_argument("--network", choices=["cnn", "resnet8"], default="cnn")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--channels-last", action="store_true", help="the peer runs channels-last too")
    parser.add_argument("--class-path", default=str(LIBRARIES))
    args = parser.parse_args()

    shared = [part for name in ("network", "size", "channels", "batch", "images", "epochs", "threads")
              for part in ("--" + name, str(getattr(args, name)))]
    env = os.environ | {"OPT_OUT_TRACKING": "true"}
    peer = [sys.executable, str(HERE / "torch_loop.py"), *shared, *["--channels-last"] * args.channels_last]
    ours = ["java", "-XX:+UseParallelGC", "-Dai.djl.offline=true", "-cp", args.class_path,
            str(HERE / "TrainBenchmark.java"), *shared]

    pairs = []
    for pair in range(args.pairs):
        theirs, mine = images_per_second(peer, env), images_per_second(ours, env)
        pairs.append((mine, theirs))
        print(json.dumps({"pair": pair + 1, "edgeflow_images_per_s": mine, "torch_images_per_s": theirs,
                          "ratio": round(mine / theirs, 3)}), flush=True)
    print(json.dumps({"network": args.network, "size": args.size, "channels": args.channels, "batch": args.batch, "threads": args.threads,
                      "torch_channels_last": args.channels_last,
                      "edgeflow_images_per_s": statistics.median(mine for mine, _ in pairs),
                      "torch_images_per_s": statistics.median(theirs for _, theirs in pairs),
                      "ratio": round(statistics.median(mine / theirs for mine, theirs in pairs), 3)}))


if __name__ == "__main__":
    main()
