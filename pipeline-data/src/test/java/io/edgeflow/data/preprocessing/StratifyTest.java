package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.data.preprocessing.Prepared.Recipe;
import io.edgeflow.data.table.FeatureConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StratifyTest {
  @TempDir private Path temp;

  private static Recipe with(Stratify stratify) {
    return Recipe.usual().with(SplitConfig.builder().set(SplitConfig.STRATIFY, stratify).build());
  }

  private static long labels(Split split, int label) {
    return IntStream.of(split.labels()).filter(found -> found == label).count();
  }

  @Test
  void each_class_is_dealt_in_the_shares_unless_that_is_switched_off() {
    List<String> lines = Prepared.lines("a,label", 400, i -> i + "," + (i % 10 == 0 ? "x" : "y"));

    Dataset strata = Prepared.of(temp, with(Stratify.CLASSES), 1, 2, lines).open();
    Dataset all = Prepared.of(temp, with(Stratify.NONE), 1, 2, lines).open();

    assertThat(List.of(labels(strata.train(), 0), labels(strata.test(), 0)))
        .containsExactly(28L, 6L);
    assertThat(all.train().rows()).isEqualTo(280);
    assertThat(labels(all.train(), 0)).isNotEqualTo(28);
  }

  @Test
  void values_are_dealt_by_the_tenths_of_the_first_one() {
    Recipe values = with(Stratify.QUANTILES).with(FeatureConfig.defaults().withValues("y"));
    List<String> lines = Prepared.lines("a,y", 1000, i -> i + "," + i * i);

    Dataset data = Prepared.of(temp, values, 1, 2, lines).open();

    for (int tenth = 0; tenth < 10; tenth++) {
      int from = 100 * tenth;
      for (Split split : List.of(data.validation(), data.test())) {
        assertThat(IntStream.range(0, split.rows()).mapToObj(row -> split.raw(row)[0]))
            .filteredOn(a -> a >= from && a < from + 100)
            .hasSize(15);
      }
    }
  }
}
