package io.edgeflow.formats.tflite;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportOptions.Ends;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.formats.lower.FloatIslands;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.LoweredOp;
import io.edgeflow.formats.lower.Lowering;
import io.edgeflow.formats.quant.GivenQuantization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a graph as a TFLite file for batch 1: in 32-bit floats, whose constants may be stored
 * smaller, or in 8-bit integers throughout, input and output included or not. Images lie
 * channels-last, without a transpose unless operators force one; the weight of a Linear behind a
 * Flatten is reordered instead. Labels, a target that is not of classes, preprocessing and the
 * oldest runtime that runs the file travel as metadata; labels and scaling also as LiteRT's tools
 * read them. Equal graphs give equal bytes.
 */
public final class TfliteWriter {
  /** The metadata entry that holds the labels as a JSON list. */
  public static final String LABELS = "edgeflow.labels";

  /** The metadata entry that holds a target that is not of classes, as JSON. */
  public static final String TARGET = "edgeflow.target";

  /** The metadata entry that holds the preprocessing as JSON. */
  public static final String PREPROCESSING = "edgeflow.preprocessing";

  /** Goes up whenever the same graph would give other bytes. */
  private static final String VERSION = "7";

  private TfliteWriter() {}

  /**
   * The file's bytes.
   *
   * @param graph for INT8 with a range for the input and every operator's output
   * @throws PipelineException if a range is missing, or an operator has no exact form in TFLite
   */
  public static byte[] write(ModelGraph graph, Precision precision) {
    return write(graph, precision, ExportOptions.DEFAULTS);
  }

  /** As {@link #write(ModelGraph, Precision)}, with options. */
  public static byte[] write(ModelGraph graph, Precision precision, ExportOptions options) {
    return write(graph, precision, options, GivenQuantization.NONE);
  }

  /**
   * As {@link #write(ModelGraph, Precision, ExportOptions)}, with the integers of the TFLite file
   * that the graph was read from.
   */
  public static byte[] write(
      ModelGraph graph, Precision precision, ExportOptions options, GivenQuantization given) {
    LoweredGraph lowered =
        Lowering.lower(graph, new TfliteProfile(options.compatibility()), precision, given);
    return write(options.ends() == Ends.FLOAT ? Lowering.withFloatEnds(lowered) : lowered);
  }

  /** The file of a graph that is lowered already. */
  static byte[] write(LoweredGraph lowered) {
    FlatFile file = new FlatFile();
    TfliteTensors tensors = new TfliteTensors(file);
    for (String input : lowered.inputs()) {
      tensors.add(lowered.value(input));
    }
    lowered.ops().forEach(op -> write(op, lowered, file, tensors));
    describe(file, lowered.name(), lowered.signature());
    byte[] bytes =
        file.bytes(
            indices(lowered.inputs(), lowered.inputs(), tensors),
            indices(
                lowered.signature().outputs().stream().map(Signature.Output::name).toList(),
                lowered.outputs(),
                tensors),
            "edgeflow " + VERSION);
    OldestRuntime.fill(bytes);
    bytes = withLabels(bytes, lowered.signature());
    TfliteFile.read(bytes, "model " + lowered.name());
    return bytes;
  }

  /** The values of a folded graph whose ranges an 8-bit file may be written with. */
  public static Set<String> ranged(LoweredGraph folded) {
    return Lowering.kept(folded, new TfliteProfile());
  }

  /** The operators that the int8 file of a graph computes in floats. */
  public static FloatIslands islands(ModelGraph graph) {
    return Lowering.islands(graph, new TfliteProfile());
  }

  private static Map<String, Integer> indices(
      List<String> names, List<String> values, TfliteTensors tensors) {
    Map<String, Integer> indices = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      indices.put(names.get(i), tensors.index(values.get(i)));
    }
    return indices;
  }

  private static void write(
      LoweredOp op, LoweredGraph lowered, FlatFile file, TfliteTensors tensors) {
    TfliteCall call = call(op, lowered, tensors);
    if (call.nothing()) {
      tensors.same(op.output(), call.inputs().get(0));
      return;
    }
    int output = tensors.add(lowered.value(op.output()));
    file.step(call.builtin(), call.version(), call.inputs(), output, call.options());
  }

  private static TfliteCall call(LoweredOp op, LoweredGraph lowered, TfliteTensors tensors) {
    return op.map(
        fused -> fused.op().accept(new TfliteOps(fused, lowered, tensors)),
        convert -> TfliteConversions.call(convert, lowered, tensors));
  }

  private static byte[] withLabels(byte[] model, Signature signature) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    for (int i = 0; i < signature.outputs().size(); i++) {
      List<String> labels = signature.outputs().get(i).labels();
      TfliteMetadata.labelFile(signature, i).ifPresent(file -> files.put(file, labels));
    }
    return files.isEmpty() ? model : LabelArchive.append(model, files);
  }

  private static void describe(FlatFile file, String model, Signature signature) {
    file.note(OldestRuntime.NOTE, OldestRuntime.room());
    file.note(TfliteMetadata.NOTE, TfliteMetadata.of(model, signature));
    file.note(LABELS, Json.bytes(signature.outputs().get(0).labels()));
    Target target = signature.outputs().get(0).target();
    if (target != null && target.output() != OutputKind.LOGITS) {
      file.note(TARGET, Json.bytes(target));
    }
    Preprocessing preprocessing = signature.inputs().get(0).preprocessing();
    if (preprocessing != null) {
      file.note(PREPROCESSING, Json.bytes(preprocessing));
    }
  }
}
