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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenSplitTest {
  private static final Recipe GIVEN = Recipe.usual().with(SplitConfig.byColumn("part"));
  private static final List<String> NAMES = List.of("train", "validation", "test");

  @TempDir private Path temp;

  private static List<String> lines(String... more) {
    List<String> lines =
        new ArrayList<>(
            Prepared.lines(
                "part,a,label", 12, i -> NAMES.get(i % 3) + "," + i + "," + (i < 6 ? "x" : "y")));
    lines.addAll(List.of(more));
    return lines;
  }

  private static List<Float> firsts(Split split) {
    return IntStream.range(0, split.rows()).mapToObj(row -> split.raw(row)[0]).sorted().toList();
  }

  private List<String> reasons(Prepared prepared) throws IOException {
    Path file = prepared.context().artifacts().open(prepared.rows().quarantine());
    return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
        .map(line -> line.replaceAll(".*\"reason\":\"(.*)\",\"raw.*", "$1"))
        .toList();
  }

  @Test
  void rows_go_where_their_cell_says_in_a_drawn_order() {
    Dataset data = Prepared.of(temp, GIVEN, 1, 2, lines()).open();

    assertThat(firsts(data.train())).containsExactly(0f, 3f, 6f, 9f);
    assertThat(firsts(data.validation())).containsExactly(1f, 4f, 7f, 10f);
    assertThat(firsts(data.test())).containsExactly(2f, 5f, 8f, 11f);
  }

  @Test
  void a_cell_that_names_no_split_is_quarantined() throws IOException {
    Prepared prepared = Prepared.of(temp, GIVEN, 1, 2, lines("dev,20,x", ",21,x", "Train,22,y"));

    assertThat(reasons(prepared))
        .containsExactly(
            "the split \\\"dev\\\" is none of train, validation and test",
            "the split is missing",
            "the split \\\"Train\\\" is none of train, validation and test");
  }

  @Test
  void equal_rows_stay_in_the_later_split_alone() throws IOException {
    Prepared prepared =
        Prepared.of(temp, GIVEN, 1, 2, lines("train,2,x", "validation,2,x", "train,4,x"));

    assertThat(reasons(prepared))
        .containsExactly(
            "equals a row of the test split",
            "equals a row of the test split",
            "equals a row of the validation split");
    assertThat(firsts(prepared.open().train())).containsExactly(0f, 3f, 6f, 9f);
  }

  @Test
  void a_class_that_is_missing_in_a_split_is_an_error() {
    assertThatThrownBy(() -> Prepared.of(temp, GIVEN, 1, 2, lines("train,30,z", "test,31,z")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The class \"z\"")
        .hasMessageContaining("[1, 0, 1] rows");
  }

  @Test
  void an_anomaly_outside_of_test_is_refused() {
    Recipe self =
        GIVEN.with(FeatureConfig.defaults().withTarget(new SelfConfig(Optional.of("bad"), 0.99)));
    List<String> lines =
        Prepared.lines(
            "part,a,bad", 12, i -> NAMES.get(i % 3) + "," + i + "," + (i == 4 ? "1" : "0"));

    assertThatThrownBy(() -> Prepared.of(temp, self, 1, 2, lines))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Anomalies stand outside of the test split")
        .hasMessageContaining("[0, 1, 0]");
  }
}
