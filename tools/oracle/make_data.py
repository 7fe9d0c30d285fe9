"""Golden files of preprocessing: scikit-learn's scalers, PyTorch's resize, SciPy's rotation. All in double.

Writes to pipeline-data/src/test/resources/oracle:
scalers.json: train and test rows (null = missing), SimpleImputer(mean), MinMaxScaler, StandardScaler and both in a row, fitted on
the train rows; column names say what is odd about each. "per_channel": images [n][h][w][c], one minimum, maximum, mean
and deviation per channel over all pixels.
resize.json: bilinear, align_corners=False, antialias=False.
arrays.json: .npy files (base64) of several types and versions, and their numbers; "nan" for what is not finite.
rotate.json: scipy.ndimage.rotate(order=1, mode="nearest", reshape=False).
Run: python make_data.py
"""
import base64
import io

from common import resources, save_json

import numpy as np
import torch
from scipy import ndimage
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

COLUMNS = ["normal", "missing", "constant", "large_offset", "skewed", "constant_missing"]


def rows(rng, count):
    table = np.column_stack([rng.normal(2, 3, count), rng.normal(-1, 0.5, count), np.full(count, 4.25),
                             1e6 + rng.normal(0, 0.1, count), rng.lognormal(0, 1.5, count), np.full(count, -0.5)])
    table = table.round(4)
    table[rng.random(count) < 0.2, 1] = np.nan
    table[rng.random(count) < 0.2, 5] = np.nan
    return table


def fitted(train, test):
    minmax, standard = MinMaxScaler().fit(train), StandardScaler().fit(train)
    both = make_pipeline(MinMaxScaler(), StandardScaler()).fit(train)
    return {
        "min": minmax.data_min_, "max": minmax.data_max_, "mean": standard.mean_, "std": np.sqrt(standard.var_),
        "minmax_train": minmax.transform(train), "minmax_test": minmax.transform(test),
        "standard_train": standard.transform(train), "standard_test": standard.transform(test),
        "minmax_standard_train": both.transform(train), "minmax_standard_test": both.transform(test),
    }


def scalers():
    rng = np.random.default_rng(5)
    train, test = rows(rng, 40), rows(rng, 8)
    test[0, 2], test[1, 2] = 5.25, 3.0
    imputer = SimpleImputer(strategy="mean").fit(train)
    result = {"columns": COLUMNS, "train": train, "test": test, "imputer_mean": imputer.statistics_}
    result |= fitted(imputer.transform(train), imputer.transform(test))

    train, test = ((rng.normal(0, 1, (n, 4, 4, 2)) * [1, 20] + [0.5, -3]).round(3) for n in (6, 3))
    pixels = {name: value.reshape(-1, 4, 4, 2) if name.endswith(("train", "test")) else value
              for name, value in fitted(train.reshape(-1, 2), test.reshape(-1, 2)).items()}
    return result | {"per_channel": {"train": train, "test": test} | pixels}


def resize():
    rng = np.random.default_rng(6)
    cases = []
    for source, target in (((8, 8), (32, 32)), ((8, 8), (12, 12)), ((5, 7), (9, 4))):
        for _ in range(3):
            image = rng.uniform(0, 16, source).round(2)
            scaled = torch.nn.functional.interpolate(torch.from_numpy(image)[None, None], size=target, mode="bilinear",
                                                     align_corners=False, antialias=False)[0, 0]
            cases.append({"from": source, "to": target, "image": image, "resized": scaled.numpy().round(10)})
    return cases


def rotate():
    rng = np.random.default_rng(8)
    cases = []
    for shape in ((8, 8), (12, 16), (16, 16)):
        image = rng.uniform(0, 16, shape).round(2)
        for angle in (0, 15, -30, 90):
            rotated = ndimage.rotate(image, angle, order=1, mode="nearest", reshape=False)
            cases.append({"degrees": angle, "image": image, "rotated": rotated.round(10)})
    return cases


def arrays():
    rng = np.random.default_rng(9)
    cases = []
    for descr in ("|u1", "|i1", "|b1", "<u2", "<i2", ">i2", "<u4", "<i4", "<i8", "<f4", ">f4", "<f8"):
        numbers = rng.normal(0, 100, (3, 2)).astype(descr)
        cases.append({"type": descr, "version": (1, 0), "numbers": numbers})
    cases.append({"type": "<f4", "version": (2, 0), "numbers": np.float32([[1, np.inf], [np.nan, 4]])})
    return [case | {"file": npy(case["numbers"], case["version"]), "numbers": case["numbers"].astype(float)} for case in cases]


def npy(array, version):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version)
    return base64.b64encode(out.getvalue()).decode()


def main():
    out = resources("pipeline-data")
    save_json(out / "scalers.json", scalers())
    save_json(out / "resize.json", resize())
    save_json(out / "rotate.json", rotate())
    save_json(out / "arrays.json", arrays())
    print("pipeline-data done")


if __name__ == "__main__":
    main()
