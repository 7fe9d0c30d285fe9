package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same graph through all runtimes. */
class RuntimeParityTest {
  private static final float LARGEST_DIFFERENCE = 1e-4f;
  private static final int GRAPHS_A_SEED = 30;
  private static final int SAMPLES = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void fp32_files_agree_with_the_reference_on_random_graphs(long seed) throws IOException {
    Graphs make = new Graphs(seed);
    for (int i = 0; i < GRAPHS_A_SEED; i++) {
      ModelGraph graph = make.any();
      Tensor features = make.batch(graph, SAMPLES);
      Tensor expected = answer(new ReferenceRuntime(graph), features);
      for (Format format : Format.values()) {
        Tensor actual = answer(open(graph, format, Precision.FP32), features);
        assertThat(largestDifference(actual, expected))
            .as("%s, graph %d: %s", format, i, graph.nodes())
            .isLessThanOrEqualTo(LARGEST_DIFFERENCE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void int8_files_stay_close_to_the_reference_on_random_graphs(long seed) throws IOException {
    Graphs make = new Graphs(seed);
    for (int i = 0; i < GRAPHS_A_SEED; i++) {
      ModelGraph graph = make.any();
      Tensor features = make.batch(graph, SAMPLES);
      ModelGraph calibrated = Graphs.calibrated(graph, features);
      Tensor expected = answer(new ReferenceRuntime(graph), features);
      float span = span(expected);
      for (Format format : Format.values()) {
        Tensor actual = answer(open(calibrated, format, Precision.INT8), features);
        assertThat(largestDifference(actual, expected))
            .as("%s, graph %d: %s", format, i, graph.nodes())
            .isLessThanOrEqualTo(0.08f * span);
      }
    }
  }

  @Test
  void the_reference_agrees_with_pytorch() {
    Tensor logits = answer(new ReferenceRuntime(Golden.network()), Golden.array("test.npy"));

    assertThat(largestDifference(logits, Golden.array("logits.npy"))).isCloseTo(0, within(1e-5f));
  }

  @Test
  void two_threads_give_what_one_gives() throws IOException {
    ModelGraph graph = Graphs.cnn(16, 3, 7);
    Tensor features = new Graphs(8).batch(graph, SAMPLES);
    for (Format format : Format.values()) {
      Path file = write(graph, format, Precision.FP32);
      Tensor one = answer(Runtimes.open(file, format, 1), features);
      Tensor two = answer(Runtimes.open(file, format, 2), features);
      assertThat(largestDifference(two, one)).as("%s", format).isLessThan(LARGEST_DIFFERENCE);
    }
  }

  private Predictor open(ModelGraph graph, Format format, Precision precision) throws IOException {
    return Runtimes.openReproducible(write(graph, format, precision), format, 1);
  }

  private Path write(ModelGraph graph, Format format, Precision precision) throws IOException {
    return Files.write(folder.resolve("model"), ModelExporter.export(graph, format, precision));
  }

  private static Tensor answer(Predictor predictor, Tensor features) {
    try (predictor) {
      return predictor.predict(features);
    }
  }

  private static float span(Tensor tensor) {
    float low = 0;
    float high = 0;
    for (float value : tensor.toFloats()) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high - low;
  }

  private static float largestDifference(Tensor a, Tensor b) {
    assertThat(a.dims()).isEqualTo(b.dims());
    float[] left = a.toFloats();
    float[] right = b.toFloats();
    float largest = 0;
    for (int i = 0; i < left.length; i++) {
      largest = Math.max(largest, Math.abs(left[i] - right[i]));
    }
    return largest;
  }
}
