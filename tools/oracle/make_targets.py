"""Golden files of PyTorch's losses of numbers and of scikit-learn's metrics of values and anomalies.

Writes to pipeline-train/src/test/resources/oracle:
losses.json: outputs, truths [rows][numbers], and for mse, mae and huber (by delta) the loss and its gradient by the outputs.
value_metrics.json: truth, predicted [rows][values]; mae, rmse, r2 (uniform average and per value).
anomaly_metrics.json: error and anomaly a row; roc_auc; threshold, F1, precision and recall above it; quantiles of the
normal errors by nearest rank (NumPy's inverted_cdf).
Run: python make_targets.py
"""
from common import resources, save_json

import numpy as np
import torch
from sklearn.metrics import (mean_absolute_error, precision_recall_fscore_support, r2_score, roc_auc_score,
                             root_mean_squared_error)

SEED = 11
LOSSES = {
    "mse": torch.nn.MSELoss(),
    "mae": torch.nn.L1Loss(),
    "huber_1": torch.nn.HuberLoss(delta=1.0),
    "huber_0.3": torch.nn.HuberLoss(delta=0.3),
}


def losses(rng):
    truth = rng.normal(size=(7, 3)).astype(np.float32)
    outputs = (truth + rng.normal(size=truth.shape)).astype(np.float32)
    outputs[0, 0] = truth[0, 0]  # no difference at all
    truth[1, 1], outputs[1, 1] = 1, 2  # just at delta = 1
    case = {"outputs": outputs, "truth": truth}
    for name, loss in LOSSES.items():
        x = torch.from_numpy(outputs).requires_grad_()
        value = loss(x, torch.from_numpy(truth))
        value.backward()
        case[name] = {"loss": value.item(), "gradient": x.grad.numpy()}
    return case


def value_case(name, truth, predicted):
    truth, predicted = np.asarray(truth, np.float32), np.asarray(predicted, np.float32)
    t, p = truth.astype(np.float64), predicted.astype(np.float64)
    case = {"name": name, "truth": truth, "predicted": predicted}
    for key, metric in (("mae", mean_absolute_error), ("rmse", root_mean_squared_error), ("r2", r2_score)):
        case[key] = metric(t, p)
        case[f"{key}_each"] = metric(t, p, multioutput="raw_values")
    return case


def values(rng):
    truth = rng.normal(300, 40, (300, 3))
    far = rng.normal(1e6, 1, (150, 1))
    return [
        value_case("three values", truth, truth + rng.normal(0, (1, 20, 80), truth.shape)),
        value_case("worse than the mean", [[1], [2], [3]], [[3], [3], [1]]),
        value_case("perfect", [[1], [2], [3]], [[1], [2], [3]]),
        value_case("constant and met", [[2, 1], [2, 2]], [[2, 1], [2, 1.5]]),
        value_case("constant and missed", [[2], [2]], [[2], [2.5]]),
        value_case("far from zero", far, far + rng.normal(0, 0.5, far.shape)),
    ]


def anomaly_case(name, errors, anomaly, threshold):
    errors, anomaly = np.asarray(errors, np.float32), np.asarray(anomaly)
    found = errors > np.float32(threshold)
    precision, recall, f1, _ = precision_recall_fscore_support(anomaly, found, average="binary", zero_division=0)
    normal = errors[anomaly == 0]
    quantiles = {str(q): np.quantile(normal, q, method="inverted_cdf") for q in (0.01, 0.5, 0.9, 0.95, 0.99, 1.0)}
    return {"name": name, "error": errors, "anomaly": anomaly, "roc_auc": roc_auc_score(anomaly, errors),
            "threshold": np.float32(threshold), "f1": f1, "precision": precision, "recall": recall,
            "mean": normal.astype(np.float64).mean(), "quantiles": quantiles}


def anomalies(rng):
    anomaly = rng.random(400) < 0.2
    errors = np.exp(rng.normal(np.where(anomaly, 1, 0), 1))
    tied = np.round(errors, 0)
    return [
        anomaly_case("spread", errors, anomaly.astype(int), 3.25),
        anomaly_case("many ties", tied, anomaly.astype(int), 2.0),
        anomaly_case("all equal", [1.0] * 6, [0, 1, 0, 1, 0, 0], 1.0),
        anomaly_case("the wrong way round", [3, 2, 1, 0.5], [0, 0, 1, 1], 1.5),
        anomaly_case("perfect", [0.25, 0.5, 2, 4], [0, 0, 1, 1], 1.0),
        anomaly_case("nothing found", [0.25, 0.5, 2, 4], [0, 0, 1, 1], 10.0),
    ]


def main():
    rng = np.random.default_rng(SEED)
    out = resources("pipeline-train")
    save_json(out / "losses.json", losses(rng))
    save_json(out / "value_metrics.json", values(rng))
    save_json(out / "anomaly_metrics.json", anomalies(rng))
    print("pipeline-train targets done")


if __name__ == "__main__":
    main()
