package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.data.preprocessing.Prepared.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a row goes hangs on what it holds, and not on where it stands. */
class SplitByContentTest {
  private static final List<String> NINETY =
      Prepared.lines("a,b,label", 90, i -> i + ",1," + (i % 2 == 0 ? "x" : "y"));

  @TempDir private Path temp;

  private Dataset open(long seed, List<String> lines) {
    return Prepared.of(temp, Recipe.usual(), seed, 2, lines).open();
  }

  /** The split of each row by its first feature, which is its own. */
  private static Map<Float, String> places(Dataset data) {
    Map<Float, String> places = new HashMap<>();
    for (Split split : List.of(data.train(), data.validation(), data.test())) {
      IntStream.range(0, split.rows()).forEach(row -> places.put(split.raw(row)[0], split.name()));
    }
    return places;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 42})
  void a_row_put_before_ninety_moves_at_most_two_of_its_class(long seed) {
    List<String> more = new ArrayList<>(NINETY);
    more.add(1, "1000,1,x");

    Map<Float, String> before = places(open(seed, NINETY));
    Map<Float, String> after = places(open(seed, more));

    assertThat(before).hasSize(90);
    List<Float> moved =
        before.keySet().stream().filter(key -> !before.get(key).equals(after.get(key))).toList();
    assertThat(moved).hasSizeLessThanOrEqualTo(2).allMatch(key -> key % 2 == 0);
  }

  @Test
  void the_order_of_the_lines_counts_for_nothing() {
    List<String> turned = new ArrayList<>(NINETY.subList(0, 1));
    IntStream.range(0, 90).forEach(i -> turned.add(NINETY.get(90 - i)));

    Prepared before = Prepared.of(temp, Recipe.usual(), 7, 2, NINETY);
    Prepared after = Prepared.of(temp, Recipe.usual(), 7, 2, turned);

    assertThat(after.manifest()).isEqualTo(before.manifest());
  }

  @Test
  void rows_that_are_stored_as_the_same_floats_are_never_in_two_splits() {
    List<String> twins =
        Prepared.lines(
            "a,b,label",
            280,
            i ->
                "0.123456%s,%d,%s"
                    .formatted(i % 2 == 0 ? "" : "000001", i / 2, i / 2 % 2 == 0 ? "x" : "y"));

    Dataset data = open(7, twins);

    Map<Float, String> seen = new HashMap<>();
    for (Split split : List.of(data.train(), data.validation(), data.test())) {
      for (int row = 0; row < split.rows(); row++) {
        assertThat(seen.merge(split.raw(row)[1], split.name(), (one, other) -> one))
            .isEqualTo(split.name());
      }
    }
    assertThat(seen).hasSize(140);
  }
}
