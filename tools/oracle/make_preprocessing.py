"""Golden file of fitted preprocessing: scikit-learn's scalers, imputers and encoders, pandas' interpolation, Pillow's and torchvision's images.

Writes to pipeline-data/src/test/resources/oracle:
preprocessing.json, all numbers exact as 32-bit floats before anything is done in double:
"tables": train and test rows without missing values (column names say what is odd about each), RobustScaler and MinMaxScaler to two
ranges. "missing": rows with null, the statistics of SimpleImputer's strategies and the rows that it gives. "series": series [time][features]
with null and what pandas makes of them, linear, both edges. "images": pixels [h][w][c], torchvision's center_crop and Pillow's convert("L").
"texts": OneHotEncoder(handle_unknown="ignore"), OrdinalEncoder(unknown_value=-1) fitted on train, and FeatureHasher of several sizes.
Run: python make_preprocessing.py
"""
from common import resources, save_json

import numpy as np
import pandas as pd
from PIL import Image
import torch
from sklearn.feature_extraction import FeatureHasher
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler
from torchvision.transforms import functional

COLUMNS = ["normal", "large_offset", "skewed", "constant", "mostly_equal", "negative", "whole"]


def floats(table):
    return np.asarray(table, np.float32).astype(np.float64)


def rows(rng, count):
    mostly = np.where(rng.random(count) < 0.8, 7.5, rng.normal(0, 3, count))
    return floats(np.column_stack([
        rng.normal(2, 3, count), 1e4 + rng.normal(0, 0.1, count), rng.lognormal(0, 1.5, count), np.full(count, 4.25), mostly,
        -rng.lognormal(0, 2, count), rng.integers(-3, 4, count)]))


def tables():
    rng = np.random.default_rng(21)
    cases = []
    for count in (40, 41, 3, 2):
        train, test = rows(rng, count), rows(rng, 6)
        robust = RobustScaler().fit(train)
        case = {"columns": COLUMNS, "train": train, "test": test, "median": robust.center_, "range": robust.scale_,
                "robust": robust.transform(test), "ranges": []}
        for low, high in ((-1, 1), (0.5, 3)):
            scaler = MinMaxScaler((low, high)).fit(train)
            case["ranges"].append({"low": low, "high": high, "train": scaler.transform(train), "test": scaler.transform(test)})
        cases.append(case)
    return cases


def missing():
    rng = np.random.default_rng(22)
    train = rows(rng, 30)
    train[:, 0] = train[:, 0].round()
    train[rng.random(train.shape) < 0.25] = np.nan
    result = {"columns": COLUMNS, "train": train, "strategies": {}}
    for strategy in ("mean", "median", "most_frequent", "constant"):
        imputer = SimpleImputer(strategy=strategy, fill_value=-2.5 if strategy == "constant" else None).fit(train)
        result["strategies"][strategy] = {"statistics": imputer.statistics_, "rows": imputer.transform(train)}
    return result


def series():
    rng = np.random.default_rng(23)
    cases = []
    for time, features, share in ((8, 1, 0.4), (12, 3, 0.3), (6, 2, 0.6), (5, 2, 0)):
        for _ in range(3):
            values = floats(rng.normal(0, 10, (time, features)).round(3))
            values[rng.random(values.shape) < share] = np.nan
            filled = pd.DataFrame(values).interpolate(method="linear", limit_direction="both").to_numpy()
            cases.append({"series": values, "filled": filled})
    return cases


def images():
    rng = np.random.default_rng(24)
    cases = []
    for shape, crop in (((8, 10, 3), (4, 6)), ((7, 9, 3), (4, 4)), ((7, 5, 3), (2, 2)), ((9, 9, 3), (9, 9))):
        image = rng.integers(0, 256, shape, np.uint8)
        cropped = functional.center_crop(torch.from_numpy(image).permute(2, 0, 1), crop).permute(1, 2, 0).numpy()
        gray = np.asarray(Image.fromarray(np.ascontiguousarray(cropped)).convert("L"))
        cases.append({"image": image, "crop": crop, "cropped": cropped, "gray": gray})
    return cases


def texts():
    train = ["C", "F", "K", "C", "°C", "Zürich", "a b", "C", "c", "10", "9"]
    test = ["F", "unknown", "Zürich", "", "C", "漢字", "10"]
    column = np.array(train, object)[:, None]
    asked = np.array(test, object)[:, None]
    one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(column)
    ordinal = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(column)
    return {"train": train, "test": test, "categories": one_hot.categories_[0].tolist(), "one_hot": one_hot.transform(asked),
            "ordinal": ordinal.transform(asked)[:, 0],
            "hashing": [{"buckets": n, "rows": FeatureHasher(n, input_type="string").transform([[t] for t in train + test]).toarray()}
                        for n in (2, 7, 16)]}


def main():
    out = resources("pipeline-data")
    save_json(out / "preprocessing.json", {"tables": tables(), "missing": missing(), "series": series(), "images": images(), "texts": texts()})
    print("preprocessing done")


if __name__ == "__main__":
    main()
