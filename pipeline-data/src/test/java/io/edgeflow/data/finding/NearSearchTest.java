package io.edgeflow.data.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.data.finding.NearDuplicates.Pair;
import io.edgeflow.data.finding.NearDuplicates.Place;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearSearchTest {
  private static final double[] EACH = {1, 1, 1};

  @Test
  void pairs_within_and_across_splits_are_counted_and_the_crossing_ones_come_first() {
    long[][] hashes = {{0b0, 0b0, 0b111111}, {0b1}, {0b111110, 1L << 63}};

    NearDuplicates found = NearSearch.of(hashes, EACH, 6, 1);

    assertThat(found.images()).isEqualTo(6);
    assertThat(found.near()).isEqualTo(6);
    assertThat(found.pairs()).isEqualTo(6);
    assertThat(found.crossing()).isEqualTo(5);
    assertThat(found.held()).isEqualTo(3);
    assertThat(found.leaked()).isEqualTo(3);
    assertThat(found.first().get(0)).isEqualTo(new Pair(1, new Place(0, 0), new Place(1, 0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 16})
  void counts_equal_those_of_comparing_each_image_with_each(int distance) {
    Random random = new Random(distance);
    long[][] hashes = new long[3][];
    for (int split = 0; split < 3; split++) {
      hashes[split] =
          random.longs(150).map(x -> x & 0x8100_0300_0700_00ffL & (x << 3 | 0x8000)).toArray();
    }

    NearDuplicates found = NearSearch.of(hashes, EACH, 450, distance);

    long pairs = 0;
    long crossing = 0;
    long near = 0;
    long leaked = 0;
    for (int a = 0; a < 450; a++) {
      boolean isNear = false;
      boolean isLeaked = false;
      for (int b = 0; b < 450; b++) {
        long differing = hashes[a / 150][a % 150] ^ hashes[b / 150][b % 150];
        if (a != b && Long.bitCount(differing) <= distance) {
          isNear = true;
          isLeaked |= a >= 150 && b < 150;
          pairs += a < b ? 1 : 0;
          crossing += a < b && a / 150 != b / 150 ? 1 : 0;
        }
      }
      near += isNear ? 1 : 0;
      leaked += isLeaked ? 1 : 0;
    }
    assertThat(List.of(found.pairs(), found.crossing(), found.near(), found.leaked()))
        .containsExactly(pairs, crossing, near, leaked);
    assertThat(pairs).isPositive();
  }
}
