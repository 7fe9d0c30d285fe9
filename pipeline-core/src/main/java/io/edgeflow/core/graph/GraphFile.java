package io.edgeflow.core.graph;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stages' own model file: safetensors whose header metadata holds the graph as JSON. Equal
 * graphs give equal bytes; any safetensors reader can open the weights.
 */
public final class GraphFile {
  private static final int VERSION = 1;
  private static final PersistedForm<Header> FORM =
      PersistedForm.strict("graph file", Header.class, VERSION).withKey("version");
  private static final String METADATA_KEY = "edgeflow.graph";
  private static final String MASK_SUFFIX = "#mask";

  private GraphFile() {}

  /** The graph part of the header. */
  private record Header(
      int version,
      String name,
      List<Node> nodes,
      List<Entry> constants,
      Map<String, ValueRange> ranges,
      String input,
      List<Object> inputShape,
      String output,
      List<String> labels,
      @Nullable Preprocessing preprocessing) {}

  private record Entry(String name, Constant.Role role, boolean masked) {}

  /** The file's bytes. */
  public static byte[] bytes(ModelGraph graph) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph
        .constants()
        .forEach(
            (name, constant) -> {
              tensors.put(name, constant.value());
              constant.pruningMask().ifPresent(mask -> tensors.put(name + MASK_SUFFIX, mask));
            });
    return Safetensors.write(tensors, Map.of(METADATA_KEY, Json.text(header(graph))));
  }

  /** Writes the file whole. */
  public static void write(ModelGraph graph, Path file) {
    AtomicFile.write(file, bytes(graph));
  }

  /**
   * Reads a file.
   *
   * @throws PipelineException if it is not a graph file of this version, or is damaged
   */
  public static ModelGraph read(Path file) {
    try {
      return read(Files.readAllBytes(file), file);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    }
  }

  /** Reads bytes; {@code where} is named in errors. */
  public static ModelGraph read(byte[] bytes, Object where) {
    Safetensors.Content content = Safetensors.read(bytes, where);
    String json = content.metadata().get(METADATA_KEY);
    if (json == null) {
      throw PipelineException.failed("Not a graph file: it has no " + METADATA_KEY)
          .where(where)
          .remedy("give a file that the train or optimize stage wrote")
          .build();
    }
    return graph(FORM.read(json, where), content.tensors());
  }

  private static ModelGraph graph(Header header, Map<String, Tensor> tensors) {
    Map<String, Constant> constants = new LinkedHashMap<>();
    for (Entry entry : header.constants()) {
      Tensor value = tensors.get(entry.name());
      Tensor mask = entry.masked() ? tensors.get(entry.name() + MASK_SUFFIX) : null;
      if (value == null || (entry.masked() && mask == null)) {
        throw PipelineException.failed("The file lacks the tensor " + entry.name()).build();
      }
      constants.put(entry.name(), new Constant(value, entry.role(), mask));
    }
    Signature signature =
        new Signature(
            header.input(),
            Shape.fromJson(header.inputShape()),
            header.output(),
            header.labels(),
            header.preprocessing());
    return new ModelGraph(header.name(), header.nodes(), constants, header.ranges(), signature);
  }

  private static Header header(ModelGraph graph) {
    Signature signature = graph.signature();
    return new Header(
        VERSION,
        graph.name(),
        graph.nodes(),
        graph.constants().entrySet().stream()
            .map(e -> new Entry(e.getKey(), e.getValue().role(), e.getValue().mask() != null))
            .toList(),
        graph.ranges(),
        signature.input(),
        signature.inputShape().toJson(),
        signature.output(),
        signature.labels(),
        signature.preprocessing());
  }
}
