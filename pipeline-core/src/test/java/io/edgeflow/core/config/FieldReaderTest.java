package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.ConfigNode.Scalar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldReaderTest {
  private static final FieldTable INNER =
      FieldTable.of(
          Field.text("name", null, "who").mandatory(),
          Field.integer("age", 1, 0, 150, "years").in("years"));

  private static List<String> problemsOf(Field<?> field, ConfigNode node) {
    Problems problems = new Problems();
    FieldTable.of(field).read(node, "top", problems);
    return problems.all().stream().map(Problems.Problem::toString).toList();
  }

  private static Section readWithProblems(Field<?> field, ConfigNode node) {
    return FieldTable.of(field).read(node, "top", new Problems());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 9})
  void a_whole_number_within_its_range_is_taken(long value) {
    Field<Integer> field = Field.integer("n", 5, 1, 9, "n");

    assertThat(problemsOf(field, Nodes.mapping("n", value))).isEmpty();
    assertThat(readWithProblems(field, Nodes.mapping("n", value)).get(field))
        .isEqualTo((int) value);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 10, -1})
  void a_whole_number_beyond_its_range_is_refused_and_the_default_taken(long value) {
    Field<Integer> field = Field.integer("n", 5, 1, 9, "n").in("rows");

    assertThat(problemsOf(field, Nodes.mapping("n", value)))
        .containsExactly(
            "f.yaml:2:5: top.n: must be between 1 and 9 rows, found \"" + value + "\"");
    assertThat(readWithProblems(field, Nodes.mapping("n", value)).get(field)).isEqualTo(5);
  }

  @Test
  void nothing_is_coerced() {
    Field<?> integer = Field.integer("n", 5, 1, 9, "n");
    Field<?> number = Field.number("n", 5.0, 1, 9, "n");
    Field<?> flag = Field.flag("n", true, "n");
    Field<String> text = Field.text("n", "x", "n");
    Field<?> seconds = Field.seconds("n", Duration.ofSeconds(1), 0, 9, "n");

    assertThat(problemsOf(integer, Nodes.mapping("n", "3")))
        .containsExactly("f.yaml:2:5: top.n: must be a whole number, found \"3\"");
    assertThat(problemsOf(integer, Nodes.mapping("n", 3.0)))
        .containsExactly("f.yaml:2:5: top.n: must be a whole number, found \"3.0\"");
    assertThat(problemsOf(number, Nodes.mapping("n", "3")))
        .containsExactly("f.yaml:2:5: top.n: must be a number, found \"3\"");
    assertThat(problemsOf(flag, Nodes.mapping("n", "yes")))
        .containsExactly("f.yaml:2:5: top.n: must be true or false, found \"yes\"");
    assertThat(problemsOf(flag, Nodes.mapping("n", 1L)))
        .containsExactly("f.yaml:2:5: top.n: must be true or false, found \"1\"");
    assertThat(problemsOf(text, Nodes.mapping("n", true)))
        .containsExactly("f.yaml:2:5: top.n: must be a text, found \"true\"");
    assertThat(problemsOf(seconds, Nodes.mapping("n", "5s")))
        .containsExactly("f.yaml:2:5: top.n: must be a number of seconds, found \"5s\"");
  }

  @Test
  void a_number_takes_whole_numbers_and_both_ends_of_its_range() {
    Field<Double> field = Field.number("n", 0.5, 0.25, 2, "n");

    assertThat(readWithProblems(field, Nodes.mapping("n", 2L)).get(field)).isEqualTo(2);
    assertThat(problemsOf(field, Nodes.mapping("n", 0.25))).isEmpty();
    assertThat(problemsOf(field, Nodes.mapping("n", 2.0))).isEmpty();
    assertThat(problemsOf(field, Nodes.mapping("n", 0.2499)))
        .containsExactly("f.yaml:2:5: top.n: must be between 0.25 and 2, found \"0.2499\"");
    assertThat(problemsOf(field, Nodes.mapping("n", Double.NaN))).hasSize(1);
    assertThat(readWithProblems(field, Nodes.mapping("n", Double.NaN)).get(field)).isEqualTo(0.5);
  }

  @Test
  void limits_are_shown_as_people_write_them() {
    assertThat(problemsOf(Field.number("n", 1.0, -1e18, 1e-9, "n"), Nodes.mapping("n", 7.0)))
        .singleElement()
        .asString()
        .contains("between -1.0E18 and 1.0E-9");
    assertThat(problemsOf(Field.number("n", 1.0, -3, 1_000_000, "n"), Nodes.mapping("n", -4L)))
        .singleElement()
        .asString()
        .contains("between -3 and 1000000,");
    assertThat(problemsOf(Field.number("n", 1.0, 0, 1e15, "n"), Nodes.mapping("n", -4L)))
        .singleElement()
        .asString()
        .contains("between 0 and 1.0E15,");
  }

  @Test
  void seconds_may_be_fractions_within_their_range() {
    Field<Duration> field = Field.seconds("n", Duration.ofSeconds(1), 0.5, 9, "n");

    assertThat(readWithProblems(field, Nodes.mapping("n", 0.75)).get(field))
        .isEqualTo(Duration.ofMillis(750));
    assertThat(readWithProblems(field, Nodes.mapping("n", 9L)).get(field))
        .isEqualTo(Duration.ofSeconds(9));
    assertThat(problemsOf(field, Nodes.mapping("n", 0.25)))
        .containsExactly("f.yaml:2:5: top.n: must be between 0.5 and 9 s, found \"0.25\"");
  }

  @Test
  void a_choice_names_what_is_available_and_guesses() {
    Field<String> field = Field.choice("kind", "adam", List.of("adam", "sgd"), "n");

    assertThat(problemsOf(field, Nodes.mapping("kind", "sgd"))).isEmpty();
    assertThat(problemsOf(field, Nodes.mapping("kind", "adan")))
        .containsExactly(
            "f.yaml:2:5: top.kind: \"adan\" is not available; available: adam, sgd; did you mean"
                + " \"adam\"?");
    assertThat(readWithProblems(field, Nodes.mapping("kind", "adan")).get(field)).isEqualTo("adam");
  }

  @Test
  void a_wrong_choice_is_shown_as_written_because_a_variable_may_hold_a_secret() {
    Field<String> field = Field.choice("kind", "adam", List.of("adam"), "n");
    Scalar replaced = new Scalar(new Location("f.yaml", 2, 5), "hunter2", "${TOKEN}");

    assertThat(problemsOf(field, Nodes.mapping("kind", replaced)))
        .singleElement()
        .asString()
        .contains("\"${TOKEN}\" is not available")
        .doesNotContain("hunter2");
  }

  @Test
  void a_wrong_number_is_shown_as_written_too() {
    Scalar replaced = new Scalar(new Location("f.yaml", 2, 5), "hunter2", "${TOKEN}");

    assertThat(problemsOf(Field.integer("n", 1, 0, 9, "n"), Nodes.mapping("n", replaced)))
        .containsExactly("f.yaml:2:5: top.n: must be a whole number, found \"${TOKEN}\"");
  }

  @Test
  void a_secret_of_the_wrong_type_is_never_shown() {
    assertThat(problemsOf(Field.secret("token", "n"), Nodes.mapping("token", 12345L)))
        .containsExactly("f.yaml:2:5: top.token: must be a text");
  }

  @Test
  void a_key_without_a_value_is_refused() {
    assertThat(problemsOf(Field.text("n", "x", "n"), Nodes.nothing("n")))
        .containsExactly("f.yaml:2:5: top.n: must be a text, found nothing");
    assertThat(problemsOf(Field.texts("n", List.of(), List.of(), "n"), Nodes.nothing("n")))
        .containsExactly("f.yaml:2:5: top.n: must be a list, found nothing");
  }

  @Test
  void a_section_or_a_list_where_a_value_belongs_is_named_as_such() {
    Field<String> field = Field.text("n", "x", "n");

    assertThat(problemsOf(field, Nodes.mapping("n", Nodes.mapping())))
        .containsExactly("f.yaml:1:1: top.n: must be a text, found a section");
    assertThat(problemsOf(field, Nodes.mapping("n", Nodes.list())))
        .containsExactly("f.yaml:9:9: top.n: must be a text, found a list");
  }

  @Test
  void every_item_of_a_list_is_checked_at_its_place() {
    Field<List<String>> texts = Field.texts("n", List.of(), List.of("a", "b"), "n");
    Field<List<Integer>> integers = Field.integers("n", List.of(), 0, 9, "n");

    assertThat(problemsOf(texts, Nodes.mapping("n", Nodes.list("a", "c", 1L))))
        .containsExactly(
            "f.yaml:2:5: top.n[1]: \"c\" is not available; available: a, b; did you mean \"a\"?",
            "f.yaml:3:5: top.n[2]: must be a text, found \"1\"");
    assertThat(problemsOf(integers, Nodes.mapping("n", Nodes.list(0L, 10L, 9L))))
        .containsExactly("f.yaml:2:5: top.n[1]: must be between 0 and 9, found \"10\"");
    assertThat(
            readWithProblems(integers, Nodes.mapping("n", Nodes.list(0L, 10L, 9L))).get(integers))
        .containsExactly(0, 9);
  }

  @Test
  void a_value_where_a_list_belongs_is_refused() {
    assertThat(problemsOf(Field.integers("n", List.of(), 0, 9, "n"), Nodes.mapping("n", 3L)))
        .containsExactly("f.yaml:2:5: top.n: must be a list, found \"3\"");
    assertThat(problemsOf(Field.sections("n", INNER, "n"), Nodes.mapping("n", Nodes.mapping())))
        .containsExactly("f.yaml:1:1: top.n: must be a list, found a section");
  }

  @Test
  void problems_within_a_list_of_sections_are_reported_with_their_index() {
    ConfigNode node =
        Nodes.mapping(
            "people",
            Nodes.list(
                Nodes.mapping("name", "ann"),
                Nodes.mapping("age", 200L, "nam", "bob"),
                Nodes.scalar("bob", 7)));

    assertThat(problemsOf(Field.sections("people", INNER, "n"), node))
        .containsExactly(
            "f.yaml:3:1: top.people[1].nam: unknown key; did you mean \"name\"?",
            "f.yaml:1:1: top.people[1].name: is required: who",
            "f.yaml:2:5: top.people[1].age: must be between 0 and 150 years, found \"200\"",
            "f.yaml:7:5: top.people[2]: must be a section of keys, found \"bob\"",
            "f.yaml:7:5: top.people[2].name: is required: who");
  }

  @Test
  void problems_within_a_nested_section_are_reported_with_its_name() {
    Field<Section> field = Field.section("inner", INNER, "n");

    assertThat(problemsOf(field, Nodes.mapping("inner", Nodes.mapping("age", -1L))))
        .containsExactly(
            "f.yaml:1:1: top.inner.name: is required: who",
            "f.yaml:2:5: top.inner.age: must be between 0 and 150 years, found \"-1\"");
    assertThat(problemsOf(field, Nodes.mapping("inner", "x")))
        .contains("f.yaml:2:5: top.inner: must be a section of keys, found \"x\"");
  }

  @Test
  void an_absent_section_asks_for_nothing_and_a_mandatory_one_for_itself() {
    Field<Section> field = Field.section("inner", INNER, "the inner one");

    assertThat(problemsOf(field, Nodes.mapping())).isEmpty();
    assertThat(problemsOf(field.mandatory(), Nodes.mapping()))
        .containsExactly("f.yaml:1:1: top.inner: is required: the inner one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\0b"})
  void what_no_file_can_be_called_is_no_path(String text) {
    Field<Path> field = Field.path("n", Path.of("usual"), "n");

    assertThat(problemsOf(field, Nodes.mapping("n", "a/b.csv"))).isEmpty();
    assertThat(readWithProblems(field, Nodes.mapping("n", "a/b.csv")).get(field))
        .isEqualTo(Path.of("a/b.csv"));
    assertThat(problemsOf(field, Nodes.mapping("n", text)))
        .singleElement()
        .asString()
        .startsWith("f.yaml:2:5: top.n: must be a path, found");
    assertThat(readWithProblems(field, Nodes.mapping("n", text)).get(field))
        .isEqualTo(Path.of("usual"));
  }

  @Test
  void a_section_written_without_keys_is_written() {
    assertThat(problemsOf(Field.section("inner", INNER, "n"), Nodes.nothing("inner")))
        .containsExactly("f.yaml:2:5: top.inner.name: is required: who");
  }

  @Test
  void a_map_of_texts_takes_free_keys_and_texts_only() {
    Field<Map<String, String>> field = Field.textMap("tags", "n");

    assertThat(readWithProblems(field, Nodes.mapping("tags", Nodes.mapping("any", "x"))).get(field))
        .containsEntry("any", "x");
    assertThat(problemsOf(field, Nodes.mapping("tags", Nodes.mapping("a", "x", "b", 1L))))
        .containsExactly("f.yaml:3:5: top.tags.b: must be a text");
    assertThat(problemsOf(field, Nodes.mapping("tags", Nodes.mapping("a", Nodes.list()))))
        .containsExactly("f.yaml:9:9: top.tags.a: must be a text");
    assertThat(problemsOf(field, Nodes.mapping("tags", "x")))
        .containsExactly("f.yaml:2:5: top.tags: must be a section of keys, found \"x\"");
    assertThatThrownBy(
            () ->
                readWithProblems(field, Nodes.mapping("tags", Nodes.mapping("a", "x")))
                    .get(field)
                    .clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_map_of_choices_takes_free_keys_and_words_alone_or_with_a_number() {
    Field<Map<String, Choice>> field = Field.choiceMap("n", List.of("mean", "constant"), "n");
    ConfigNode written =
        Nodes.mapping(
            "a", "mean", "b", Nodes.mapping("constant", 7L), "c", Nodes.mapping("constant", 0.5));

    assertThat(problemsOf(field, Nodes.mapping("n", written))).isEmpty();
    assertThat(readWithProblems(field, Nodes.mapping("n", written)).get(field))
        .containsExactly(
            Map.entry("a", Choice.of("mean")),
            Map.entry("b", Choice.of("constant", 7)),
            Map.entry("c", Choice.of("constant", 0.5)));
  }

  @Test
  void a_map_of_choices_refuses_other_words_and_other_forms_at_their_place() {
    Field<?> field = Field.choiceMap("n", List.of("mean", "constant"), "n");
    String form = "must be a word, or one word with a number, word: number";

    for (ConfigNode wrong :
        List.of(
            Nodes.mapping("constant", "x"),
            Nodes.mapping("constant", 1L, "mean", 2L),
            Nodes.mapping())) {
      assertThat(problemsOf(field, Nodes.mapping("n", Nodes.mapping("a", wrong))))
          .singleElement()
          .asString()
          .endsWith("top.n.a: " + form);
    }
    assertThat(problemsOf(field, Nodes.mapping("n", Nodes.mapping("a", "maen"))))
        .singleElement()
        .asString()
        .endsWith(
            "top.n.a: \"maen\" is not available; available: mean, constant; did you mean \"mean\"?");
    assertThat(
            problemsOf(field, Nodes.mapping("n", Nodes.mapping("a", Nodes.mapping("constnt", 1L)))))
        .singleElement()
        .asString()
        .contains("top.n.a: \"constnt\" is not available");
    assertThat(problemsOf(field, Nodes.mapping("n", "mean")))
        .containsExactly("f.yaml:2:5: top.n: must be a section of keys, found \"mean\"");
  }

  @Test
  void unknown_keys_come_first_and_at_the_key() {
    assertThat(problemsOf(Field.text("name", null, "n"), Nodes.mapping("zzz", 1L, "nme", 2L)))
        .containsExactly(
            "f.yaml:2:1: top.zzz: unknown key",
            "f.yaml:3:1: top.nme: unknown key; did you mean \"name\"?");
  }

  @Test
  void the_whole_file_must_be_a_section() {
    Problems problems = new Problems();
    INNER.read(Nodes.list(), "", problems);

    assertThat(problems.all().get(0))
        .hasToString("f.yaml:9:9: : must be a section of keys, found a list");
  }
}
