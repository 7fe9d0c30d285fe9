package io.edgeflow.formats;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.formats.onnx.OnnxWriter;
import io.edgeflow.formats.tflite.TfliteWriter;

/** Turns a graph into the bytes of a model file. Pure: equal graphs give equal bytes. */
public final class ModelExporter {
  private ModelExporter() {}

  /**
   * Exports a graph.
   *
   * <pre>{@code
   * byte[] file = ModelExporter.export(graph, Format.TFLITE, Precision.INT8);
   * }</pre>
   *
   * @param graph for INT8 with calibrated ranges for its input and activations
   * @throws io.edgeflow.core.error.PipelineException if a range is missing, or a node has no exact
   *     form in the format
   */
  public static byte[] export(ModelGraph graph, Format format, Precision precision) {
    return switch (format) {
      case ONNX -> OnnxWriter.write(graph, precision);
      case TFLITE -> TfliteWriter.write(graph, precision);
    };
  }
}
