package io.edgeflow.formats.onnx.read;

/** Reads the nodes of one operator into the graph. */
@FunctionalInterface
interface NodeReader {
  /**
   * Gives every output of the node that has a name, as a constant or as a view of a tensor of the
   * graph; or refuses the node by {@link OnnxNode#refusal}.
   */
  void read(NodeCall call);
}
