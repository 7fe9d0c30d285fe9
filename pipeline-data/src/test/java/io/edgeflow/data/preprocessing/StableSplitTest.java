package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.data.preprocessing.Prepared.Recipe;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is appended moves nothing that was there. */
class StableSplitTest {
  private static final SplitConfig STABLE =
      SplitConfig.builder().set(SplitConfig.STABLE, true).build();
  private static final List<String> ROWS =
      Prepared.lines(
          "a,person,label", 3000, i -> i + ",p" + i / 50 + "," + (i % 2 == 0 ? "x" : "y"));

  @TempDir private Path temp;

  private Dataset open(SplitConfig split, int rows) {
    return Prepared.of(temp, Recipe.usual().with(split), 7, 2, ROWS.subList(0, rows + 1)).open();
  }

  private static Map<Integer, String> places(Dataset data) {
    Map<Integer, String> places = new HashMap<>();
    for (Split split : List.of(data.train(), data.validation(), data.test())) {
      IntStream.range(0, split.rows())
          .forEach(row -> places.put((int) split.raw(row)[0], split.name()));
    }
    return places;
  }

  private static SplitConfig withoutPerson(SplitConfig split) {
    return split.byGroup("person");
  }

  @Test
  void appended_groups_never_move_a_row() {
    Map<Integer, String> before = places(open(withoutPerson(STABLE), 2000));
    Map<Integer, String> after = places(open(withoutPerson(STABLE), 3000));

    assertThat(after).hasSize(3000).containsAllEntriesOf(before);
    for (int person = 0; person < 60; person++) {
      assertThat(IntStream.range(50 * person, 50 * person + 50).mapToObj(after::get).distinct())
          .hasSize(1);
    }
  }

  @Test
  void appended_groups_may_move_others_where_all_are_dealt_together() {
    Map<Integer, String> before = places(open(withoutPerson(SplitConfig.defaults()), 2000));
    Map<Integer, String> after = places(open(withoutPerson(SplitConfig.defaults()), 3000));

    assertThat(after.entrySet().containsAll(before.entrySet())).isFalse();
  }

  @Test
  void appended_rows_never_move_a_row_and_the_shares_are_nearly_those_wanted() {
    SplitConfig byRow = SplitConfig.builder().set(SplitConfig.STABLE, true).build();
    List<String> lines = Prepared.lines("a,label", 3000, i -> i + "," + (i % 2 == 0 ? "x" : "y"));

    Dataset all = Prepared.of(temp, Recipe.usual().with(byRow), 7, 2, lines).open();
    Map<Integer, String> before =
        places(Prepared.of(temp, Recipe.usual().with(byRow), 7, 2, lines.subList(0, 2000)).open());

    assertThat(places(all)).hasSize(3000).containsAllEntriesOf(before);
    assertThat(all.train().rows() / 3000.0).isCloseTo(0.7, within(0.03));
    assertThat(all.test().rows() / 3000.0).isCloseTo(0.15, within(0.02));
  }
}
