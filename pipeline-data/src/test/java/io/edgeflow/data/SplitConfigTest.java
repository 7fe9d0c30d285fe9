package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.data.preprocessing.SplitConfig;
import io.edgeflow.data.preprocessing.Stratify;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How rows are dealt, and what contradicts itself. */
class SplitConfigTest extends ConfigReading {
  @Test
  void rows_may_be_dealt_in_time_order_with_a_gap_or_by_their_hash() {
    SplitConfig timed = with("split", Map.of("time", "t", "gap", 60, "group", "day")).split();
    SplitConfig stable = with("split", Map.of("stable", true, "group", "person")).split();
    SplitConfig even = with("split", Map.of("stratify", "none")).split();

    assertThat(problems.all()).isEmpty();
    assertThat(timed.time()).contains("t");
    assertThat(timed.gap()).isEqualTo(Duration.ofMinutes(1));
    assertThat(timed.group()).contains("day");
    assertThat(stable.stable()).isTrue();
    assertThat(even.stratify()).isEqualTo(Stratify.NONE);
  }

  @Test
  void a_column_that_names_the_split_leaves_nothing_to_be_dealt() {
    with("split", Map.of("column", "part", "time", "t"));
    with("split", Map.of("column", "part", "stable", true));

    assertRefused("split.time", "give either time or column");
    assertRefused("split.stable", "no meaning when column is given");
    assertThat(problems.all()).hasSize(2);
  }

  @Test
  void time_order_leaves_no_room_for_strata_and_hashes() {
    with("split", Map.of("time", "t", "stratify", "classes"));
    with("split", Map.of("time", "t", "stable", true));
    with("split", Map.of("stable", true, "stratify", "classes"));
    with("split", Map.of("gap", 3));
    with("split", Map.of("time", "t", "group", "day", "time_within", "source"));

    assertRefused("split.stratify", "has no meaning with time");
    assertRefused("split.stable", "has no meaning with time");
    assertRefused("split.stratify", "has no meaning with stable");
    assertRefused("split.gap", "has no meaning without time");
    assertRefused("split.time_within", "must be all with group");
    assertThat(problems.all()).hasSize(5);
  }

  @Test
  void strata_must_be_those_of_the_target() {
    with("split", Map.of("stratify", "quantiles"));
    assertRefused("split.stratify", "must be none, or fit the target");
    with("split", Map.of("time", "label"));
    assertRefused("split.time", "is the column of the target too");
  }
}
