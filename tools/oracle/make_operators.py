"""What PyTorch gives for one operator at a time, with gradients by every constant that can be trained.

Reads pipeline-core/target/operators/FAMILY, which OperatorCasesTest writes (one case a line: name, key of its numbers,
graph). Writes pipeline-core/src/test/resources/oracle/operators/FAMILY.safetensors: outputs by case, gradients by
case/constant. With family names as arguments, those families alone.
Run: mvn -q test -pl pipeline-core -Dtest=OperatorCasesTest; python make_operators.py
"""
import hashlib
import json
import sys

from common import ROOT, resources

import torch

import operators


def golden(lines):
    tensors = {}
    for case in lines:
        graph, key = case["graph"], case["key"]
        x = operators.batch(key, graph["input"], case["ids"])
        with torch.no_grad():
            if case["name"] == "lstm_on_bidirectional":
                operators.check_bidirectional(graph, operators.constants(key, graph), x)
            tensors[case["name"]] = operators.run(graph, operators.constants(key, graph), x).numpy()
        for name, gradient in operators.gradients(key, graph, x).items():
            tensors[f"{case['name']}/{name}"] = gradient
    return tensors


def main():
    operators.exact()
    out = resources("pipeline-core", "operators")
    for family in sorted((ROOT / "pipeline-core/target/operators").iterdir()):
        if len(sys.argv) == 1 or family.name in sys.argv[1:]:
            text = family.read_text()
            tensors = golden(json.loads(line) for line in text.splitlines())
            metadata = {"cases_sha256": hashlib.sha256(text.encode()).hexdigest()}
            operators.save(out / f"{family.name}.safetensors", tensors, metadata)


if __name__ == "__main__":
    main()
