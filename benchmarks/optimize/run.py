"""Our static int8 quantization beside the peers' own tools, in turns on one machine; prints the ratios.

    ./edgeflow --version                      # builds target/edgeflow/lib once
    python benchmarks/optimize/run.py         # mobilenet_v1 224, 256 images, 2 threads, 3 pairs

Needs a python with onnxruntime, torch and tensorflow (see tools/oracle/requirements.txt). Of seconds the ratio is theirs
to ours, so that 2 is twice as fast; of latency ours to theirs. Each is the median of the pairs'. Beside the seconds stand
those of the processor, which tell more on a machine that others use. Memory is that of our process, mapped images
included.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LIBRARIES = HERE.parents[1] / "target/edgeflow/lib/*"


def told(command, env):
    """The JSON line that a command ends with."""
    out = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return json.loads(out.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in dict(size=224, images=256, threads=2).items():
        parser.add_argument("--" + name, type=int, default=default)
    parser.add_argument("--network", default="mobilenet_v1")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--heap", default="40m", help="our process's -Xmx")
    parser.add_argument("--class-path", default=str(LIBRARIES))
    args = parser.parse_args()
    env = os.environ | {"OPT_OUT_TRACKING": "true"}

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run(["javac", "-cp", args.class_path, "-d", name, str(HERE / "OptimizeBenchmark.java")], check=True)

        def ours(what, heap):
            return ["java", "-Xmx" + heap, "-XX:+UseSerialGC", "-Dai.djl.offline=true", "-cp", f"{name}:{args.class_path}", "OptimizeBenchmark",
                    what, "--folder", name, "--network", args.network, "--size", str(args.size), "--images",
                    str(args.images), "--threads", str(args.threads)]

        def peer(what):
            return [sys.executable, str(HERE / "peer.py"), what, name, "--threads", str(args.threads)]

        subprocess.run(ours("prepare", "1g"), env=env, check=True, stderr=subprocess.DEVNULL)
        for what in ("onnx", "tflite"):
            pairs = [(told(ours(what, args.heap), env), told(peer(what), env)) for _ in range(args.pairs)]
            ratio = {key: round(statistics.median(theirs[key] / mine[key] for mine, theirs in pairs), 2)
                     for key in ("seconds", "cpu_s")}
            peak = max(mine["peak_mb"] for mine, _ in pairs)
            limit = 4 * (folder / "float.onnx").stat().st_size / 2**20 + 200
            print(json.dumps({"int8": what, "network": args.network, "size": args.size, "images": args.images,
                              "edgeflow_s": statistics.median(mine["seconds"] for mine, _ in pairs),
                              "peer_s": statistics.median(theirs["seconds"] for _, theirs in pairs),
                              "ratio": ratio["seconds"], "ratio_of_cpu": ratio["cpu_s"], "edgeflow_peak_mb": round(peak),
                              "limit_mb": round(limit), "heap": args.heap,
                              "peer_peak_mb": round(max(theirs["peak_mb"] for _, theirs in pairs))}), flush=True)
        print(json.dumps({"latency": told(peer("latency"), env)}))


if __name__ == "__main__":
    main()
