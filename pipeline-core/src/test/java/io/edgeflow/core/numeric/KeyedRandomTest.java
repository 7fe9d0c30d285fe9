package io.edgeflow.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.numeric.KeyedRandom.Use;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedRandomTest {
  @Test
  void the_numbers_are_pinned_because_every_model_hash_depends_on_them() {
    KeyedRandom random = KeyedRandom.of(Use.WEIGHTS, 42, 0);

    assertThat(random.nextLong()).isEqualTo(-4204815582636234286L);
    assertThat(KeyedRandom.of(Use.ORDER, 42, 1).permutation(8))
        .containsExactly(6, 0, 3, 4, 5, 7, 1, 2);
    assertThat(KeyedRandom.of(42, 0, 7).nextLong()).isEqualTo(5206011398797126010L);
  }

  @Test
  void each_key_and_their_order_give_another_stream() {
    long first = KeyedRandom.of(1, 2, 3).nextLong();

    assertThat(KeyedRandom.of(1, 2, 3).nextLong()).isEqualTo(first);
    assertThat(KeyedRandom.of(2, 1, 3).nextLong()).isNotEqualTo(first);
    assertThat(KeyedRandom.of(1, 2).nextLong()).isNotEqualTo(first);
    assertThat(KeyedRandom.of(1, 2, 3, 0).nextLong()).isNotEqualTo(first);
  }

  @Test
  void symmetric_numbers_are_doubles_stretched_to_both_sides_of_zero() {
    KeyedRandom plain = KeyedRandom.of(8);
    KeyedRandom symmetric = KeyedRandom.of(8);

    for (int i = 0; i < 100; i++) {
      assertThat(symmetric.nextSymmetric()).isEqualTo(2 * plain.nextDouble() - 1);
    }
  }

  @Test
  void use_seed_and_number_each_give_another_stream() {
    long first = KeyedRandom.of(Use.ORDER, 1, 1).nextLong();

    assertThat(KeyedRandom.of(Use.ORDER, 1, 1).nextLong()).isEqualTo(first);
    assertThat(KeyedRandom.of(Use.DROPOUT, 1, 1).nextLong()).isNotEqualTo(first);
    assertThat(KeyedRandom.of(Use.ORDER, 2, 1).nextLong()).isNotEqualTo(first);
    assertThat(KeyedRandom.of(Use.ORDER, 1, 2).nextLong()).isNotEqualTo(first);
  }

  @Test
  void a_permutation_holds_every_number_once() {
    for (int size : new int[] {0, 1, 2, 1000}) {
      int[] order = KeyedRandom.of(Use.ORDER, 3, size).permutation(size);

      Arrays.sort(order);
      assertThat(order).containsExactly(IntStream.range(0, size).toArray());
    }
  }

  @Test
  void every_place_is_equally_likely() {
    int[] firstAt = new int[5];
    for (int round = 0; round < 10_000; round++) {
      firstAt[KeyedRandom.of(Use.ORDER, 9, round).permutation(5)[0]]++;
    }

    for (int count : firstAt) {
      assertThat((double) count).isCloseTo(2000, within(200.0));
    }
  }

  @Test
  void doubles_fill_the_unit_interval_evenly() {
    KeyedRandom random = KeyedRandom.of(Use.WEIGHTS, 5, 0);
    double[] drawn = IntStream.range(0, 10_000).mapToDouble(i -> random.nextDouble()).toArray();

    assertThat(Arrays.stream(drawn).min().orElseThrow()).isBetween(0.0, 0.002);
    assertThat(Arrays.stream(drawn).max().orElseThrow()).isBetween(0.998, 1.0).isLessThan(1);
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(0.5, within(0.01));
  }
}
