package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteTallyTest {
  private static final int CHANNELS = 3;
  private static final int WIDTH = 12;

  @Test
  void counts_give_the_moments_of_all_values_one_by_one() {
    List<byte[]> rows = rows();
    PreprocessStep step = new PreprocessStep.MinMax(Floats.of(0, 1, 2), Floats.of(250, 251, 252));
    Moments[] expected = Moments.array(CHANNELS);
    Moments[] places = Moments.array(WIDTH);
    for (byte[] row : rows) {
      float[] values = new float[WIDTH];
      for (int i = 0; i < WIDTH; i++) {
        values[i] = row[i] & 0xFF;
        places[i].add(values[i]);
      }
      float[] scaled = step.apply(values);
      for (int i = 0; i < WIDTH; i++) {
        expected[i % CHANNELS].add(scaled[i]);
      }
    }

    ByteTally tally = ByteTally.of(rows, CHANNELS, WIDTH);

    Moments[] found = tally.channels(List.of(step));
    for (int c = 0; c < CHANNELS; c++) {
      assertThat(found[c].count()).isEqualTo(expected[c].count());
      assertThat(found[c].min()).isEqualTo(expected[c].min());
      assertThat(found[c].max()).isEqualTo(expected[c].max());
      assertThat(found[c].mean()).isCloseTo(expected[c].mean(), within(1e-12));
      assertThat(found[c].deviation()).isCloseTo(expected[c].deviation(), within(1e-12));
    }
    for (int i = 0; i < WIDTH; i++) {
      assertThat(tally.mean(i)).isCloseTo(places[i].mean(), within(1e-10));
    }
  }

  @Test
  void without_a_row_there_is_no_mean() {
    assertThat(ByteTally.of(List.of(), 1, 1).mean(0)).isNaN();
  }

  private static List<byte[]> rows() {
    SplittableRandom random = new SplittableRandom(7);
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      byte[] row = new byte[WIDTH];
      for (int k = 0; k < WIDTH; k++) {
        row[k] = (byte) random.nextInt(100, 256);
      }
      rows.add(row);
    }
    return rows;
  }
}
