package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.data.preprocessing.Prepared.Recipe;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.SelfConfig;
import io.edgeflow.data.table.WindowConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows that share rows, dealt so that no row is in two splits. */
class WindowSplitTest {
  private static final FeatureConfig SELF =
      FeatureConfig.defaults()
          .withTarget(new SelfConfig(Optional.of("bad"), 0.95))
          .withWindow(WindowConfig.of(10, 1));

  @TempDir private Path temp;

  private Prepared prepared(SplitConfig split, FeatureConfig features, List<String> lines) {
    return Prepared.of(temp, Recipe.usual().with(features).with(split), 3, 2, lines);
  }

  /** The split of each row, which its first feature tells. */
  private static Map<Integer, Set<String>> places(Dataset data) {
    Map<Integer, Set<String>> places = new HashMap<>();
    for (Split split : List.of(data.train(), data.validation(), data.test())) {
      for (int window = 0; window < split.rows(); window++) {
        for (float row : split.raw(window)) {
          places.computeIfAbsent((int) row, key -> new HashSet<>()).add(split.name());
        }
      }
    }
    return places;
  }

  @Test
  void windows_in_time_order_share_no_row_with_another_split() {
    List<String> lines =
        Prepared.lines("t,a,bad", 1000, i -> i + "," + i + "," + (i / 50 % 4 == 3 ? 1 : 0));

    Prepared prepared = prepared(SplitConfig.defaults().byTime("t"), SELF, lines);

    Dataset data = prepared.open();
    assertThat(prepared.rows().valid() + prepared.rows().quarantined()).isEqualTo(991);
    assertThat(places(data)).hasSize(1000).allSatisfy((row, in) -> assertThat(in).hasSize(1));
    assertThat(IntStream.of(data.test().labels()).sum()).isEqualTo(5 * 59 - 9);
    assertThat(places(data).get(0)).containsExactly("train");
    assertThat(places(data).get(155)).containsExactly("test");
  }

  @Test
  void windows_of_a_group_stay_together() {
    FeatureConfig classes = FeatureConfig.defaults().withWindow(WindowConfig.of(4, 2));
    List<String> lines =
        Prepared.lines(
            "who,a,label", 600, i -> "p" + i / 30 + "," + i + "," + (i / 15 % 2 == 0 ? "x" : "y"));

    Dataset data = prepared(SplitConfig.defaults().byGroup("who"), classes, lines).open();

    assertThat(places(data)).hasSize(600).allSatisfy((row, in) -> assertThat(in).hasSize(1));
  }

  @Test
  void windows_do_not_cross_the_splits_that_a_column_names() {
    FeatureConfig classes = FeatureConfig.defaults().withWindow(WindowConfig.of(4, 1));
    List<String> parts = List.of("train", "train", "validation", "test");
    List<String> lines =
        Prepared.lines(
            "part,a,label",
            80,
            i -> parts.get(i / 20) + "," + i + "," + (i / 5 % 2 == 0 ? "x" : "y"));

    Dataset data = prepared(SplitConfig.byColumn("part"), classes, lines).open();

    assertThat(places(data)).hasSize(80).allSatisfy((row, in) -> assertThat(in).hasSize(1));
    assertThat(data.train().rows()).isEqualTo(37);
    assertThat(data.test().rows()).isEqualTo(17);
  }
}
