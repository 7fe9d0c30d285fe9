package io.edgeflow.formats.tflite;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.Lowering;

/** What the TFLite writer writes. */
public final class TfliteTarget {
  private TfliteTarget() {}

  /** The operations of the file, in logical order. */
  public static LoweredGraph lower(ModelGraph graph, Precision precision) {
    return Lowering.lowerInLogicalOrder(graph, new TfliteProfile(), precision);
  }
}
