package io.edgeflow.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Graphs;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.formats.lower.Lowering;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxCalibratorTest {
  @Test
  void a_tensor_has_the_smallest_and_largest_value_of_all_batches() {
    ModelGraph graph = vector(3).apply("y", new Relu()).build(null, null);

    Map<String, ValueRange> ranges = ranges(graph, row(-1, 2, 0), row(0.5f, -4, 1));

    assertThat(ranges).isEqualTo(Map.of("input", new ValueRange(-4, 2), "y", new ValueRange(0, 2)));
  }

  @Test
  void what_is_fused_away_is_not_asked_for() {
    ModelGraph graph = Graphs.cnn(8, 3, 1);

    assertThat(ranges(graph, image(8, 3)))
        .containsOnlyKeys(
            "input", "relu1", "pool1", "relu2", "pool2", "flatten", "relu3", "logits");
  }

  @Test
  void what_only_one_format_keeps_is_asked_for() {
    ModelGraph graph =
        new GraphBuilder("pooled", Shape.batchOf(1, 2, 2))
            .from("input", "input")
            .apply("both", new Concat(1))
            .apply("relu", new Relu())
            .build(null, null);

    assertThat(OnnxWriter.ranged(Lowering.folded(graph))).containsExactly("input", "relu");
    assertThat(ranges(graph, image(2, 1))).containsOnlyKeys("input", "relu", "both");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 31, 98, 99})
  void one_nan_is_noticed_wherever_it_stands(int place) {
    ModelGraph graph = vector(100).apply("y", new Relu()).build(null, null);
    float[] values = new float[100];
    values[place] = Float.NaN;

    assertRefused(graph, "tensor input", "NaN", row(values));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void an_infinity_is_noticed(float infinity) {
    ModelGraph graph = vector(3).apply("y", new Relu6()).build(null, null);

    assertRefused(graph, "tensor input", "Infinity", row(0, infinity, 1));
  }

  @Test
  void a_nan_that_a_layer_makes_is_noticed_behind_the_activation_that_it_is_fused_with() {
    for (Op activation : List.of(new Relu(), new Relu6())) {
      ModelGraph graph = overflowing(activation);

      assertRefused(
          graph, "tensor clamped", "NaN", Tensor.of(new int[] {1, 1, 1, 2}, new float[] {1, 1}));
    }
  }

  @Test
  void a_weight_that_is_not_finite_is_refused_with_its_node() {
    ModelGraph graph = overflowing(new Relu(), Float.NaN, 1);

    assertThatThrownBy(() -> ModelExporter.calibrator(graph))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("node twice, weight");
  }

  @Test
  void tensors_may_have_the_names_that_the_reductions_would_have() {
    ModelGraph graph =
        vector(2)
            .apply("range/0ReduceMin", new Relu())
            .apply("_range/1ReduceSum.axes", new Relu6())
            .apply("A/b c:0 é", new Relu())
            .build(null, null);

    assertThat(ranges(graph, row(-1, 9)))
        .containsEntry("range/0ReduceMin", new ValueRange(0, 9))
        .containsEntry("_range/1ReduceSum.axes", new ValueRange(0, 6))
        .containsEntry("A/b c:0 é", new ValueRange(0, 6));
  }

  @Test
  void series_and_several_inputs_are_calibrated() {
    ModelGraph graph = seriesAndVector();

    Map<String, ValueRange> ranges =
        ranges(
            graph,
            List.of(List.of(Tensor.of(new int[] {1, 2, 2}, floats(1, 2, 3, 4)), row(9, 8, 7, -6))));

    assertThat(ranges)
        .containsEntry("input", new ValueRange(1, 4))
        .containsEntry("vector", new ValueRange(-6, 9))
        .containsEntry("sum", new ValueRange(-2, 10));
  }

  @Test
  void a_tensor_that_is_left_out_has_no_range() {
    ModelGraph graph = Graphs.cnn(8, 3, 1);

    assertThatThrownBy(
            () -> OnnxCalibrator.open(Lowering.folded(graph), Set.of("input", "dropout")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dropout");
  }

  @Test
  void a_batch_that_does_not_fit_is_refused() {
    ModelGraph graph = vector(3).apply("y", new Relu()).build(null, null);

    assertThatThrownBy(() -> ranges(graph, row(1, 2)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("model small");
  }

  @Test
  void ranges_before_the_first_batch_are_refused() {
    ModelGraph graph = vector(3).apply("y", new Relu()).build(null, null);

    assertThatThrownBy(() -> ranges(graph, new Tensor[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("input");
  }

  @Test
  void the_larger_the_activations_the_smaller_the_batch() {
    assertThat(batchRows(Graphs.cnn(8, 1, 1))).isEqualTo(64);
    // 32 channels and their ReLU of 128 x 128 floats live together: 4 MiB a sample.
    assertThat(batchRows(Graphs.cnn(128, 1, 1))).isEqualTo(2);
    assertThat(batchRows(Graphs.cnn(256, 1, 1))).isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void no_batch_is_held_when_it_has_been_observed() {
    ModelGraph graph = vector(1000).apply("y", new Relu()).build(null, null);
    List<WeakReference<Tensor>> batches = new ArrayList<>();

    try (OnnxCalibrator calibrator = ModelExporter.calibrator(graph)) {
      for (int i = 0; i < 100; i++) {
        Tensor batch = row(new float[1000]);
        batches.add(new WeakReference<>(batch));
        calibrator.observe(List.of(batch));
      }
      while (batches.stream().anyMatch(batch -> batch.get() != null)) {
        System.gc();
      }

      assertThat(calibrator.ranges()).hasSize(2);
    }
  }

  @Test
  @Timeout(60)
  void a_calibrator_that_is_closed_waits_for_its_batches_and_takes_no_more() throws Exception {
    ModelGraph graph = Graphs.cnn(64, 1, 1);
    OnnxCalibrator calibrator = ModelExporter.calibrator(graph);
    CountDownLatch observed = new CountDownLatch(1);
    CompletableFuture<Void> others =
        CompletableFuture.runAsync(
            () -> {
              while (true) {
                calibrator.observe(List.of(image(64, 1)));
                observed.countDown();
              }
            });

    observed.await();
    calibrator.close();

    assertThatThrownBy(others::join)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(calibrator.ranges()).containsKey("logits");
  }

  private static int batchRows(ModelGraph graph) {
    try (OnnxCalibrator calibrator = ModelExporter.calibrator(graph)) {
      return calibrator.batchRows();
    }
  }

  private static void assertRefused(ModelGraph graph, String where, String found, Tensor batch) {
    assertThatThrownBy(() -> ranges(graph, batch))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(where)
        .hasMessageContaining(found);
  }

  private static Map<String, ValueRange> ranges(ModelGraph graph, Tensor... batches) {
    return ranges(graph, Arrays.stream(batches).map(List::of).toList());
  }

  private static Map<String, ValueRange> ranges(ModelGraph graph, List<List<Tensor>> batches) {
    try (OnnxCalibrator calibrator = ModelExporter.calibrator(graph)) {
      for (List<Tensor> batch : batches) {
        calibrator.observe(batch);
      }
      return calibrator.ranges();
    }
  }

  private static GraphBuilder vector(int size) {
    return new GraphBuilder("small", Shape.batchOf(size));
  }

  /** Finite weights whose products cancel beyond what a float holds. */
  private static ModelGraph overflowing(Op activation) {
    return overflowing(activation, Float.MAX_VALUE, 4);
  }

  private static ModelGraph overflowing(Op activation, float weight, float then) {
    return new GraphBuilder("overflowing", Shape.batchOf(2, 1, 1))
        .apply("twice", Conv2d.padded(0), weights(2, weight, 0, 0, weight))
        .apply("sum", Conv2d.padded(0), weights(1, then, -then))
        .apply("clamped", activation)
        .build(null, null);
  }

  private static Map<ConstantRole, Constant> weights(int channels, float... values) {
    int[] dims = {channels, values.length / channels, 1, 1};
    return Map.of(ConstantRole.WEIGHT, Constant.trainable(Tensor.of(dims, values)));
  }

  private static ModelGraph seriesAndVector() {
    return new ModelGraph(
        "pair",
        List.of(
            new Node("flat", new Flatten(), List.of("input"), Map.of()),
            new Node("sum", new Add(), List.of("flat", "vector"), Map.of())),
        Map.of(),
        Map.of(),
        new Signature(
            List.of(
                new Signature.Input("input", Shape.batchOf(2, 2), null),
                new Signature.Input("vector", Shape.batchOf(4), null)),
            List.of(new Signature.Output("sum", null))));
  }

  private static Tensor image(int side, int channels) {
    return Tensor.of(new int[] {1, side, side, channels}, new float[side * side * channels]);
  }

  private static Tensor row(float... values) {
    return Tensor.of(new int[] {1, values.length}, values);
  }

  private static float[] floats(float... values) {
    return values;
  }
}
