package io.edgeflow.formats;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.formats.convert.Calibration;
import io.edgeflow.formats.convert.Comparer;
import io.edgeflow.formats.convert.Comparer.Running;
import io.edgeflow.formats.convert.Comparison;
import io.edgeflow.formats.convert.Conversion;
import io.edgeflow.formats.convert.ConvertOptions;
import io.edgeflow.formats.convert.Labels;
import io.edgeflow.formats.convert.RandomSamples;
import io.edgeflow.formats.convert.Samples;
import io.edgeflow.formats.onnx.ForeignOnnx;
import io.edgeflow.formats.onnx.OnnxCalibrator;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.reference.ReferenceRuntime;
import io.edgeflow.formats.tflite.ForeignTflite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a model file into one of another format or number format, without a workflow. */
public final class ModelConverter {
  private final Path in;
  private final Path out;
  private final Target target;
  private final ConvertOptions options;
  private final ImportedModel model;

  private ModelConverter(Path in, Path out, ConvertOptions options) {
    this.in = in;
    this.out = out;
    this.target = Target.of(out);
    this.options = options;
    requireSense();
    this.model = Labels.put(ModelReader.read(in, options.read()), options.labels());
  }

  /** What may be written, by the ending of the file's name. */
  private enum Target {
    SAFETENSORS(null),
    ONNX(Format.ONNX),
    TFLITE(Format.TFLITE);

    /** Null for a graph file. */
    private final @Nullable Format format;

    Target(@Nullable Format format) {
      this.format = format;
    }

    private String ending() {
      return "." + name().toLowerCase(Locale.ROOT);
    }

    private static Target of(Path out) {
      return Arrays.stream(values())
          .filter(target -> out.toString().endsWith(target.ending()))
          .findFirst()
          .orElseThrow(
              () ->
                  PipelineException.config("No format goes by that ending of the output's name")
                      .found(out)
                      .limit(
                          Arrays.stream(values())
                              .map(Target::ending)
                              .collect(Collectors.joining(", ")))
                      .build());
    }
  }

  /**
   * Converts a file. The new one appears whole, in place of one of that name, when all is well, or
   * not at all.
   *
   * <pre>{@code
   * ModelConverter.convert(
   *     Path.of("mobilenet_v2.onnx"),
   *     Path.of("mobilenet_v2.int8.tflite"),
   *     ConvertOptions.to(Precision.INT8)
   *         .calibratedBy(NpySamples.of(Path.of("rows.npy"), Normalization.USUAL)));
   * }</pre>
   *
   * @param out its ending is its format: {@code .onnx}, {@code .tflite}, or {@code .safetensors}, a
   *     graph file
   * @throws PipelineException if one of the files cannot be read or written, an operator has no
   *     form, int8 is wanted without ranges, or the comparison finds too large a difference
   */
  public static Conversion convert(Path in, Path out, ConvertOptions options) {
    ModelConverter converter = new ModelConverter(in, out, options);
    Samples.Source source = options.rows();
    if (source == null) {
      return converter.convert(null);
    }
    try (Samples rows = source.open(converter.model)) {
      return converter.convert(rows);
    }
  }

  private void requireSense() {
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw PipelineException.config("There is no folder for the output").where(out).build();
    }
    if (Files.isDirectory(out) || same()) {
      throw PipelineException.config("The output has to be another file than the input")
          .found(out)
          .remedy("name another output")
          .build();
    }
    Precision precision = options.precision();
    if (target.format == null && precision != Precision.FP32) {
      throw PipelineException.config("A graph file holds 32-bit floats")
          .found(precision.id())
          .where(out)
          .remedy("write .onnx or .tflite, or leave the number format out")
          .build();
    }
    if (!options.export().equals(ExportOptions.DEFAULTS)
        && (target.format != Format.TFLITE || precision != Precision.INT8)) {
      throw PipelineException.config("Only an int8 TFLite file has ends to choose")
          .found(precision.id())
          .where(out)
          .remedy("leave --ends out")
          .build();
    }
  }

  private boolean same() {
    try {
      return Files.exists(in) && Files.exists(out) && Files.isSameFile(in, out);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot look at the files").where(out).cause(e).build();
    }
  }

  private Conversion convert(@Nullable Samples rows) {
    requireRanges(rows);
    boolean calibrates =
        rows != null && (options.precision() == Precision.INT8 || target.format == null);
    ModelGraph graph = calibrates && rows != null ? calibrated(rows) : model.graph();
    byte[] bytes = bytes(graph, calibrates ? GivenQuantization.NONE : model.quantization());
    Comparison comparison = written(bytes, rows);
    return new Conversion(
        in.toString(),
        out.toString(),
        target == Target.SAFETENSORS ? "graph" : target.name().toLowerCase(Locale.ROOT),
        options.precision().id(),
        in.toFile().length(),
        bytes.length,
        calibrates && rows != null ? rows.rows() : 0,
        islands(graph),
        model.notes(),
        comparison);
  }

  private void requireRanges(@Nullable Samples rows) {
    if (options.precision() == Precision.INT8 && rows == null && model.graph().ranges().isEmpty()) {
      throw PipelineException.config("int8 needs rows to calibrate with")
          .found("a model in floats whose tensors' ranges nobody knows")
          .where(in)
          .remedy(
              "give --calibrate with a folder of images or an .npy file of typical rows; some"
                  + " hundred are enough")
          .build();
    }
  }

  private ModelGraph calibrated(Samples rows) {
    try (OnnxCalibrator calibrator = ModelExporter.calibrator(model.graph())) {
      Calibration.observe(calibrator, rows, options.threads(), options.progress());
      return model.graph().withRanges(calibrator.ranges());
    }
  }

  private byte[] bytes(ModelGraph graph, GivenQuantization given) {
    Format format = target.format;
    return format == null
        ? GraphFile.bytes(graph)
        : ModelExporter.export(graph, format, options.precision(), options.export(), given);
  }

  private String islands(ModelGraph graph) {
    Format format = target.format;
    return format == null || options.precision() != Precision.INT8
        ? ""
        : ModelExporter.floatIslands(graph, format).text();
  }

  /** Writes the file aside, compares it if asked to, and puts it in its place. */
  private @Nullable Comparison written(byte[] bytes, @Nullable Samples rows) {
    Path aside = out.resolveSibling("." + out.getFileName() + "." + System.nanoTime() + ".tmp");
    try {
      // Ctrl-C passes over what follows a failure, but not over this.
      aside.toFile().deleteOnExit();
      Files.write(aside, bytes);
      Comparison comparison = options.maxDifference() == null ? null : compared(aside, rows);
      if (comparison != null) {
        requireAlike(comparison);
      }
      AtomicFile.publish(aside, out);
      return comparison;
    } catch (IOException e) {
      throw PipelineException.failed("Cannot write the file").found(e).where(out).cause(e).build();
    } finally {
      delete(aside);
    }
  }

  private Comparison compared(Path aside, @Nullable Samples rows) {
    Samples used = rows == null ? new RandomSamples(model, Comparer.MOST_ROWS) : rows;
    try (Predictor from = source();
        Predictor to = result(aside)) {
      return Comparer.compare(
          model,
          new Running(in.toString(), from),
          new Running(out.toString(), to),
          used,
          rows == null,
          options.progress());
    }
  }

  /** The file that was read in its own runtime, not what was read of it. */
  private Predictor source() {
    return switch (ModelReader.format(in)) {
      case GRAPH -> graphRuntime(model.graph());
      case ONNX -> ForeignOnnx.open(in, model, options.threads());
      case TFLITE -> ForeignTflite.open(in, model, options.threads());
    };
  }

  private Predictor result(Path file) {
    Format format = target.format;
    return format == null
        ? graphRuntime(GraphFile.read(file))
        : Runtimes.open(file, format, options.threads());
  }

  private Predictor graphRuntime(ModelGraph graph) {
    var fast = options.graphRuntime();
    return fast == null ? new ReferenceRuntime(graph) : fast.apply(graph);
  }

  private void requireAlike(Comparison comparison) {
    Double limit = options.maxDifference();
    if (limit != null && comparison.maxDifference() > limit) {
      throw PipelineException.failed("The files differ by more than they may; none was written")
          .found(comparison.maxDifference())
          .limit(limit)
          .where(out)
          .remedy("allow more by --max-difference, or compare without it and look")
          .build();
    }
  }

  private static void delete(Path aside) {
    try {
      Files.deleteIfExists(aside);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot delete the file").where(aside).cause(e).build();
    }
  }
}
