package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.train.testing.TestData;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplingTest {
  private static final int ROWS = 400;

  @TempDir private Path folder;

  /** Of class 0 most rows, of class 3 none. */
  private Split rare() {
    int[] labels = new int[ROWS];
    Arrays.fill(labels, 380, 396, 1);
    Arrays.fill(labels, 396, ROWS, 2);
    ArtifactStore store = new ArtifactStore(folder.resolve("artifacts"));
    var files = TestData.samples(store).split(new float[ROWS][TestData.SPEC.size()], labels);
    return TestData.samples(store).dataset(files, files, files).train();
  }

  @Test
  void each_class_that_has_rows_is_equally_likely_and_each_of_its_rows() {
    Split split = rare();
    int epochs = 100;
    int[] drawn = new int[ROWS];
    for (int epoch = 0; epoch < epochs; epoch++) {
      int[] rows = Sampling.BALANCED.rows(split, 42, epoch);
      assertThat(rows).hasSize(ROWS);
      Arrays.stream(rows).forEach(row -> drawn[row]++);
    }

    double draws = (double) ROWS * epochs;
    // Five standard deviations of a share of a third over 40,000 draws.
    double shareOff = 5 * Math.sqrt(2 / 9.0 / draws);
    assertThat(share(drawn, 0, 380) / draws).isCloseTo(1 / 3.0, within(shareOff));
    assertThat(share(drawn, 380, 396) / draws).isCloseTo(1 / 3.0, within(shareOff));
    assertThat(share(drawn, 396, ROWS) / draws).isCloseTo(1 / 3.0, within(shareOff));
    double each = draws / 3 / 4;
    for (int row = 396; row < ROWS; row++) {
      assertThat(drawn[row]).isCloseTo((int) each, within((int) (5 * Math.sqrt(each))));
    }
  }

  private static double share(int[] drawn, int from, int to) {
    return Arrays.stream(drawn, from, to).sum();
  }

  @Test
  void the_draws_follow_from_seed_and_epoch_alone() {
    Split split = rare();
    for (Sampling sampling : Sampling.values()) {
      int[] rows = sampling.rows(split, 42, 3);

      assertThat(sampling.rows(split, 42, 3)).isEqualTo(rows);
      assertThat(sampling.rows(split, 42, 4)).isNotEqualTo(rows);
      assertThat(sampling.rows(split, 43, 3)).isNotEqualTo(rows);
    }
  }

  @Test
  void a_row_that_is_drawn_again_is_augmented_anew() {
    assertThat(Sampling.BALANCED.keys(new int[] {7, 7, 2}, 6)).containsExactly(6, 7, 8);
    assertThat(Sampling.SHUFFLED.keys(new int[] {7, 3, 2}, 6)).containsExactly(7, 3, 2);
    assertThat(IntStream.of(Sampling.SHUFFLED.rows(rare(), 1, 1)).distinct().count())
        .isEqualTo(ROWS);
  }
}
