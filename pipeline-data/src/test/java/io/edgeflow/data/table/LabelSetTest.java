package io.edgeflow.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelSetTest {
  @TempDir private Path temp;

  @Test
  void whole_numbers_are_ordered_as_numbers() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", "a,label", "1,10", "1,9", "1,0", "1,9").load();

      assertThat(LabelSet.resolve(table, "label", List.of())).containsExactly("0", "9", "10");
    }
  }

  @Test
  void texts_are_ordered_as_texts() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", "a,label", "1,b", "1,9", "1,a").load();

      assertThat(LabelSet.resolve(table, "label", List.of())).containsExactly("9", "a", "b");
    }
  }

  @Test
  void declared_labels_stay_as_they_are() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", "a,label", "1,b").load();

      assertThat(LabelSet.resolve(table, "label", List.of("b", "it's")))
          .containsExactly("b", "it's");
      assertThat(collected.rows("SELECT name, id FROM labels ORDER BY id", 2))
          .containsExactly("b|0", "it's|1");
    }
  }

  @Test
  void fractions_that_hardly_repeat_are_no_classes_and_the_remedy_is_another_target() {
    String[] lines =
        Stream.concat(
                Stream.of("a,y"), IntStream.range(0, 40).mapToObj(i -> i + "," + i % 25 + ".5"))
            .toArray(String[]::new);
    try (Collected collected = new Collected(temp)) {
      CollectedTable table =
          collected
              .csv("s", lines)
              .load(FeatureConfig.defaults().withTarget(new ClassesConfig("y", List.of())));

      assertThatThrownBy(() -> LabelSet.resolve(table, "y", List.of()))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("25 different numbers in 40 rows")
          .hasMessageContaining("features.target: values")
          .hasMessageContaining("values: [y]");
    }
  }

  @Test
  void a_few_fractions_that_repeat_are_classes() {
    String[] lines =
        Stream.concat(
                Stream.of("a,label"), IntStream.range(0, 40).mapToObj(i -> i + "," + i % 8 + ".5"))
            .toArray(String[]::new);
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", lines).load();

      assertThat(LabelSet.resolve(table, "label", List.of())).hasSize(8).contains("0.5", "7.5");
    }
  }

  @Test
  void one_class_is_not_enough() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", "a,label", "1,b", "1,", "2,b").load();

      assertThatThrownBy(() -> LabelSet.resolve(table, "label", List.of()))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("[b]")
          .hasMessageContaining("features.label");
    }
  }

  private static String[] many(String... rest) {
    return Stream.concat(
            Stream.concat(
                Stream.of("a,label"), IntStream.range(0, 57).mapToObj(i -> i + "," + i % 3)),
            Stream.of(rest))
        .toArray(String[]::new);
  }

  @Test
  void a_mistyped_label_is_no_class_and_says_why() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", many("7,O")).load();

      assertThat(LabelSet.resolve(table, "label", List.of())).containsExactly("0", "1", "2");
      assertThat(collected.rows("SELECT name, why FROM labels WHERE id IS NULL", 2))
          .containsExactly(
              "O|is on 1 of 58 records; declare it in features.labels if it is a class");
    }
  }

  @Test
  void rare_labels_on_more_than_one_in_twenty_records_stay_classes() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", many("7,O", "8,P", "8,Q", "9,R")).load();

      assertThat(LabelSet.resolve(table, "label", List.of())).hasSize(7).contains("O", "R");
    }
  }

  @Test
  void a_label_on_three_records_stays_a_class() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", many("7,O", "8,O", "9,O")).load();

      assertThat(LabelSet.resolve(table, "label", List.of())).hasSize(4).contains("O");
    }
  }
}
