"""Training on data of several times the Java heap, beside the same training on data that fits in it, in turns; prints the ratio of images per second.

    ./edgeflow --version                      # builds target/edgeflow/lib once
    python benchmarks/train/beyond_heap.py --heap-mb 128 --times 4

Both have the same heap; rows are 32x32x3 float32 images, the network is `cnn`. On a busy machine read the ratio of processor time.
"""
import argparse
import json
import pathlib
import statistics
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
LIBRARIES = HERE.parents[1] / "target/edgeflow/lib/*"
IMAGE_BYTES = 32 * 32 * 3 * 4


def epochs(args, images):
    command = ["java", "-XX:+UseParallelGC", "-Xmx%dm" % args.heap_mb, "-Dai.djl.offline=true", "-cp", args.class_path,
               str(HERE / "TrainBenchmark.java"), "--images", str(images), "--epochs", str(args.epochs), "--threads", str(args.threads)]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return [json.loads(line) for line in out.splitlines() if line.startswith("{")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in dict(heap_mb=128, times=4, epochs=2, threads=2, pairs=1).items():
        parser.add_argument("--" + name.replace("_", "-"), type=int, default=default)
    parser.add_argument("--class-path", default=str(LIBRARIES))
    args = parser.parse_args()

    many = args.times * (args.heap_mb << 20) // IMAGE_BYTES + 1
    few = many // args.times // 4
    for pair in range(args.pairs):
        line = {"pair": pair + 1, "heap_mb": args.heap_mb}
        for name, images in ("fits", few), ("beyond", many):
            found = epochs(args, images)
            line[name] = {"images": images, "data_mb": images * IMAGE_BYTES >> 20,
                          **{key: round(statistics.median(each[key] for each in found), 3)
                             for key in ("images_per_s", "cpu_ms_per_image", "resident_mb")}}
        line["ratio"] = round(line["beyond"]["images_per_s"] / line["fits"]["images_per_s"], 3)
        line["cpu_ratio"] = round(line["fits"]["cpu_ms_per_image"] / line["beyond"]["cpu_ms_per_image"], 3)
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
