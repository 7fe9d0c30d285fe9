package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.io.TempDir;

/** Compares what a read graph computes with what ONNX Runtime computes from the file. */
abstract class NodeContract {
  /** Of the larger of 1 and ONNX Runtime's value. */
  static final double LIMIT = 1e-5;

  @TempDir Path folder;

  /** Reads a file, and requires the graph to answer as ONNX Runtime does for random floats. */
  final ImportedModel assertSame(Onnx onnx, int[]... inputs) {
    Tensor[] drawn = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      int size = Arrays.stream(inputs[i]).reduce(1, (a, b) -> a * b);
      drawn[i] = Tensor.of(inputs[i], Onnx.values(size, 100 + i));
    }
    return assertSame(onnx, drawn);
  }

  final ImportedModel assertSame(Onnx onnx, Tensor... inputs) {
    Path file = onnx.write(folder.resolve("model.onnx"));
    ImportedModel model = OnnxReader.read(file, ReadOptions.DEFAULTS);
    List<Tensor> expected = Peer.runtime(file, List.of(inputs));
    List<Tensor> found = Peer.graph(model, List.of(inputs));
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(Peer.error(found.get(i), expected.get(i)))
          .as("output %d of %s", i, model.graph().nodes())
          .isLessThanOrEqualTo(LIMIT);
    }
    return model;
  }

  /** Requires a file to be refused by the one error. */
  final AbstractThrowableAssert<?, ?> assertRefused(Onnx onnx) {
    Path file = onnx.write(folder.resolve("model.onnx"));
    return assertThatThrownBy(() -> OnnxReader.read(file, ReadOptions.DEFAULTS))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("model.onnx");
  }
}
