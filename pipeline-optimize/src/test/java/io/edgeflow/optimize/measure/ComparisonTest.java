package io.edgeflow.optimize.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.optimize.measure.Comparison.Side;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final ClassTarget TWO = new ClassTarget("label", List.of("a", "b"));

  /** Gives one batch after the other. */
  private static final class Batches implements Predictor {
    private final Deque<Tensor> batches;

    private Batches(Tensor... batches) {
      this.batches = new ArrayDeque<>(List.of(batches));
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
      return List.of(batches.remove());
    }

    @Override
    public String runtime() {
      return "batches";
    }

    @Override
    public void close() {}
  }

  private static Tensor batch(int width, float... numbers) {
    return Tensor.of(new int[] {numbers.length / width, width}, numbers);
  }

  private static Comparison compared(
      Target target,
      Thresholds ofOurs,
      List<Tensor> ours,
      Thresholds ofTheirs,
      List<Tensor> theirs) {
    Comparison comparison =
        new Comparison(
            target,
            new Side(new Batches(ours.toArray(new Tensor[0])), ofOurs),
            new Side(new Batches(theirs.toArray(new Tensor[0])), ofTheirs));
    for (Tensor batch : ours) {
      Tensor features = Tensor.of(batch.dims(), new float[batch.size()]);
      assertThat(comparison.predict(features)).isSameAs(batch);
    }
    return comparison;
  }

  private static Comparison classes(List<Tensor> ours, List<Tensor> theirs) {
    return compared(TWO, Thresholds.NONE, ours, Thresholds.NONE, theirs);
  }

  @Test
  void the_largest_difference_is_found_in_any_batch() {
    Comparison found =
        classes(List.of(batch(2, 1, 2), batch(2, 3, 4)), List.of(batch(2, 1, 2), batch(2, 3, 6)));

    assertThat(found.maxDifference()).isEqualTo(2);
    assertThat(
            classes(
                    List.of(batch(2, 1, 9), batch(2, 3, 4)),
                    List.of(batch(2, 1, 2), batch(2, 3, 6)))
                .maxDifference())
        .isEqualTo(7);
  }

  @Test
  void a_number_that_is_none_is_never_no_difference() {
    Comparison found =
        classes(
            List.of(batch(2, 1, Float.NaN), batch(2, 1, 1)),
            List.of(batch(2, 1, 2), batch(2, 1, 1)));

    assertThat(found.maxDifference()).isNaN();
  }

  @Test
  void classes_agree_when_the_first_highest_score_is_that_of_the_same_class() {
    Comparison found =
        classes(
            List.of(batch(2, 1, 0, 5, 5), batch(2, 0, 1, 2, 3)),
            List.of(batch(2, 9, 0, 6, 5), batch(2, 1, 0, 0, 9)));

    assertThat(found.agreement()).isEqualTo(0.75);
  }

  @Test
  void values_agree_within_a_tenth_of_a_deviation() {
    ValueTarget target = new ValueTarget(List.of("x"), Floats.of(100), Floats.of(10));

    Comparison found =
        compared(
            target,
            Thresholds.NONE,
            List.of(batch(1, 1, 1, 1)),
            Thresholds.NONE,
            List.of(batch(1, 1.09f, 0.91f, 1.11f)));

    assertThat(found.agreement()).isEqualTo(2 / 3.0);
    assertThat(found.maxDifference()).isBetween(0.1, 0.12);
  }

  @Test
  void reconstructions_agree_on_one_side_of_a_threshold_each_by_its_own() {
    Comparison found =
        compared(
            new SelfTarget(null, 0.9),
            Thresholds.NONE.withAnomaly(4),
            List.of(batch(1, 1, 3, 3)),
            Thresholds.NONE.withAnomaly(9.5),
            List.of(batch(1, 1, 4, 3)));

    // Errors 1, 9, 9 against 4 and 1, 16, 9 against 9.5: normal, anomaly, anomaly and normal.
    assertThat(found.agreement()).isEqualTo(2 / 3.0);
  }
}
