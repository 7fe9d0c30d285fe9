package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.preprocessing.Prepared.Recipe;
import io.edgeflow.data.table.FeatureConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row has its group in its first feature, so that it can be found again. */
class SplitByGroupTest {
  private static final Recipe BY_PERSON =
      Recipe.usual()
          .with(FeatureConfig.defaults().withColumns("g", "a"))
          .with(SplitConfig.defaults().byGroup("person"));

  @TempDir private Path temp;

  private Prepared prepare(long seed, int threads, List<String> lines) {
    return Prepared.of(temp, BY_PERSON, seed, threads, lines);
  }

  /** Persons of very different numbers of rows, of whom only some do each of four things. */
  private static List<String> persons(long seed, int count) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(List.of("person,g,a,label"));
    for (int person = 0; person < count; person++) {
      int rows = 1 + random.nextInt(40);
      for (int row = 0; row < rows; row++) {
        int label = (person + random.nextInt(2)) % 4;
        lines.add(
            "p%d,%d,%d,%s".formatted(person, person, random.nextInt(1000), "abcd".charAt(label)));
      }
    }
    return lines;
  }

  private static Map<Integer, Set<Float>> groups(Dataset data) {
    Map<Integer, Set<Float>> groups = new HashMap<>();
    List<Split> splits = List.of(data.train(), data.validation(), data.test());
    for (int i = 0; i < splits.size(); i++) {
      Set<Float> found = new HashSet<>();
      Split split = splits.get(i);
      IntStream.range(0, split.rows()).forEach(row -> found.add(split.raw(row)[0]));
      groups.put(i, found);
    }
    return groups;
  }

  private static void assertDisjoint(Map<Integer, Set<Float>> groups) {
    assertThat(groups.get(0))
        .doesNotContainAnyElementsOf(groups.get(1))
        .doesNotContainAnyElementsOf(groups.get(2));
    assertThat(groups.get(1)).doesNotContainAnyElementsOf(groups.get(2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void no_group_is_in_two_splits_and_every_class_is_in_each(long seed) {
    Dataset data = prepare(seed, 2, persons(seed, 20)).open();

    Map<Integer, Set<Float>> groups = groups(data);
    assertDisjoint(groups);
    assertThat(groups.values().stream().mapToInt(Set::size).sum()).isEqualTo(20);
    for (Split split : List.of(data.train(), data.validation(), data.test())) {
      assertThat(IntStream.of(split.labels()).distinct().count()).isEqualTo(4);
    }
    int rows = data.train().rows() + data.validation().rows() + data.test().rows();
    assertThat((double) data.train().rows() / rows).isBetween(0.55, 0.8);
  }

  @Test
  void the_seed_decides_and_the_number_of_threads_does_not() {
    List<String> lines = persons(9, 20);

    assertThat(prepare(7, 3, lines).manifest()).isEqualTo(prepare(7, 1, lines).manifest());
    assertThat(groups(prepare(8, 1, lines).open()))
        .isNotEqualTo(groups(prepare(7, 1, lines).open()));
  }

  @Test
  void the_rows_of_a_group_do_not_stand_in_a_row() {
    Split train = prepare(7, 2, persons(1, 20)).open().train();

    long changes =
        IntStream.range(1, train.rows())
            .filter(row -> train.raw(row)[0] != train.raw(row - 1)[0])
            .count();
    assertThat((double) changes / train.rows()).isGreaterThan(0.7);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rows_that_are_equal_across_groups_keep_those_groups_together(long seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(List.of("person,g,a,label"));
    for (int person = 0; person < 60; person++) {
      int family = person / 4;
      // Each person shares one row with the next of its family: a chain of four.
      for (int row = 0; row < 3; row++) {
        lines.add("p%d,%d,%d,x".formatted(person, family, 100 * person + row));
        lines.add("p%d,%d,%d,y".formatted(person, family, 100 * person + 50 + row));
      }
      if (person % 4 < 3) {
        lines.add("p%d,%d,%d,y".formatted(person + 1, family, 100 * person + 50));
      }
    }
    java.util.Collections.shuffle(lines.subList(1, lines.size()), random);

    assertDisjoint(groups(prepare(seed, 2, lines).open()));
  }

  @Test
  void too_few_groups_of_a_class_are_an_error_that_speaks_of_groups() {
    List<String> lines =
        Prepared.lines(
            "person,g,a,label",
            100,
            i -> "p" + i % 10 + ",1," + i + "," + (i % 10 == 3 ? "y" : "x"));

    assertThatThrownBy(() -> prepare(1, 2, lines))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The class \"y\" has too few different valid groups")
        .hasMessageContaining("column \"person\"");
  }

  @Test
  void a_row_without_a_group_is_quarantined() {
    List<String> lines = persons(1, 20);
    lines.add(",1,1,a");

    assertThat(prepare(1, 2, lines).rows().quarantined()).isEqualTo(1);
  }
}
