"""Writes scikit-learn's iris and diabetes tables as CSV: python3 tables.py FOLDER"""

import csv
import pathlib
import sys

from sklearn.datasets import load_diabetes, load_iris


def write(path, header, rows):
    with path.open("w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(folder):
    iris = load_iris()
    names = [name.replace(" (cm)", "").replace(" ", "_") + "_cm" for name in iris.feature_names]
    rows = [[*row, iris.target_names[label]] for row, label in zip(iris.data, iris.target)]
    write(folder / "iris.csv", [*names, "species"], rows)

    diabetes = load_diabetes(scaled=False)
    rows = [[*row, value] for row, value in zip(diabetes.data, diabetes.target)]
    write(folder / "diabetes.csv", [*diabetes.feature_names, "progression"], rows)


main(pathlib.Path(sys.argv[1]))
