package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.preprocessing.Prepared.Recipe;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.SelfConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past teaches, and what came after it is what is measured. */
class SplitByTimeTest {
  private static final Recipe TIMED = Recipe.usual().with(SplitConfig.defaults().byTime("t"));
  private static final Recipe SELF =
      TIMED.with(FeatureConfig.defaults().withTarget(new SelfConfig(Optional.of("bad"), 0.95)));

  @TempDir private Path temp;

  private static List<String> hundred() {
    return Prepared.lines("t,a,label", 100, i -> i + "," + i + "," + (i % 2 == 0 ? "x" : "y"));
  }

  private static List<String> shuffled(List<String> lines) {
    List<String> rows = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.shuffle(rows, new Random(5));
    rows.add(0, lines.get(0));
    return rows;
  }

  private static List<Integer> firsts(Split split) {
    return IntStream.range(0, split.rows())
        .mapToObj(row -> (int) split.raw(row)[0])
        .sorted()
        .toList();
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private List<String> reasons(Prepared prepared) throws IOException {
    Path file = prepared.context().artifacts().open(prepared.rows().quarantine());
    return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
        .map(line -> line.replaceAll(".*\"reason\":\"(.*)\",\"raw.*", "$1"))
        .toList();
  }

  @Test
  void the_earliest_rows_train_and_the_latest_test_in_whatever_order_they_stand() {
    Dataset data = Prepared.of(temp, TIMED, 1, 2, shuffled(hundred())).open();

    assertThat(firsts(data.train())).isEqualTo(range(0, 70));
    assertThat(firsts(data.validation())).isEqualTo(range(70, 85));
    assertThat(firsts(data.test())).isEqualTo(range(85, 100));
  }

  @Test
  void rows_of_one_time_stay_together() {
    List<String> lines =
        Prepared.lines(
            "t,a,label",
            100,
            i -> "2026-01-%02dT00:00:00Z,%d,%s".formatted(1 + i / 20, i, i % 2 == 0 ? "x" : "y"));

    Dataset data = Prepared.of(temp, TIMED, 1, 2, lines).open();

    assertThat(firsts(data.train())).isEqualTo(range(0, 60));
    assertThat(firsts(data.validation())).isEqualTo(range(60, 80));
    assertThat(firsts(data.test())).isEqualTo(range(80, 100));
  }

  @Test
  void rows_in_the_gap_before_a_split_are_quarantined() throws IOException {
    SplitConfig gap =
        SplitConfig.builder()
            .set(SplitConfig.TIME, "t")
            .set(SplitConfig.GAP, Duration.ofSeconds(3))
            .build();

    Prepared prepared = Prepared.of(temp, TIMED.with(gap), 1, 2, hundred());

    assertThat(reasons(prepared))
        .containsExactly(
            "lies in the gap before the validation split",
            "lies in the gap before the validation split",
            "lies in the gap before the test split",
            "lies in the gap before the test split");
    assertThat(prepared.rows().valid() + prepared.rows().quarantined()).isEqualTo(100);
    assertThat(firsts(prepared.open().train())).isEqualTo(range(0, 68));
    assertThat(firsts(prepared.open().validation())).isEqualTo(range(70, 83));
  }

  @Test
  void a_row_without_a_readable_time_is_quarantined() throws IOException {
    List<String> lines = new ArrayList<>(hundred());
    lines.addAll(List.of(",7,x", "soon,8,y"));

    assertThat(reasons(Prepared.of(temp, TIMED, 1, 2, lines)))
        .containsExactly("the time is missing", "the time is unreadable");
  }

  @Test
  void of_equal_rows_those_of_the_later_split_stay() throws IOException {
    List<String> lines = new ArrayList<>(hundred());
    lines.add("3,99,y");

    Prepared prepared = Prepared.of(temp, TIMED, 1, 2, lines);

    assertThat(reasons(prepared)).containsExactly("equals a row of the test split");
    assertThat(firsts(prepared.open().train())).doesNotContain(99);
  }

  @Test
  void anomalies_are_test_rows_whenever_they_were() {
    List<String> lines =
        Prepared.lines("t,a,bad", 120, i -> i + "," + i + "," + (i % 6 == 5 ? 1 : 0));

    Dataset data = Prepared.of(temp, SELF, 1, 2, lines).open();

    assertThat(data.train().rows()).isEqualTo(70);
    assertThat(firsts(data.train())).allMatch(i -> i % 6 != 5 && i < 84);
    assertThat(IntStream.of(data.test().labels()).sum()).isEqualTo(20);
    assertThat(data.test().rows()).isEqualTo(15 + 20);
  }

  @Test
  void whole_groups_follow_each_other_in_time() {
    Recipe byDay = TIMED.with(SplitConfig.defaults().byTime("t").byGroup("day"));
    List<String> lines =
        Prepared.lines(
            "t,day,a,label",
            100,
            i -> i + ",d" + (9 - i / 10) + "," + i + "," + (i % 2 == 0 ? "x" : "y"));

    Dataset data = Prepared.of(temp, byDay, 1, 2, shuffled(lines)).open();

    assertThat(firsts(data.train())).isEqualTo(range(0, 70));
    assertThat(firsts(data.validation())).isEqualTo(range(70, 80));
    assertThat(firsts(data.test())).isEqualTo(range(80, 100));
  }

  @Test
  void groups_of_the_same_time_cannot_be_dealt_in_time_order() {
    Recipe byPump = TIMED.with(SplitConfig.defaults().byTime("t").byGroup("pump"));
    List<String> lines =
        Prepared.lines(
            "t,pump,a,label", 100, i -> i + "," + "uvwxyz".charAt(i % 6) + "," + i + "," + i % 2);

    assertThatThrownBy(() -> Prepared.of(temp, byPump, 1, 2, lines))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("cannot be dealt in time order")
        .hasMessageContaining("\"u\" ends after");
  }

  @Test
  void a_group_with_an_anomaly_is_in_test_whenever_it_was() {
    Recipe byDay = SELF.with(SplitConfig.defaults().byTime("t").byGroup("day"));
    List<String> lines =
        Prepared.lines(
            "t,day,a,bad", 110, i -> i + ",d" + i / 10 + "," + i + "," + (i == 5 ? 1 : 0));

    Dataset data = Prepared.of(temp, byDay, 1, 2, lines).open();

    assertThat(firsts(data.train())).isEqualTo(range(10, 80));
    assertThat(firsts(data.validation())).isEqualTo(range(80, 90));
    assertThat(firsts(data.test())).hasSize(30).contains(0, 9).containsAll(range(90, 110));
  }

  @Test
  void each_source_may_be_cut_at_times_of_its_own() {
    SplitConfig each =
        SplitConfig.builder()
            .set(SplitConfig.TIME, "t")
            .set(SplitConfig.TIME_WITHIN, TimeWithin.SOURCE.word())
            .set(SplitConfig.GAP, Duration.ofSeconds(2))
            .build();
    List<String> later =
        Prepared.lines(
            "t,a,label", 40, i -> 1000 + i + "," + (200 + i) + "," + (i % 2 == 0 ? "x" : "y"));

    Dataset data = Prepared.of(temp, TIMED.with(each), 1, 2, hundred(), later).open();

    List<Integer> train = new ArrayList<>(range(0, 69));
    train.addAll(range(200, 227));
    List<Integer> test = new ArrayList<>(range(85, 100));
    test.addAll(range(234, 240));
    assertThat(firsts(data.train())).isEqualTo(train);
    assertThat(firsts(data.test())).isEqualTo(test);
  }

  @Test
  void each_machine_may_be_cut_at_times_of_its_own() throws IOException {
    SplitConfig each =
        SplitConfig.builder()
            .set(SplitConfig.TIME, "t")
            .set(SplitConfig.TIME_WITHIN, "machine")
            .set(SplitConfig.GAP, Duration.ofSeconds(2))
            .build();
    List<String> lines =
        Prepared.lines(
            "t,machine,a,label",
            140,
            i ->
                (i < 100 ? i + ",old," : 1000 + (i - 100) + ",new,")
                    + (i < 100 ? i : 100 + i)
                    + ","
                    + (i % 2 == 0 ? "x" : "y"));
    lines = new ArrayList<>(shuffled(lines));
    lines.add("7,,999,x");

    Prepared prepared = Prepared.of(temp, TIMED.with(each), 1, 2, lines);

    List<Integer> train = new ArrayList<>(range(0, 69));
    train.addAll(range(200, 227));
    List<Integer> test = new ArrayList<>(range(85, 100));
    test.addAll(range(234, 240));
    assertThat(firsts(prepared.open().train())).isEqualTo(train);
    assertThat(firsts(prepared.open().test())).isEqualTo(test);
    assertThat(reasons(prepared)).hasSize(5).contains("the group is missing");
  }
}
