package io.edgeflow.formats.tflite;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.json.Json;
import io.edgeflow.formats.lower.Kernel;
import io.edgeflow.formats.lower.KernelPlan;
import io.edgeflow.formats.quant.QuantPlan;
import io.edgeflow.formats.quant.QuantScheme;
import org.jspecify.annotations.Nullable;

/**
 * Writes a graph as a TFLite file for batch 1: in 32-bit floats, or in 8-bit integers throughout,
 * input and output included. Images lie channels-last without any transpose; the weight of a Linear
 * behind a Flatten is reordered instead. Labels, preprocessing and the oldest runtime that runs the
 * file travel as metadata. Equal graphs give equal bytes.
 */
public final class TfliteWriter {
  /** The metadata entry that holds the labels as a JSON list. */
  public static final String LABELS = "edgeflow.labels";

  /** The metadata entry that holds the preprocessing as JSON. */
  public static final String PREPROCESSING = "edgeflow.preprocessing";

  /** Goes up whenever the same graph would give other bytes. */
  private static final String VERSION = "1";

  private static final int VERSION_BYTES = 16;

  private TfliteWriter() {}

  /**
   * The file's bytes.
   *
   * @param graph for INT8 with a range for the input and every kernel's output
   * @throws PipelineException if a range is missing, or a node has no exact form in TFLite
   */
  public static byte[] write(ModelGraph graph, Precision precision) {
    KernelPlan plan = KernelPlan.of(graph);
    boolean int8 = precision == Precision.INT8;
    @Nullable QuantPlan quant = int8 ? QuantPlan.of(plan, QuantScheme.TFLITE) : null;
    TfliteTensors tensors = new TfliteTensors(plan, quant);
    requireLogicalOrder(plan, tensors);
    int input = tensors.activation(graph.signature().input());
    for (Kernel kernel : plan.kernels()) {
      TfliteOps.Call call = kernel.op().accept(new TfliteOps(graph, kernel, tensors, int8));
      int output = tensors.activation(kernel.output());
      tensors.file().step(call.builtin(), call.version(), call.inputs(), output, call.options());
    }
    // Per-channel scales of a fully connected layer give wrong numbers on runtimes before 2.10.
    describe(tensors.file(), graph.signature(), int8 ? "2.10.0" : "1.5.0");
    byte[] bytes = tensors.file().bytes(input, tensors.index(plan.output()), "edgeflow " + VERSION);
    TfliteFile.read(bytes, "model " + graph.name());
    return bytes;
  }

  private static void requireLogicalOrder(KernelPlan plan, TfliteTensors tensors) {
    ModelGraph graph = plan.graph();
    String output = graph.signature().output();
    if (graph.shape(output).rank() != 2 || tensors.layout().featureOrder(output).isPresent()) {
      throw PipelineException.failed("The output would not be in logical order")
          .found(graph.shape(output))
          .limit("[batch, scores] behind a Linear")
          .where("node " + output + ", format tflite")
          .build();
    }
  }

  private static void describe(FlatFile file, Signature signature, String oldestRuntime) {
    file.note("min_runtime_version", FlatFile.padded(oldestRuntime, VERSION_BYTES));
    file.note(LABELS, Json.bytes(signature.labels()));
    if (signature.preprocessing() != null) {
      file.note(PREPROCESSING, Json.bytes(signature.preprocessing()));
    }
  }
}
