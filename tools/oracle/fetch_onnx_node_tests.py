"""Copies the node tests that come with the onnx package to a folder, for `OnnxNodeTest`.

`fetch_onnx_node_tests.py [DIR]`; without DIR to `pipeline-formats/target/onnx-node-tests`. Each case is a folder with `model.onnx`,
`input_N.npy` and `output_N.npy`. In the package everything is an input; a case `NAME` here keeps the first and makes the others
constants, as they are in models, and `NAME.inputs` is the case as it is. An opset beyond 21 or below 11 is set to 21 or 11 where the
checker finds the node valid there. `left_out.json` tells which cases are left out, and why.
"""
import pathlib
import sys
import warnings

import common
import numpy as np
import onnx
from onnx import numpy_helper
from onnx.backend.test.case.node import collect_testcases

OLDEST, NEWEST = 11, 21
KINDS = "fiub"


def versioned(model):
    """The model in an opset that is read; None where the operator is not in it."""
    model = onnx.ModelProto.FromString(model.SerializeToString())
    for opset in model.opset_import:
        if opset.domain in ("", "ai.onnx"):
            opset.version = min(max(opset.version, OLDEST), NEWEST)
    model.ir_version = min(model.ir_version, 10)
    try:
        onnx.checker.check_model(model, full_check=True)
    except Exception:
        return None
    return model


def constant(model, inputs):
    """The model with all inputs but the first as constants."""
    given = {i.name: value for i, value in zip(model.graph.input, inputs)}
    kept = model.graph.input[0]
    for name, value in given.items():
        if name != kept.name:
            model.graph.initializer.append(numpy_helper.from_array(np.asarray(value), name))
    del model.graph.input[1:]
    return model


def save(folder, model, inputs, outputs):
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    for what, arrays in (("input", inputs), ("output", outputs)):
        for i, array in enumerate(arrays):
            array = np.asarray(array)
            array = array.astype(np.float32) if array.dtype == np.float64 else array
            array = array.astype(np.int64) if array.dtype.kind == "u" and array.dtype.itemsize > 1 else array
            np.save(folder / f"{what}_{i}.npy", array.copy(order="C"), allow_pickle=False)


def main():
    target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else common.ROOT / "pipeline-formats/target/onnx-node-tests"
    target.mkdir(parents=True, exist_ok=True)
    left_out, count = {}, 0
    for case in collect_testcases(None):
        if not case.data_sets or case.model is None:
            continue
        inputs, outputs = case.data_sets[0]
        arrays = [np.asarray(a) if not isinstance(a, (list, dict)) and a is not None else None for a in (*inputs, *outputs)]
        if any(a is None or a.dtype.kind not in KINDS or a.dtype.kind == "V" for a in arrays):
            left_out[case.name] = "elements that are no plain numbers"
            continue
        if len(case.model.graph.input) != len(inputs) or not inputs:
            left_out[case.name] = "no input"
            continue
        model = versioned(case.model)
        if model is None:
            left_out[case.name] = f"not in opsets {OLDEST} to {NEWEST}"
            continue
        if len(inputs) > 1:
            save(target / f"{case.name}.inputs", model, inputs, outputs)
            count += 1
        save(target / case.name, constant(model, inputs), inputs[:1], outputs)
        count += 1
    common.save_json(target / "left_out.json", left_out)
    print(f"{count} cases in {target}, {len(left_out)} left out")


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    main()
