package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.train.testing.GoldenFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The default architecture's graph file, narrow and untrained, as the first version wrote it. */
class ArchitectureGoldenTest {
  private static final String V1 = "cnn.v1.safetensors";
  private static final List<String> LABELS = List.of("0", "1", "2");

  @Test
  void version_1_is_written_to_the_byte() throws IOException {
    ModelGraph cnn = Architecture.CNN.untrained(new ImageShape(8, 8, 1), LABELS, 0.25, 42, null);

    GoldenFile.assertWritten(V1, GraphFile.bytes(cnn));
  }

  @Test
  void version_1_reads_to_its_value() {
    ModelGraph read = GraphFile.read(GoldenFile.path(V1));

    assertThat(read.name()).isEqualTo("cnn");
    assertThat(read.shape("conv1")).isEqualTo(Shape.batchOf(8, 8, 8));
    assertThat(read.shape("fc2")).isEqualTo(Shape.batchOf(3));
    assertThat(read.signature().labels()).isEqualTo(LABELS);
    assertThat(read.signature().preprocessing()).isNull();
    assertThat(read.trainableParameters())
        .isEqualTo(8 * 9 + 8 + 16 * 72 + 16 + 32 * 64 + 32 + 3 * 32 + 3);
  }
}
