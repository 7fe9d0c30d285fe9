package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A key that is right, but stands a level too high or too deep. */
class MisplacedKeyTest {
  private static final FieldTable LIMITS = FieldTable.of(number("accuracy"), number("rmse"));
  private static final FieldTable EVALUATION =
      FieldTable.of(
          section("thresholds", LIMITS),
          section("worst_slice", FieldTable.of(number("accuracy"))),
          number("min_samples"));
  private static final FieldTable SOURCE =
      FieldTable.of(Field.text("uri", null, "n"), number("delay"));
  private static final FieldTable FILE =
      FieldTable.of(
          section("training", FieldTable.of(section("evaluation", EVALUATION), number("seed"))),
          section(
              "data",
              FieldTable.of(
                  Field.sections("sources", SOURCE, "n"),
                  Field.sectionMap("columns", FieldTable.of(number("share")), "n"),
                  number("min_sample"))),
          section("a", FieldTable.of(number("often"))),
          section("b", FieldTable.of(number("often"))),
          section("c", FieldTable.of(number("often"))),
          section("d", FieldTable.of(number("often"))),
          section("e", FieldTable.of()));

  private static Field<Double> number(String name) {
    return Field.number(name, null, 0, 1, "n");
  }

  private static Field<Section> section(String name, FieldTable table) {
    return Field.section(name, table, "n");
  }

  /** What is said of the one key that a dotted path writes. */
  private static String told(String path) {
    Object node = 1.0;
    List<String> steps = List.of(path.split("\\.", -1));
    for (int i = steps.size() - 1; i >= 0; i--) {
      boolean item = steps.get(i).endsWith("[0]");
      Object value = item ? Nodes.list(node) : node;
      node = Nodes.mapping(steps.get(i).replace("[0]", ""), value);
    }
    Problems problems = new Problems();
    FILE.read((ConfigNode) node, "", problems);
    return problems.all().stream().map(Problems.Problem::message).toList().toString();
  }

  @Test
  void a_key_a_level_too_deep_is_told_where_it_belongs() {
    assertThat(told("training.evaluation.thresholds.worst_slice"))
        .isEqualTo("[unknown key; did you mean \"training.evaluation.worst_slice\"?]");
  }

  @Test
  void a_key_a_level_too_high_is_told_each_place_where_it_belongs() {
    assertThat(told("training.evaluation.accuracy"))
        .isEqualTo(
            "[unknown key; did you mean \"training.evaluation.thresholds.accuracy\" or"
                + " \"training.evaluation.worst_slice.accuracy\"?]");
    assertThat(told("training.rmse"))
        .isEqualTo("[unknown key; did you mean \"training.evaluation.thresholds.rmse\"?]");
  }

  @Test
  void lists_and_free_keys_are_on_the_way_too() {
    assertThat(told("data.uri")).isEqualTo("[unknown key; did you mean \"data.sources[0].uri\"?]");
    assertThat(told("data.sources[0].share"))
        .isEqualTo("[unknown key; did you mean \"data.columns.NAME.share\"?]");
  }

  @Test
  void a_key_of_another_section_is_found_where_its_own_has_none() {
    assertThat(told("e.seed")).isEqualTo("[unknown key; did you mean \"training.seed\"?]");
    assertThat(told("evaluation"))
        .isEqualTo("[unknown key; did you mean \"training.evaluation\"?]");
  }

  @Test
  void a_spelling_like_a_key_of_the_right_section_wins() {
    assertThat(told("data.min_samples")).isEqualTo("[unknown key; did you mean \"min_sample\"?]");
  }

  @Test
  void a_name_of_many_places_or_of_none_gets_no_hint() {
    assertThat(told("e.often")).isEqualTo("[unknown key]");
    assertThat(told("e.ofte")).isEqualTo("[unknown key]");
    assertThat(told("e.accuracies")).isEqualTo("[unknown key]");
  }
}
