package io.edgeflow.optimize.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.evaluation.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoredSplitTest {
  @Test
  void the_largest_difference_is_found_in_any_batch() {
    assertThat(scored(row(1, 2), row(3, 4)).maxDifference(scored(row(1, 2), row(3, 6))))
        .isEqualTo(2);
  }

  @Test
  void a_score_that_is_not_a_number_is_never_no_difference() {
    assertThat(scored(row(1, Float.NaN)).maxDifference(scored(row(1, 2)))).isNaN();
  }

  @Test
  void agreement_counts_rows_with_the_same_first_highest_score() {
    ScoredSplit ours = scored(row(1, 0), row(5, 5), row(0, 1), row(2, 3));
    ScoredSplit theirs = scored(row(9, 0), row(6, 5), row(1, 0), row(0, 9));

    assertThat(ours.top1Agreement(theirs)).isEqualTo(0.75);
  }

  private static Tensor row(float... scores) {
    return Tensor.of(new int[] {1, scores.length}, scores);
  }

  private static ScoredSplit scored(Tensor... batches) {
    return new ScoredSplit(
        new Evaluation(1, 1, 1, 1, 1, 0, List.of(), List.of()), List.of(batches));
  }
}
