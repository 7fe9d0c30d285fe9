package io.edgeflow.optimize.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.run.Deadline;
import io.edgeflow.core.run.EventLog;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.track.Tracker;
import io.edgeflow.optimize.Digits;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelQuantizerTest {
  @TempDir private static Path folder;
  private static Split train;

  @BeforeAll
  static void open_the_digits() {
    ArtifactStore store = new ArtifactStore(folder);
    train = Dataset.open(Digits.manifest(store, 8), store).train();
  }

  @Test
  void every_tensor_that_is_kept_gets_the_smallest_and_largest_value_that_it_had() {
    ModelGraph calibrated = calibrate(doubled(2), train.rows(), 1);

    assertThat(calibrated.ranges())
        .containsEntry("input", new ValueRange(0, 1))
        .containsEntry("relu", new ValueRange(0, 1))
        .containsOnlyKeys("input", "relu", "flat");
  }

  @Test
  void more_samples_than_rows_takes_all_rows() {
    ModelGraph graph = doubled(2);

    assertThat(calibrate(graph, 1_000_000, 1).ranges())
        .isEqualTo(calibrate(graph, train.rows(), 2).ranges());
  }

  @Test
  void equal_seeds_take_equal_rows_and_others_take_others() {
    ModelGraph graph = deep();

    assertThat(calibrate(graph, 5, 7).ranges()).isEqualTo(calibrate(graph, 5, 7).ranges());
    assertThat(calibrate(graph, 5, 7).ranges()).isNotEqualTo(calibrate(graph, 5, 8).ranges());
  }

  @Test
  void the_weights_stay_as_they_are() {
    ModelGraph graph = doubled(2);

    assertThat(calibrate(graph, 3, 1).constants()).isEqualTo(graph.constants());
  }

  @Test
  void a_model_that_gives_infinities_is_refused_by_tensor() {
    float[] huge = new float[64];
    Arrays.fill(huge, 1e38f);

    assertThatThrownBy(() -> calibrate(sum(huge), 3, 1))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("tensor sum");
  }

  @Test
  void rows_are_run_in_batches() {
    List<Long> steps = new ArrayList<>();

    ModelQuantizer.calibrate(deep(), train, 100, context(1, 2, noting(steps)));

    assertThat(steps).containsExactly(64L, 36L);
  }

  @Test
  void ranges_do_not_depend_on_the_threads() {
    ModelGraph one = calibrate(deep(), train.rows(), 1, 1);

    assertThat(calibrate(deep(), train.rows(), 1, 3).ranges()).isEqualTo(one.ranges());
  }

  @Test
  void a_deadline_that_is_over_ends_calibration() {
    Deadline over =
        () -> {
          throw PipelineException.failed("The time is over").build();
        };
    RunContext late = context(1, 2, Progress.silent()).within(over);

    assertThatThrownBy(() -> ModelQuantizer.calibrate(deep(), train, 3, late))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The time is over");
  }

  private static ModelGraph calibrate(ModelGraph graph, int samples, long seed) {
    return calibrate(graph, samples, seed, 2);
  }

  private static ModelGraph calibrate(ModelGraph graph, int samples, long seed, int threads) {
    RunContext context = context(seed, threads, Progress.silent());
    return ModelQuantizer.calibrate(graph, train, samples, context);
  }

  /** {@code 2x - 1} on inputs of 0 to 1. */
  private static ModelGraph doubled(float factor) {
    return new GraphBuilder("doubled", Shape.batchOf(1, 8, 8))
        .apply(
            "twice",
            Conv2d.padded(0),
            Map.ofEntries(
                part("weight", new int[] {1, 1, 1, 1}, factor), part("bias", new int[] {1}, -1)))
        .apply("relu", new Relu())
        .apply("flat", new Flatten())
        .build(null, null);
  }

  /** A sum of all pixels with uneven weights, whose range any other row changes. */
  private static ModelGraph deep() {
    float[] weight = new float[64];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (i * 37 % 64) / 64f - 0.5f;
    }
    return sum(weight);
  }

  private static ModelGraph sum(float[] weight) {
    return new GraphBuilder("sum", Shape.batchOf(1, 8, 8))
        .apply("flat", new Flatten())
        .apply(
            "sum",
            new Linear(),
            Map.ofEntries(
                part("weight", new int[] {1, 64}, weight), part("bias", new int[] {1}, 0)))
        .build(null, null);
  }

  private static RunContext context(long seed, int threads, Progress progress) {
    Workspace workspace = new Workspace(folder);
    return new RunContext(
        "test",
        seed,
        threads,
        Clock.systemUTC(),
        workspace,
        workspace.artifacts(),
        progress,
        EventLog.none(),
        Tracker.none());
  }

  private static Progress noting(List<Long> steps) {
    return (task, total, unit) ->
        new Progress.Task() {
          @Override
          public void step(long units) {
            steps.add(units);
          }

          @Override
          public void note(String text) {}

          @Override
          public void close() {}
        };
  }

  private static Map.Entry<ConstantRole, Constant> part(String name, int[] dims, float... values) {
    return Map.entry(ConstantRole.of(name), Constant.trainable(Tensor.of(dims, values)));
  }
}
