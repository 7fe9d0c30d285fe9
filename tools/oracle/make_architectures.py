"""What the peers' int8 tools make of Edgeflow's own architectures, batch normalizations folded, in their full sizes.

Reads pipeline-optimize/target/peer_networks/NAME (graph.safetensors, calibration.npy), which
ArchitecturePeerEqualityTest writes. Writes to pipeline-optimize/src/test/resources/oracle/architectures/NAME, for
ONNX Runtime (ort) and for TensorFlow (tf): PEER_ranges.json, what the calibrator saw; PEER_int8.gz, the file without
its large weights; PEER_int8.json, where those were, their digests and the digest of the whole file. A test that has
weights of these digests puts the peer's file together again, to the byte.
Run: mvn -q test -pl pipeline-optimize -am -Dtest=ArchitecturePeerEqualityTest; python make_architectures.py
"""
import gzip
import hashlib
import pathlib
import tempfile

from common import ROOT, resources, save_json
from make_networks_ort import float_model
from make_networks_tf import Converted, network
from make_quant_ort import calibrate, quantize
from make_quant_tf import convert
from networks import Graph, logical

import numpy as np
import onnx
from onnx import TensorProto
from onnxruntime.quantization import QuantType
from tensorflow.lite.python import schema_py_generated as schema

LEAST = 256


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def onnx_weights(path):
    return [t.raw_data for t in onnx.load(path).graph.initializer if t.data_type == TensorProto.INT8]


def tflite_weights(path):
    file = schema.ModelT.InitFromObj(schema.Model.GetRootAs(path.read_bytes()))
    buffers = [file.buffers[t.buffer].data for t in file.subgraphs[0].tensors if t.type == schema.TensorType.INT8]
    return [bytes(data) for data in buffers if data is not None]


def save_without(path, weights, out):
    """Writes OUT.gz and OUT.json; gives the size of the whole file."""
    content = bytearray(path.read_bytes())
    whole, holes = sha256(content), []
    for weight in weights:
        if len(weight) >= LEAST:
            offset = content.index(weight)
            content[offset:offset + len(weight)] = bytes(len(weight))
            holes.append([offset, len(weight), sha256(weight)])
    out.with_suffix(".gz").write_bytes(gzip.compress(bytes(content), 9, mtime=0))
    save_json(out.with_suffix(".json"), dict(sha256=whole, holes=holes))
    return len(content)


def onnx_runtime(graph, x, folder, out):
    calib, path = logical(x), folder / "int8.onnx"
    onnx.save(float_model(graph), folder / "float.onnx")
    save_json(out / "ort_ranges.json", calibrate(folder / "float.onnx", calib, "input"))
    quantize(folder / "float.onnx", path, calib, QuantType.QUInt8, "input")
    return save_without(path, onnx_weights(path), out / "ort_int8")


def tensorflow(graph, x, folder, out):
    net, path = network(graph), folder / "int8.tflite"
    seen = Converted(convert(net, x, calibrate_only=True), graph)
    save_json(out / "tf_ranges.json", {value: seen.range(value) for value in sorted(seen.found)})
    path.write_bytes(convert(net, x))
    return save_without(path, tflite_weights(path), out / "tf_int8")


def main():
    for source in sorted((ROOT / "pipeline-optimize/target/peer_networks").iterdir()):
        graph = Graph.load(source / "graph.safetensors").folded()
        x = np.load(source / "calibration.npy")
        out = resources("pipeline-optimize", "architectures/" + source.name)
        with tempfile.TemporaryDirectory() as folder:
            sizes = [make(graph, x, pathlib.Path(folder), out) for make in (onnx_runtime, tensorflow)]
        print(source.name, "ONNX Runtime's file", sizes[0], "bytes, TensorFlow's", sizes[1])


if __name__ == "__main__":
    main()
