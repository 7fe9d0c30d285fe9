"""Our models beside the same recipes in Python: runs both sides and makes the tables of docs/results.md.

    python results.py run --what digits --seeds 5 --data DIR
    python results.py tables                          # writes the tables into docs/results.md

Each (what, side, seed) that results.json has is left out, so that a run that was ended goes on. Our side of a seed comes first: the others read its workspace.
A seed is `workflow.seed`: it draws split, weights, order, dropout and augmentations on our side; the Python side reads the very rows of that split, and the
keys of the recipe, from our workspace.
Both sides are scored here: ours by ONNX Runtime on the file that `edgeflow convert` writes.
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess

from common import ROOT

import numpy as np
from scipy import stats
from sklearn.ensemble import IsolationForest
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score

RAW = pathlib.Path(__file__).with_name("results.json")
DOCUMENT = ROOT / "docs/results.md"
FIRST_SEED = 42
MOST_SHOWN = 20
MARGIN = 0.02  # what ours may be below a peer
SOURCE = "data_pipeline.data_sources[0].path"


def series(network, keys="", **training):
    return dict(config="config/examples/wrist.yaml", network=network, keys=keys, training=training, metrics=["macro_f1"], data="wrist-activities.zip!/wrist-activities")


# What is compared: the configuration, the network with its keys, keys of training, the data that it is not shipped with, and the metrics that are judged.
WHAT = {
    "digits": dict(config="config/workflow_config.yaml", network="cnn", metrics=["accuracy"]),
    "images": dict(config="config/examples/images.yaml", network="resnet8", metrics=["accuracy"], data="cifar10-sample.zip!/"),
    "wrist-rnn": series("rnn", "cell: gru, bidirectional: true", epochs=6),
    "wrist-transformer": series("transformer", "features: 32"),
    "wrist-tcn": series("tcn"),
    "pump": dict(config="config/examples/pump.yaml", network="autoencoder", metrics=["roc_auc", "f1"], data="pump.zip!/pump/valve*/*.csv",
                 sides=["edgeflow", "python", "conv_ae", "isolation_forest"]),
}
SIDES = ["edgeflow", "python"]
# SKAB's Conv-AE is trained with batches of 32 at a rate of 0.001.
CONV_AE = dict(epochs=40, batch_size=32, learning_rate=0.001, optimizer="adam", schedule="constant")


class Workspace:
    """Our side of one comparison with one seed."""

    def __init__(self, arguments, what, seed):
        self.recipe, self.arguments, self.seed = WHAT[what], arguments, seed
        self.folder = arguments.work / pathlib.Path(self.recipe["config"]).stem

    def run(self, stage, augmentation=True):
        settings = [f"workflow.seed={self.seed}", f"workflow.threads={self.arguments.threads}",
                    "model_training.evaluation.reference=false", "model_training.evaluation.label_noise=false",
                    "model_training.model={type: %s}" % ", ".join(filter(None, (self.recipe["network"], self.recipe.get("keys"))))]
        if not augmentation:
            settings.append("data_pipeline.augmentation.enabled=false")
        settings += [f"model_training.training.{key}={value}" for key, value in self.recipe.get("training", {}).items()]
        if "data" in self.recipe:
            settings.append(f"{SOURCE}={self.arguments.data / self.recipe['data']}")
        command = [self.arguments.edgeflow, "run", ROOT / self.recipe["config"], "--workspace", self.folder, "--only", stage, "--json"]
        done = subprocess.run([*map(str, command), *(part for each in settings for part in ("--set", each))],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.arguments.work)
        if done.returncode not in (0, 3):  # 3: a gate blocks, which is no matter here
            raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
        return json.loads(done.stdout)

    def artifact(self, sha256):
        return self.folder / "artifacts/sha256" / sha256[:2] / sha256

    def kept(self, stage):
        """What the cache has of a stage, the newest first."""
        for file in sorted((self.folder / "cache").glob("*.json"), key=os.path.getmtime, reverse=True):
            kept = json.loads(file.read_text())
            of_network = '"type":"%s"' % self.recipe["network"] in kept["key"]["fingerprint"]
            if kept["key"]["stage"] == stage and kept["key"]["seed"] == self.seed and (of_network or stage == "data_pipeline"):
                return kept
        raise SystemExit(f"{self.folder} has no {stage} of seed {self.seed}: run --side edgeflow first, with another --work or without results.json")

    def dataset(self):
        """The prepared splits as (samples, truths), what a sample is, and how many classes there are (None: the sample itself)."""
        data = self.kept("data_pipeline")["output"]["result"]["dataset"]
        shape = tuple(axis["size"] for axis in data["schema"]["features"]["axes"])
        splits = {}
        for name in ("train", "validation", "test"):
            rows, truths = (np.concatenate([np.load(self.artifact(part["sha256"])) for part in data[name][kind]] or [np.zeros(0)])
                            for kind in ("features", "truths"))
            splits[name] = (scaled(rows.reshape(-1, *shape).astype(np.float32), data["preprocessing"]["scale"]), truths)
        target = data["schema"]["target"]
        return splits, shape, len(target["labels"]) if "labels" in target else None

    def keys(self):
        """The keys of model, training and augmentation as our side took them, defaults included."""
        training, augmentation = json.loads(self.kept("model_training")["key"]["fingerprint"])
        model = dict(training["model"])
        del model["type"]
        changes = augmentation["augmentations"] if augmentation["enabled"] else []
        return model, training["training"], changes

    def answers(self, record, samples):
        import onnxruntime
        stage = stage_of(record)
        graph = next(each for each in stage["artifacts"] if each["name"] == "model.safetensors")
        onnx = self.folder / f"{self.recipe['network']}-{self.seed}.onnx"
        subprocess.run([self.arguments.edgeflow, "convert", self.artifact(graph["sha256"]), onnx], check=True, stdout=subprocess.DEVNULL)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.arguments.threads
        session = onnxruntime.InferenceSession(str(onnx), options)
        turned = samples.transpose(0, 3, 1, 2) if samples.ndim == 4 else samples
        name = session.get_inputs()[0].name
        return np.concatenate([session.run(None, {name: np.ascontiguousarray(turned[at:at + 256])})[0]
                               for at in range(0, len(turned), 256)]), int(stage["metrics"]["best_epoch"])


def stage_of(record):
    return next(each for each in record["stages"] if each["name"] == "model_training")


def require_same_rows(found, told):
    """What is scored here is what the run itself measured, or Python sees other rows than our side."""
    for metric in {"accuracy", "roc_auc"} & set(found):
        if abs(found[metric] - told[metric]) > 1e-3:
            raise SystemExit(f"{metric} is {found[metric]} here, and the run says {told[metric]}")


def scaled(rows, steps):
    """The steps that our trainer does for each batch; there is nothing missing in these rows, or they take the mean."""
    for step in steps:
        if step["step"] == "impute_mean":
            means = np.asarray(step["means"], np.float32).reshape(rows.shape[1:])
            rows = np.where(np.isnan(rows), means, rows)
        elif step["step"] == "min_max":
            low, high = (np.asarray(step[key], np.float32) for key in ("min", "max"))
            rows = (rows - low) / (high - low)
        elif step["step"] == "standardize":
            rows = (rows - np.asarray(step["mean"], np.float32)) / np.asarray(step["std"], np.float32)
        else:
            raise SystemExit(f"no step {step['step']} in Python yet")
    return rows.astype(np.float32)


def scored(splits, classes, answer):
    """The metrics of a side by what it answers; of the sample itself the answers are errors, a large one telling an anomaly."""
    truth = splits["test"][1]
    found = answer("test")
    if classes is not None:
        said = found.argmax(1)
        return dict(accuracy=accuracy_score(truth, said), macro_f1=f1_score(truth, said, average="macro", zero_division=0))
    threshold = np.quantile(answer("validation"), 0.95)
    return dict(roc_auc=roc_auc_score(truth, found), f1=f1_score(truth, found > threshold))


def errors(reconstruct, splits):
    return lambda split: ((reconstruct(split) - splits[split][0]) ** 2).reshape(len(splits[split][0]), -1).mean(1)


def measured(arguments, what, side, seed):
    """Trains and scores one side with one seed."""
    workspace = Workspace(arguments, what, seed)
    record = None
    if side == "edgeflow":
        workspace.run("data_pipeline")
        record = workspace.run("model_training")
    splits, shape, classes = workspace.dataset()
    epoch = 0
    if side == "edgeflow":
        found = {}
        for split in ("validation", "test"):
            found[split], epoch = workspace.answers(record, splits[split][0])
        answer = lambda split: found[split].reshape(splits[split][0].shape) if classes is None else found[split]
    elif side == "isolation_forest":
        forest = IsolationForest(random_state=seed).fit(splits["train"][0].reshape(len(splits["train"][0]), -1))
        answer = lambda split: -forest.score_samples(splits[split][0].reshape(len(splits[split][0]), -1))
    else:
        import results_torch as peers
        parameters, training, changes = workspace.keys()
        kind = peers.NETWORKS[workspace.recipe["network"]]
        if side == "conv_ae":
            kind, parameters, training, changes = peers.ConvAutoencoder, {}, CONV_AE, []
        answer, epoch = peers.fitted(kind, parameters, splits, classes, shape, training, changes, seed, arguments.threads)
    if classes is None and side != "isolation_forest":
        answer = errors(answer, splits)
    metrics = scored(splits, classes, answer)
    if record:
        require_same_rows(metrics, stage_of(record)["metrics"])
    found = {name: round(float(value), 6) for name, value in metrics.items()}
    return found | dict(best_epoch=epoch, test_rows=len(splits["test"][1]))


def processor_seconds():
    return sum(getattr(resource.getrusage(who), kind)
               for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN) for kind in ("ru_utime", "ru_stime"))


def read():
    return json.loads(RAW.read_text()) if RAW.exists() else {}


def keep(what, side, seed, found):
    """Adds one result; several of these scripts may run at once."""
    import fcntl
    with open(ROOT / "target/results.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        results = read()
        results.setdefault(what, {}).setdefault(side, {})[str(seed)] = found
        lines = [f"{json.dumps(w)}: {{\n" + ",\n".join(
            f" {json.dumps(s)}: {{\n" + ",\n".join(f"  {json.dumps(n)}: {json.dumps(r)}" for n, r in sorted(seeds.items(), key=lambda e: int(e[0])))
            + "\n }" for s, seeds in sides.items()) + "\n}" for w, sides in results.items()]
        aside = RAW.with_suffix(".new")
        aside.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        aside.replace(RAW)


def run(arguments):
    arguments.work = arguments.work.resolve()
    arguments.work.mkdir(parents=True, exist_ok=True)
    for seed in range(FIRST_SEED, FIRST_SEED + arguments.seeds):
        for side in arguments.side or WHAT[arguments.what].get("sides", SIDES):
            if str(seed) in read().get(arguments.what, {}).get(side, {}):
                continue
            before = processor_seconds()
            found = measured(arguments, arguments.what, side, seed)
            found["cpu_s"] = round(processor_seconds() - before)
            keep(arguments.what, side, seed, found)
            print(arguments.what, side, seed, found, flush=True)


def interval(values):
    """Mean and half of the 95 % interval, by Student's t."""
    values = np.asarray(values)
    return values.mean(), stats.t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))


def points(values, sign=""):
    mean, half = interval(values)
    return f"{100 * mean:{sign}.2f} ± {100 * half:.2f}"


def verdict(low, high):
    return "yes" if low > -MARGIN else "no" if high < -MARGIN else "open"


def each(values):
    """The values of some seeds; of many their number and range."""
    if len(values) > MOST_SHOWN:
        return f"{len(values)} seeds, {100 * min(values):.1f} to {100 * max(values):.1f}"
    return " ".join(f"{100 * value:.1f}" for value in values)


def table(what, metric, results):
    """Of one comparison by one metric: each side, and each peer's difference to ours, paired by seed."""
    lines = [f"| {what}, {metric} | mean, % | each seed | ours less this, points | lower bound | not inferior |", "|---|---|---|---|---|---|"]
    ours = results["edgeflow"]
    for side in WHAT[what].get("sides", SIDES):
        seeds = sorted(set(results.get(side, {})) & set(ours), key=int)
        if len(seeds) < 2:
            lines.append(f"| {side} | needs more seeds | | | | |")
            continue
        values = [results[side][seed][metric] for seed in seeds]
        row = [side, points(values), each(values), "", "", ""]
        if side != "edgeflow":
            difference = [ours[seed][metric] - results[side][seed][metric] for seed in seeds]
            mean, half = interval(difference)
            row[3:] = [points(difference, "+"), f"{100 * (mean - half):+.2f}", verdict(mean - half, mean + half)]
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines)


def tables(_):
    """Each table of the document stands between two comments that name it."""
    results, text = read(), DOCUMENT.read_text()
    for what in WHAT:
        start, end = f"<!-- {what} -->\n", f"<!-- end of {what} -->"
        if what in results and start in text:
            text = text[:text.index(start)] + start + "\n\n".join(table(what, metric, results[what]) for metric in WHAT[what]["metrics"]) + "\n" + text[text.index(end):]
    DOCUMENT.write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    commands = parser.add_subparsers(required=True)
    runs = commands.add_parser("run")
    runs.add_argument("--what", required=True, choices=WHAT)
    runs.add_argument("--side", action="append", help="default: all")
    runs.add_argument("--seeds", type=int, default=5)
    runs.add_argument("--threads", type=int, default=2)
    runs.add_argument("--data", type=pathlib.Path, default=ROOT / "shared/data", help="where the zip files lie")
    runs.add_argument("--work", type=pathlib.Path, default=ROOT / "target/results", help="for workspaces")
    runs.add_argument("--edgeflow", type=pathlib.Path, default=ROOT / "edgeflow")
    runs.set_defaults(do=run)
    commands.add_parser("tables").set_defaults(do=tables)
    arguments = parser.parse_args()
    arguments.do(arguments)


if __name__ == "__main__":
    main()
