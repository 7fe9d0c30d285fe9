package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Vectors, series and models of several inputs and outputs through every runtime. Values, weights
 * and scales are whole numbers, so that floats and 8-bit integers are exact and all must agree to
 * the bit.
 */
class SampleRuntimesTest {
  private static final int ROWS = 5;
  private static final ValueRange WHOLE = new ValueRange(-128, 127);
  private static final ValueRange POSITIVE = new ValueRange(0, 255);

  @TempDir Path folder;

  /** A graph with a batch of whole numbers. */
  enum Sample {
    VECTOR(Shape.batchOf(9)),
    SERIES(Shape.batchOf(6, 3));

    private final Shape shape;

    Sample(Shape shape) {
      this.shape = shape;
    }

    private GraphBuilder graph() {
      GraphBuilder builder = new GraphBuilder("whole", shape);
      return this == SERIES ? builder.apply("flatten", new Flatten()) : builder;
    }
  }

  static Stream<Arguments> files() {
    return Arrays.stream(Sample.values())
        .flatMap(
            sample ->
                Arrays.stream(Format.values())
                    .flatMap(
                        format ->
                            Arrays.stream(Precision.values())
                                .map(precision -> Arguments.of(sample, format, precision))));
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_regression_of_one_number_is_the_references_to_the_bit(
      Sample sample, Format format, Precision precision) {
    GraphBuilder builder = dense(sample.graph(), sample.shape.elementsPerSample(), 12, 1);

    assertExact(builder.build(null, null), format, precision);
  }

  @ParameterizedTest
  @MethodSource("files")
  void an_autoencoder_is_the_references_to_the_bit(
      Sample sample, Format format, Precision precision) {
    int size = sample.shape.elementsPerSample();
    GraphBuilder builder = dense(sample.graph(), size, 8, 2, 8, size);
    if (sample == Sample.SERIES) {
      builder.apply("series", new Reshape(List.of(6, 3)));
    }

    ModelGraph graph = builder.build(null, null);

    assertThat(graph.shape(graph.signature().output())).isEqualTo(sample.shape);
    assertExact(graph, format, precision);
  }

  @ParameterizedTest
  @EnumSource
  void several_inputs_and_outputs_keep_the_signatures_order(Format format) {
    Predictor reference = new ReferenceRuntime(pair());
    List<Tensor> inputs = List.of(whole(Shape.batchOf(2, 3, 4), 1), whole(Shape.batchOf(24), 2));
    List<Tensor> expected = reference.run(inputs);

    assertThat(expected.get(0).dims()).containsExactly(ROWS, 3);
    assertThat(expected.get(1).dims()).containsExactly(ROWS, 24);
    for (Precision precision : Precision.values()) {
      try (Predictor runtime = open(pair(), format, precision)) {
        assertThat(runtime.run(inputs)).as("%s", precision).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void inputs_that_are_missing_or_have_other_rows_are_refused(Format format) {
    Tensor image = whole(Shape.batchOf(2, 3, 4), 1);
    try (Predictor runtime = open(pair(), format, Precision.FP32)) {
      assertThatThrownBy(() -> runtime.run(List.of(image)))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("1 tensors")
          .hasMessageContaining("2 inputs");
      assertThatThrownBy(
              () -> runtime.run(List.of(image, Tensor.of(new int[] {1, 24}, new float[24]))))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("different rows");
      assertThatThrownBy(() -> runtime.predict(image)).isInstanceOf(PipelineException.class);
    }
  }

  private void assertExact(ModelGraph graph, Format format, Precision precision) {
    Tensor batch = whole(graph.signature().inputShape(), 3);
    Tensor expected = new ReferenceRuntime(graph).predict(batch);

    try (Predictor runtime = open(graph, format, precision)) {
      assertThat(runtime.predict(batch)).isEqualTo(expected);
    }
    assertThat(IntStream.range(0, expected.size()).mapToObj(expected.floats()::get).distinct())
        .hasSizeGreaterThan(ROWS / 2);
  }

  private Predictor open(ModelGraph graph, Format format, Precision precision) {
    Map<String, ValueRange> ranges = new LinkedHashMap<>();
    graph.tensors().forEach(t -> ranges.put(t, t.startsWith("relu") ? POSITIVE : WHOLE));
    byte[] file = ModelExporter.export(graph.withRanges(ranges), format, precision);
    try {
      return Runtimes.open(Files.write(folder.resolve("model"), file), format, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An image and a vector; its outputs are in another order than its nodes. */
  private static ModelGraph pair() {
    GraphBuilder builder = new GraphBuilder("pair", Shape.batchOf(2, 3, 4));
    ModelGraph first =
        builder
            .apply("flatten", new Flatten())
            .apply("fc", new Linear(), sums(24, 24, new SplittableRandom(4)))
            .build(null, null);
    List<Node> nodes = new ArrayList<>(first.nodes());
    nodes.add(new Node("sum", new Add(), List.of("fc", "vector"), Map.of()));
    nodes.add(
        new Node(
            "head",
            new Linear(),
            List.of("sum"),
            Map.of(ConstantRole.WEIGHT, "head.weight", ConstantRole.BIAS, "head.bias")));
    Map<String, Constant> constants = new LinkedHashMap<>(first.constants());
    sums(3, 24, new SplittableRandom(5))
        .forEach((role, constant) -> constants.put("head." + role.id(), constant));
    return new ModelGraph(
        "pair",
        nodes,
        constants,
        Map.of(),
        new Signature(
            List.of(
                new Signature.Input("input", Shape.batchOf(2, 3, 4), null),
                new Signature.Input("vector", Shape.batchOf(24), null)),
            List.of(new Signature.Output("head", null), new Signature.Output("sum", null))));
  }

  private static GraphBuilder dense(GraphBuilder builder, int in, int... sizes) {
    SplittableRandom random = new SplittableRandom(6);
    int last = in;
    for (int i = 0; i < sizes.length; i++) {
      builder.apply("fc" + i, new Linear(), sums(sizes[i], last, random));
      if (i < sizes.length - 1) {
        builder.apply("relu" + i, new Relu());
      }
      last = sizes[i];
    }
    return builder;
  }

  /** Each output adds two inputs to a whole number, or takes one away. */
  private static Map<ConstantRole, Constant> sums(int out, int in, SplittableRandom random) {
    float[] weight = new float[out * in];
    float[] bias = new float[out];
    for (int c = 0; c < out; c++) {
      weight[c * in + random.nextInt(in)] = 1;
      weight[c * in + random.nextInt(in)] = random.nextBoolean() ? 1 : -1;
      bias[c] = random.nextInt(4);
    }
    return Map.of(
        ConstantRole.WEIGHT, Constant.trainable(Tensor.of(new int[] {out, in}, weight)),
        ConstantRole.BIAS, Constant.trainable(Tensor.of(new int[] {out}, bias)));
  }

  /** A batch of whole numbers in memory order. */
  private static Tensor whole(Shape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] dims = shape.resolve(ROWS, 1);
    int[] memory = dims.length == 4 ? new int[] {ROWS, dims[2], dims[3], dims[1]} : dims;
    float[] values = new float[ROWS * shape.elementsPerSample()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(9) - 4;
    }
    return Tensor.of(memory, values);
  }
}
