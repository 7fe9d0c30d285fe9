"""Golden file of cleanlab's ranking of the digits with 5 % of the labels flipped.

Writes to pipeline-train/src/test/resources/oracle:
label_noise.json: the noisy labels of config/data/digits.csv in the order of its rows; the rows that were flipped; how many of them cleanlab ranks among the first
5 % by self-confidence (logistic regression, five folds out of fold); probabilities of a small table with the rows that cleanlab's confident joint calls issues.
Run: python make_label_noise.py
"""
import csv

from common import ROOT, resources, save_json

import numpy as np
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.preprocessing import StandardScaler

SEED = 5


def main():
    rng = np.random.default_rng(SEED)
    with open(ROOT / "config/data/digits.csv") as file:
        rows = list(csv.DictReader(file))
    truth = np.array([int(row.pop("label")) for row in rows])
    x = StandardScaler().fit_transform(np.array([[float(v) for v in row.values()] for row in rows]))
    most = round(0.05 * len(truth))
    flipped = np.sort(rng.choice(len(truth), most, replace=False))
    noisy = truth.copy()
    noisy[flipped] = (truth[flipped] + rng.integers(1, 10, most)) % 10
    folds = StratifiedKFold(5, shuffle=True, random_state=SEED)
    p = cross_val_predict(LogisticRegression(max_iter=1000), x, noisy, cv=folds, method="predict_proba")
    ranked = np.argsort(get_label_quality_scores(noisy, p, method="self_confidence"), kind="stable")[:most]
    found = len(set(ranked) & set(flipped))
    some = np.r_[flipped[:40], np.arange(0, 400, 4)]
    some = some[np.sort(np.unique(some, return_index=True)[1])]
    small = np.round(p[some], 6)
    small /= small.sum(1, keepdims=True)
    issues = find_label_issues(noisy[some], small, filter_by="confident_learning", return_indices_ranked_by="self_confidence")
    save_json(resources("pipeline-train") / "label_noise.json", {
        "labels": noisy, "flipped": flipped, "found_by_cleanlab": found,
        "probabilities": small, "their_labels": noisy[some], "issues": issues})
    print("label noise done:", found, "of", most, "issues", len(issues))


if __name__ == "__main__":
    main()
