package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A row's answer is the same to the bit alone and in a batch: devices infer requests whole. */
class BatchEqualityTest {
  private static final int ROWS = 64;

  @TempDir Path folder;

  /** Networks with random weights. */
  enum Network {
    CNN(Graphs.cnn(16, 1, 1)),
    MLP(dense(new GraphBuilder("mlp", Shape.batchOf(10)), 10, 64, 32, 1)),
    AUTOENCODER(dense(new GraphBuilder("ae", Shape.batchOf(640)), 640, 128, 128, 8, 128, 640)),
    SERIES(
        dense(
            new GraphBuilder("series", Shape.batchOf(50, 6)).apply("flat", new Flatten()),
            300,
            64,
            9));

    private final ModelGraph graph;

    Network(ModelGraph graph) {
      this.graph = graph;
    }

    private static ModelGraph dense(GraphBuilder builder, int in, int... sizes) {
      Graphs make = new Graphs(2);
      int last = in;
      for (int i = 0; i < sizes.length; i++) {
        builder.apply("fc" + i, new Linear(), make.layer(sizes[i], last));
        if (i < sizes.length - 1) {
          builder.apply("relu" + i, new Relu());
        }
        last = sizes[i];
      }
      return builder.build(null, null);
    }
  }

  static Stream<Arguments> files() {
    return Arrays.stream(Network.values())
        .flatMap(
            network ->
                Arrays.stream(Format.values())
                    .flatMap(
                        format ->
                            Arrays.stream(Precision.values())
                                .map(precision -> Arguments.of(network, format, precision))));
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_row_alone_gives_what_it_gives_in_a_batch(
      Network network, Format format, Precision precision) throws IOException {
    Tensor batch = batch(network.graph);
    ModelGraph graph = Graphs.calibrated(network.graph, batch);
    Path file =
        Files.write(folder.resolve("model"), ModelExporter.export(graph, format, precision));

    try (Predictor runtime = Runtimes.open(file, format, 1)) {
      Tensor together = runtime.predict(batch);
      for (int row = 0; row < ROWS; row++) {
        int[] one = batch.dims();
        one[0] = 1;
        Tensor alone = runtime.predict(Tensor.of(one, batch.floatRow(row)));
        assertThat(alone.toFloats()).as("row %d", row).isEqualTo(together.floatRow(row));
      }
    }
  }

  private static Tensor batch(ModelGraph graph) {
    SplittableRandom random = new SplittableRandom(3);
    int[] dims = graph.signature().inputShape().resolve(ROWS, 1);
    int[] memory = dims.length == 4 ? new int[] {ROWS, dims[2], dims[3], dims[1]} : dims;
    float[] values = new float[ROWS * graph.signature().inputShape().elementsPerSample()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(memory, values);
  }
}
