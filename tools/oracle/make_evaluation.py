"""Golden file of scikit-learn's, SciPy's and statsmodels' numbers of how good probabilities, anomalies and values are.

Writes to pipeline-train/src/test/resources/oracle:
evaluation.json: class cases (scores and truth a row; macro precision, recall, F1; ROC AUC one against the rest and average precision, in the mean
over the classes; Brier score; expected calibration error in 15 bins; the temperature that makes the cross-entropy least, and the error with it);
anomaly cases (error and anomaly a row; average precision); Wilson intervals; bootstrap intervals (percentiles of 20,000 multinomial resamples) of accuracy's
companions, of anomalies and of values.
paired.json: two models on the same rows, of classes, anomalies and values: the difference of their metrics with the middle 90 of 100 resamples of the rows,
statsmodels' exact McNemar test, and Bonett and Price's interval of the difference in accuracy by its formula.
slices.json: a class, an anomaly and a value case with a group a row; the scores of each group's rows alone.
Run: python make_evaluation.py
"""
from common import resources, save_json

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from scipy.stats import norm
from sklearn.metrics import (average_precision_score, f1_score, log_loss, mean_absolute_error, precision_recall_fscore_support, r2_score,
                             roc_auc_score, root_mean_squared_error)
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

SEED = 23
BINS = 15
RESAMPLES = 4000


def ece(probabilities, truth):
    confidence, right = probabilities.max(1), probabilities.argmax(1) == truth
    bins = np.clip(np.ceil(confidence * BINS).astype(int) - 1, 0, BINS - 1)
    return sum((bins == b).mean() * abs(right[bins == b].mean() - confidence[bins == b].mean()) for b in range(BINS) if (bins == b).any())


def brier(probabilities, truth):
    return ((probabilities - np.eye(probabilities.shape[1])[truth]) ** 2).sum(1).mean()


def areas(probabilities, truth):
    one_hot = np.eye(probabilities.shape[1])[truth]
    return {"roc_auc": roc_auc_score(one_hot, probabilities, average="macro"),
            "pr_auc": average_precision_score(one_hot, probabilities, average="macro")}


def bootstrap(rows, rng, metrics):
    found = [metrics(rng.integers(0, rows, rows)) for _ in range(RESAMPLES)]
    return {name: np.percentile([f[name] for f in found], [2.5, 97.5]) for name in found[0]}


def classes(name, scores, truth, rng):
    scores = scores.astype(np.float32)
    s = scores.astype(np.float64)
    p = softmax(s, 1)
    labels = range(p.shape[1])

    def scored(rows):
        case = {}
        for average in ("weighted", "macro"):
            found = precision_recall_fscore_support(truth[rows], p[rows].argmax(1), labels=labels, average=average, zero_division=0)
            case |= {("macro_" if average == "macro" else "") + m: v for m, v in zip(("precision", "recall", "f1"), found)}
        return case

    def nll(log_t):
        return -log_softmax(s / np.exp(log_t), 1)[np.arange(len(truth)), truth].mean()

    temperature = np.exp(minimize_scalar(nll, bounds=(-4, 4), method="bounded", options=dict(xatol=1e-10)).x)
    every = np.arange(len(truth))
    return {"name": name, "classes": p.shape[1], "scores": scores, "truth": truth} | scored(every) | areas(p, truth) | {
        "brier": brier(p, truth), "ece": ece(p, truth), "temperature": temperature, "ece_calibrated": ece(softmax(s / temperature, 1), truth),
        "log_loss": log_loss(truth, p, labels=labels),
        "intervals": bootstrap(len(truth), rng, lambda rows: scored(rows) | areas(p[rows], truth[rows]))}


def anomalies(name, errors, anomaly, threshold, rng):
    errors = errors.astype(np.float32).astype(np.float64)

    def scored(rows):
        return {"roc_auc": roc_auc_score(anomaly[rows], errors[rows]), "pr_auc": average_precision_score(anomaly[rows], errors[rows]),
                "f1": f1_score(anomaly[rows], errors[rows] > threshold), "reconstruction_error": errors[rows][anomaly[rows] == 0].mean()}

    return {"name": name, "error": errors, "anomaly": anomaly, "threshold": threshold,
            "pr_auc": average_precision_score(anomaly, errors), "intervals": bootstrap(len(errors), rng, scored)}


def values(name, truth, predicted, rng):
    truth, predicted = truth.astype(np.float32), predicted.astype(np.float32)
    t, p = truth.astype(np.float64), predicted.astype(np.float64)
    return {"name": name, "truth": truth, "predicted": predicted, "intervals": bootstrap(len(t), rng, lambda rows: {
        "mae": mean_absolute_error(t[rows], p[rows]), "rmse": root_mean_squared_error(t[rows], p[rows]), "r2": r2_score(t[rows], p[rows])})}


def slices(rng):
    """Groups of unequal size; that of classes lacks a class in one group, so that precision, recall and F1 are weighted over those that are there."""
    def each(group, metrics):
        return {g: {"samples": int((group == g).sum())} | metrics(group == g) for g in np.unique(group)}

    truth = rng.integers(0, 3, 90)
    group = np.where(truth == 2, "a", rng.choice(["a", "b", "c"], 90, p=[0.6, 0.3, 0.1]))
    scores = np.round(rng.normal(0, 1, (90, 3)) + 1.5 * np.eye(3)[truth], 2).astype(np.float32)
    p = softmax(scores.astype(np.float64), 1)

    def of_classes(rows):
        named = p[rows].argmax(1)
        return {"accuracy": (named == truth[rows]).mean(), "brier": brier(p[rows], truth[rows])} | dict(zip(
            ("precision", "recall", "f1"), precision_recall_fscore_support(truth[rows], named, average="weighted", zero_division=0)))

    anomaly = (rng.random(60) < 0.3).astype(int)
    error = np.round(np.exp(rng.normal(anomaly, 1)), 2).astype(np.float32).astype(np.float64)
    device = rng.choice(["left", "right"], 60)

    def of_anomalies(rows):
        a, e = anomaly[rows], error[rows]
        return {"roc_auc": roc_auc_score(a, e), "pr_auc": average_precision_score(a, e), "f1": f1_score(a, e > 2),
                "reconstruction_error": e[a == 0].mean()}

    value = np.round(rng.normal(20, 4, (50, 1)), 2).astype(np.float32)
    predicted = np.round(value + rng.normal(0, 1, value.shape), 2).astype(np.float32)
    site = rng.choice(["north", "south"], 50, p=[0.7, 0.3])

    def of_values(rows):
        t, q = value[rows].astype(np.float64), predicted[rows].astype(np.float64)
        return {"mae": mean_absolute_error(t, q), "rmse": root_mean_squared_error(t, q), "r2": r2_score(t, q)}

    return {"classes": {"scores": scores, "truth": truth, "group": group, "slices": each(group, of_classes)},
            "anomalies": {"error": error, "anomaly": anomaly, "threshold": 2.0, "group": device, "slices": each(device, of_anomalies)},
            "values": {"truth": value, "predicted": predicted, "group": site, "slices": each(site, of_values)}}


def paired(rng):
    """The first model of each pair is the accepted one; tails of 5 of 100."""
    def middle(rows, differences):
        found = [differences(rng.integers(0, rows, rows)) for _ in range(RESAMPLES)]
        return {name: np.percentile([f[name] for f in found], [5, 95]) for name in found[0]}

    def test(lost, gained, rows):
        worse, better = (lost + 1) / (rows + 2), (gained + 1) / (rows + 2)
        reach = norm.ppf(0.95) * np.sqrt((better + worse - (better - worse) ** 2) / (rows + 2))
        both = rows - lost - gained
        return {"rows": rows, "lost": lost, "gained": gained, "p": mcnemar([[both, lost], [gained, 0]], exact=True).pvalue,
                "interval": [better - worse - reach, better - worse + reach]}

    truth = rng.integers(0, 3, 120)
    models = [np.round(rng.normal(0, 1, (120, 3)) + shift * np.eye(3)[truth], 2).astype(np.float32) for shift in (1.2, 1.8)]
    old, new = (m.argmax(1) for m in models)
    macro = lambda rows, m: f1_score(truth[rows], m[rows], average="macro", labels=range(3), zero_division=0)
    discordant = test(int(((old == truth) & (new != truth)).sum()), int(((old != truth) & (new == truth)).sum()), 120)

    value = np.round(rng.normal(20, 4, (60, 1)), 2).astype(np.float32)
    predicted = [np.round(value + rng.normal(0, s, value.shape), 2).astype(np.float32) for s in (1.0, 1.2)]
    rmse = lambda rows, p: root_mean_squared_error(value[rows].astype(np.float64), p[rows].astype(np.float64))

    anomaly = (rng.random(80) < 0.3).astype(int)
    errors = [np.round(np.exp(rng.normal(s * anomaly, 1)), 2) for s in (1.0, 1.3)]
    auc = lambda rows, e: roc_auc_score(anomaly[rows], e[rows])
    every = lambda n: np.arange(n)
    return {"classes": {"truth": truth, "scores": models, "gain": (new == truth).mean() - (old == truth).mean(), "discordant": discordant,
                        "intervals": middle(120, lambda r: {"macro_f1": macro(r, new) - macro(r, old),
                                                            "accuracy": (new == truth)[r].mean() - (old == truth)[r].mean()})},
            "values": {"truth": value, "predicted": predicted, "gain": rmse(every(60), predicted[0]) - rmse(every(60), predicted[1]),
                       "intervals": middle(60, lambda r: {"rmse": rmse(r, predicted[0]) - rmse(r, predicted[1])})},
            "anomalies": {"anomaly": anomaly, "error": errors, "gain": auc(every(80), errors[1]) - auc(every(80), errors[0]),
                          "intervals": middle(80, lambda r: {"roc_auc": auc(r, errors[1]) - auc(r, errors[0])})},
            "tests": [test(*each) for each in ((0, 0, 40), (3, 9, 100), (9, 3, 100), (0, 5, 50), (40, 40, 2000), (700, 600, 9000))]}


def main():
    rng = np.random.default_rng(SEED)
    truth = rng.integers(0, 4, 200)
    sure = rng.normal(0, 1, (200, 4)) + 2 * np.eye(4)[truth]
    two = rng.integers(0, 2, 60)
    tied = np.round(rng.normal(0, 1, (60, 2)) + np.eye(2)[two])
    anomaly = (rng.random(150) < 0.25).astype(int)
    errors = np.exp(rng.normal(anomaly, 1))
    far = rng.normal(1000, 3, (80, 2))
    save_json(resources("pipeline-train") / "evaluation.json", {
        "classes": [classes("too sure", 3 * sure, truth, rng), classes("too unsure", 0.4 * sure, truth, rng), classes("two classes with ties", tied, two, rng)],
        "anomalies": [anomalies("spread", errors, anomaly, 3.0, rng), anomalies("ties", np.round(errors), anomaly, 2.0, rng)],
        "values": [values("two values far from zero", far, far + rng.normal(0, (1, 2), far.shape), rng)],
        "wilson": [[hits, rows, *proportion_confint(hits, rows, 0.05, "wilson")] for hits, rows in ((0, 10), (10, 10), (7, 10), (351, 360), (1, 2))],
    })
    save_json(resources("pipeline-train") / "slices.json", slices(np.random.default_rng(SEED + 1)))
    save_json(resources("pipeline-train") / "paired.json", paired(np.random.default_rng(SEED + 2)))
    print("pipeline-train evaluation done")


if __name__ == "__main__":
    main()
