"""What PyTorch gives for the random graphs that the Java tests draw, and gradients for some of them.

Reads pipeline-core/target/random_graphs.jsonl, which RandomGraphsTest writes (one graph a line: input, constants with
their sizes, nodes). Weights, batches and slopes come from SplitMix64 streams, drawn here as DrawnValues.java does.
Writes pipeline-core/src/test/resources/oracle/random_graphs/{outputs,gradients}.safetensors: outputs alone.
Run: mvn -q test -pl pipeline-core -Dtest=RandomGraphsTest; python make_random_graphs.py
"""
import hashlib
import json

from common import ROOT, resources

import torch

import operators

GRADIENTS = 24


def branches(graph):
    """Whether a graph has no dropout, which training draws at random, and several readers of one tensor."""
    read = [name for node in graph["nodes"] for name in node["inputs"]]
    return len(set(read)) < len(read) and all(node["op"]["op"] != "dropout" for node in graph["nodes"])


def main():
    operators.exact()
    text = (ROOT / "pipeline-core/target/random_graphs.jsonl").read_text()
    metadata = {"graphs_sha256": hashlib.sha256(text.encode()).hexdigest()}
    graphs = [json.loads(line) for line in text.splitlines()]
    batches = [operators.batch(n, graph["input"]) for n, graph in enumerate(graphs)]
    with torch.no_grad():
        outputs = {str(n): operators.run(graph, operators.constants(n, graph), batches[n]).numpy()
                   for n, graph in enumerate(graphs)}
    chosen = [n for n, graph in enumerate(graphs) if branches(graph)][:GRADIENTS]
    slopes = {f"{n}/{name}": g for n in chosen for name, g in operators.gradients(n, graphs[n], batches[n]).items()}
    out = resources("pipeline-core", "random_graphs")
    operators.save(out / "outputs.safetensors", outputs, metadata)
    operators.save(out / "gradients.safetensors", slopes, metadata)


if __name__ == "__main__":
    main()
