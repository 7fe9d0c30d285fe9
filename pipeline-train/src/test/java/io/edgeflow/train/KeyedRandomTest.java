package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.train.KeyedRandom.Use;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedRandomTest {
  @Test
  void the_numbers_are_pinned_because_every_model_hash_depends_on_them() {
    KeyedRandom random = new KeyedRandom(Use.WEIGHTS, 42, 0);

    assertThat(random.nextLong()).isEqualTo(-4204815582636234286L);
    assertThat(new KeyedRandom(Use.ORDER, 42, 1).permutation(8)).containsExactly(6, 0, 3, 4, 5, 7, 1, 2);
  }

  @Test
  void use_seed_and_number_each_give_another_stream() {
    long first = new KeyedRandom(Use.ORDER, 1, 1).nextLong();

    assertThat(new KeyedRandom(Use.ORDER, 1, 1).nextLong()).isEqualTo(first);
    assertThat(new KeyedRandom(Use.DROPOUT, 1, 1).nextLong()).isNotEqualTo(first);
    assertThat(new KeyedRandom(Use.ORDER, 2, 1).nextLong()).isNotEqualTo(first);
    assertThat(new KeyedRandom(Use.ORDER, 1, 2).nextLong()).isNotEqualTo(first);
  }

  @Test
  void a_permutation_holds_every_number_once() {
    for (int size : new int[] {0, 1, 2, 1000}) {
      int[] order = new KeyedRandom(Use.ORDER, 3, size).permutation(size);

      Arrays.sort(order);
      assertThat(order).containsExactly(IntStream.range(0, size).toArray());
    }
  }

  @Test
  void every_place_is_equally_likely() {
    int[] firstAt = new int[5];
    for (int round = 0; round < 10_000; round++) {
      firstAt[new KeyedRandom(Use.ORDER, 9, round).permutation(5)[0]]++;
    }

    for (int count : firstAt) {
      assertThat((double) count).isCloseTo(2000, within(200.0));
    }
  }

  @Test
  void doubles_fill_the_unit_interval_evenly() {
    KeyedRandom random = new KeyedRandom(Use.WEIGHTS, 5, 0);
    double[] drawn = IntStream.range(0, 10_000).mapToDouble(i -> random.nextDouble()).toArray();

    assertThat(Arrays.stream(drawn).min().orElseThrow()).isBetween(0.0, 0.002);
    assertThat(Arrays.stream(drawn).max().orElseThrow()).isBetween(0.998, 1.0).isLessThan(1);
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(0.5, within(0.01));
  }
}
