package io.edgeflow.formats.onnx;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.Lowering;

/** What the ONNX writer writes. */
public final class OnnxTarget {
  private OnnxTarget() {}

  /** The operations of the file. */
  public static LoweredGraph lower(ModelGraph graph, Precision precision) {
    return Lowering.lower(graph, new OnnxProfile(precision), precision);
  }
}
