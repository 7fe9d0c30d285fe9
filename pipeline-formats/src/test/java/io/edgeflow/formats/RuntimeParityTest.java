package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same graph through all runtimes. */
class RuntimeParityTest {
  private static final float LARGEST_DIFFERENCE = 1e-4f;
  private static final int SAMPLES = 3;

  @TempDir Path folder;

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

  @Test
  void a_softmax_over_channels_between_images_is_that_of_the_reference() throws IOException {
    ModelGraph graph =
        new GraphBuilder("softmax", Shape.batchOf(3, 4, 5))
            .apply("classes", new Softmax(1))
            .apply("pool", new MaxPool2d(Size.square(2), Size.square(2)))
            .build(null, null);
    Tensor features = new Graphs(8).batch(graph, SAMPLES);
    Tensor expected = answer(new ReferenceRuntime(graph), features);

    for (Device device : Device.values()) {
      Tensor found = answer(device.open(write(graph, device.format(), Precision.FP32)), features);
      assertThat(largestDifference(found, expected)).as("%s", device).isLessThan(1e-5f);
    }
  }

  private Path write(ModelGraph graph, Format format, Precision precision) throws IOException {
    return Files.write(folder.resolve("model"), ModelExporter.export(graph, format, precision));
  }

  private static Tensor answer(Predictor predictor, Tensor features) {
    try (predictor) {
      return predictor.predict(features);
    }
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
