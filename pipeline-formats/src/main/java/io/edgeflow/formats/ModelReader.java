package io.edgeflow.formats;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.onnx.read.OnnxReader;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.tflite.read.TfliteReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Reads a model file of any tool into a graph, by what the file begins with. */
public final class ModelReader {
  private static final int START = 8;
  private static final String TFLITE = "TFL3";

  private ModelReader() {}

  /** The file formats that a graph can be read from. */
  public enum FileFormat {
    /** The stages' own file. */
    GRAPH,
    /** ONNX. */
    ONNX,
    /** TFLite. */
    TFLITE
  }

  /**
   * Reads a file.
   *
   * <pre>{@code
   * ModelGraph graph = ModelReader.read(Path.of("mobilenet_v2.onnx"), ReadOptions.DEFAULTS).graph();
   * }</pre>
   *
   * @throws PipelineException if the file is missing or damaged, or has an operator without an
   *     equal in the graph, which is named with its node
   */
  public static ImportedModel read(Path file, ReadOptions options) {
    return switch (format(file)) {
      case GRAPH -> ofGraph(GraphFile.read(file));
      case ONNX -> FixedOperands.frozen(OnnxReader.read(file, options));
      case TFLITE -> FixedOperands.frozen(TfliteReader.read(file, options));
    };
  }

  /**
   * The files that a model lies in: its own, then those of weights beside it.
   *
   * @throws PipelineException if one is missing, damaged or not allowed
   */
  public static List<Path> files(Path file) {
    return format(file) == FileFormat.ONNX ? OnnxReader.files(file) : List.of(file);
  }

  /**
   * What a file is: a graph file begins with the length of its JSON header, TFLite has its mark
   * behind four bytes, and ONNX has none, so that the rest is taken for it.
   */
  public static FileFormat format(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw PipelineException.failed("Cannot read the model: it is no file").where(file).build();
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(START + 1);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    }
    if (start.length > START && start[START] == '{') {
      return FileFormat.GRAPH;
    }
    return new String(start, StandardCharsets.ISO_8859_1).startsWith(TFLITE, Integer.BYTES)
        ? FileFormat.TFLITE
        : FileFormat.ONNX;
  }

  private static ImportedModel ofGraph(ModelGraph graph) {
    Signature signature = graph.signature();
    return new ImportedModel(
        graph,
        signature.inputs().stream().map(i -> own(i.name(), i.shape())).toList(),
        signature.outputs().stream().map(o -> own(o.name(), graph.shape(o.name()))).toList(),
        GivenQuantization.NONE,
        List.of());
  }

  private static ForeignTensor own(String name, Shape shape) {
    List<Integer> sizes =
        shape.dimensions().stream()
            .map(d -> d instanceof Dimension.Fixed fixed ? fixed.size() : ForeignTensor.BATCH)
            .toList();
    List<Integer> axes = IntStream.range(0, shape.rank()).boxed().toList();
    return new ForeignTensor(name, "float32", sizes, axes);
  }
}
