package io.edgeflow.core.graph;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The stages' own model file: safetensors whose header metadata holds the graph as JSON. Equal
 * graphs give equal bytes; any safetensors reader can open the weights. Version 3 is written,
 * versions 1 to 3 are read.
 */
public final class GraphFile {
  private static final PersistedForm<GraphHeader> FORM =
      PersistedForm.strict("graph file", GraphHeader.class, GraphHeader.VERSION)
          .withKey("version")
          .upgrading(GraphHeaderV1.VERSION, GraphHeaderV1.class, GraphHeaderV1::current)
          .upgrading(GraphHeaderV2.VERSION, GraphHeaderV2.class, GraphHeaderV2::current);
  private static final String METADATA_KEY = "edgeflow.graph";

  private GraphFile() {}

  /** The file's bytes. */
  public static byte[] bytes(ModelGraph graph) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph
        .constants()
        .forEach(
            (name, constant) -> {
              tensors.put(name, constant.value());
              constant
                  .pruningMask()
                  .ifPresent(mask -> tensors.put(GraphHeader.maskName(name), mask));
            });
    return Safetensors.write(tensors, Map.of(METADATA_KEY, FORM.text(GraphHeader.of(graph))));
  }

  /** Writes the file whole. */
  public static void write(ModelGraph graph, Path file) {
    AtomicFile.write(file, bytes(graph));
  }

  /**
   * Reads a file.
   *
   * @throws PipelineException if it is not a graph file of a known version, or is damaged
   */
  public static ModelGraph read(Path file) {
    try (FileChannel in = FileChannel.open(file)) {
      // The tensors stay where they are read to: a model is there once, and not on the heap.
      ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(in.size()));
      while (bytes.hasRemaining() && in.read(bytes) >= 0) {}
      return graph(Safetensors.read(bytes.flip(), file), file);
    } catch (IOException | ArithmeticException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    }
  }

  /** Reads bytes; {@code where} is named in errors. */
  public static ModelGraph read(byte[] bytes, Object where) {
    return graph(Safetensors.read(bytes, where), where);
  }

  private static ModelGraph graph(Safetensors.Content content, Object where) {
    String json = content.metadata().get(METADATA_KEY);
    if (json == null) {
      throw PipelineException.failed("Not a graph file: it has no " + METADATA_KEY)
          .where(where)
          .remedy("give a file that the train or optimize stage wrote")
          .build();
    }
    GraphHeader header = FORM.read(json, where);
    try {
      return header.graph(content.tensors());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw PipelineException.failed("The graph file is damaged")
          .found(String.valueOf(e.getMessage()))
          .where(where)
          .cause(e)
          .build();
    }
  }
}
