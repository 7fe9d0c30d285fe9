package io.edgeflow.formats;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.formats.lower.FloatIslands;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.Lowering;
import io.edgeflow.formats.onnx.OnnxCalibrator;
import io.edgeflow.formats.onnx.OnnxWriter;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.tflite.TfliteWriter;
import java.util.LinkedHashSet;
import java.util.Set;

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
    return export(graph, format, precision, ExportOptions.DEFAULTS);
  }

  /**
   * As {@link #export(ModelGraph, Format, Precision)}, with options, which ONNX has none of: the
   * ends of its files are floats always.
   */
  public static byte[] export(
      ModelGraph graph, Format format, Precision precision, ExportOptions options) {
    return export(graph, format, precision, options, GivenQuantization.NONE);
  }

  /**
   * As {@link #export(ModelGraph, Format, Precision, ExportOptions)}, for a graph that was read
   * from an 8-bit file: written in that file's format again, it has the same integers, scales and
   * zero points, where a constant still has its values.
   *
   * <pre>{@code
   * ImportedModel read = ModelReader.read(file, ReadOptions.DEFAULTS);
   * byte[] again = ModelExporter.export(
   *     read.graph(), Format.TFLITE, Precision.INT8, ExportOptions.DEFAULTS, read.quantization());
   * }</pre>
   *
   * @param given what {@link ModelReader} found; without effect on another format
   */
  public static byte[] export(
      ModelGraph graph,
      Format format,
      Precision precision,
      ExportOptions options,
      GivenQuantization given) {
    return switch (format) {
      case ONNX -> OnnxWriter.write(graph, precision, given);
      case TFLITE -> TfliteWriter.write(graph, precision, options, given);
    };
  }

  /**
   * The operators that an int8 file computes in floats.
   *
   * @param graph with calibrated ranges for its input and activations
   */
  public static FloatIslands floatIslands(ModelGraph graph, Format format) {
    return switch (format) {
      case ONNX -> OnnxWriter.islands(graph);
      case TFLITE -> TfliteWriter.islands(graph);
    };
  }

  /**
   * Prepares a graph for calibration: the finder of the ranges that an 8-bit export in any format
   * may be written with. Tensors that every format leaves out, folds or fuses away get none.
   *
   * <pre>{@code
   * try (OnnxCalibrator calibrator = ModelExporter.calibrator(graph)) {
   *   calibrator.observe(List.of(split.batch(0, calibrator.batchRows())));
   *   graph = graph.withRanges(calibrator.ranges());
   * }
   * }</pre>
   *
   * @throws io.edgeflow.core.error.PipelineException if a weight is not finite, or ONNX Runtime has
   *     no kernel for a node
   */
  public static OnnxCalibrator calibrator(ModelGraph graph) {
    LoweredGraph folded = Lowering.folded(graph);
    Set<String> ranged = new LinkedHashSet<>(OnnxWriter.ranged(folded));
    ranged.addAll(TfliteWriter.ranged(folded));
    return OnnxCalibrator.open(folded, ranged);
  }
}
