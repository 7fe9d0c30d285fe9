package io.edgeflow.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.testing.GoldenFile;
import io.edgeflow.train.testing.TestData;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default architecture's graph file, narrow and untrained, by version. */
class ArchitectureGoldenTest {
  private static final String CURRENT = "cnn.v3.safetensors";
  private static final List<String> LABELS = List.of("0", "1", "2");

  private static FeatureSpec image(int height, int width, int channels) {
    return FeatureSpec.image(new ImageShape(height, width, channels));
  }

  @Test
  void version_3_is_written_to_the_byte() throws IOException {
    ModelGraph cnn =
        TestData.cnn(0.25).untrained(image(8, 8, 1), new ClassTarget("label", LABELS), 42, null);

    GoldenFile.assertWritten(CURRENT, GraphFile.bytes(cnn));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2", "v3"})
  void every_version_reads_to_its_value(String version) {
    ModelGraph read = GraphFile.read(GoldenFile.path("cnn." + version + ".safetensors"));

    assertThat(read.name()).isEqualTo("cnn");
    assertThat(read.shape("conv1")).isEqualTo(Shape.batchOf(8, 8, 8));
    assertThat(read.shape("fc2")).isEqualTo(Shape.batchOf(3));
    assertThat(read.signature().outputs().get(0).labels()).isEqualTo(LABELS);
    assertThat(read.signature().preprocessing()).isNull();
    assertThat(read.trainableParameters())
        .isEqualTo(8 * 9 + 8 + 16 * 72 + 16 + 32 * 64 + 32 + 3 * 32 + 3);
  }
}
