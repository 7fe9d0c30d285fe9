package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.train.loss.BatchTruth;
import java.nio.FloatBuffer;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixupTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 1, 8})
  void shares_are_the_larger_ends_of_a_beta_distribution(double alpha) {
    int draws = 4000;
    double[] shares = new double[draws];
    for (int batch = 0; batch < draws; batch++) {
      double share = Mixup.draw(alpha, 8, 42, batch / 100, batch % 100).share();
      assertThat(share).isBetween(0.5, 1.0);
      // Which end is taken does not show: every other one is turned back.
      shares[batch] = batch % 2 == 0 ? share : 1 - share;
    }
    BetaDistribution expected = new BetaDistribution(alpha, alpha);

    // Of a small alpha so many shares are 1 in single precision that the test of ties has no
    // meaning.
    if (alpha >= 0.2) {
      assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(expected, shares))
          .isGreaterThan(1e-3);
    }
    double mean = 0;
    for (double share : shares) {
      mean += Math.abs(2 * share - 1) / draws;
    }
    assertThat(mean).isCloseTo(spread(expected), within(0.02));
  }

  /** The mean of |2x - 1|. */
  private static double spread(BetaDistribution beta) {
    int parts = 1000;
    double sum = 0;
    for (int i = 0; i < parts; i++) {
      double x = beta.inverseCumulativeProbability((i + 0.5) / parts);
      sum += Math.abs(2 * x - 1) / parts;
    }
    return sum;
  }

  @Test
  void a_draw_follows_from_seed_epoch_and_batch_alone() {
    Mixup draw = Mixup.draw(0.2, 32, 42, 3, 5);

    assertThat(Mixup.draw(0.2, 32, 42, 3, 5).share()).isEqualTo(draw.share());
    assertThat(Mixup.draw(0.2, 32, 42, 3, 5).partners()).isEqualTo(draw.partners());
    for (Mixup other :
        new Mixup[] {
          Mixup.draw(0.2, 32, 42, 3, 6),
          Mixup.draw(0.2, 32, 42, 4, 5),
          Mixup.draw(0.2, 32, 43, 3, 5)
        }) {
      assertThat(other.share()).isNotEqualTo(draw.share());
      assertThat(other.partners()).isNotEqualTo(draw.partners());
    }
  }

  @Test
  void rows_and_their_truths_are_blended_alike() {
    FloatBuffer features = FloatBuffer.wrap(new float[] {0, 8, 4, 0, 100, 200});
    Mixup mixup = new Mixup(0.75f, new int[] {1, 0, 2});

    BatchTruth truth = mixup.blend(features, BatchTruth.numbers(3, new float[] {0, 8, 100}));

    assertThat(features.array()).containsExactly(1, 6, 3, 2, 100, 200);
    assertThat(truth.numbers()).containsExactly(2, 6, 100);
  }

  @Test
  void a_single_row_is_blended_with_itself() {
    FloatBuffer features = FloatBuffer.wrap(new float[] {3, 5});

    Mixup.draw(1, 1, 42, 0, 0).blend(features, BatchTruth.classes(new int[] {2}));

    assertThat(features.array()).containsExactly(3, 5);
  }
}
