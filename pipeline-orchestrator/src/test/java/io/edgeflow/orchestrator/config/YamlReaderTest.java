package io.edgeflow.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import io.edgeflow.core.config.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  private final Problems problems = new Problems();

  @Test
  void places_are_file_line_and_column_from_one() {
    Mapping root = mapping("a:\n  b: 1\n  c: [x,  y]\n");

    Mapping a = (Mapping) root.entries().get("a").value();
    assertThat(root.entries().get("a").keyLocation()).hasToString("w.yaml:1:1");
    assertThat(a.entries().get("b").value().location()).hasToString("w.yaml:2:6");
    Sequence c = (Sequence) a.entries().get("c").value();
    assertThat(c.items().get(1).location()).hasToString("w.yaml:3:11");
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "no",
        "on",
        "off",
        "True",
        "010",
        "0x1F",
        "0o17",
        "1_000",
        ".inf",
        ".nan",
        "1.",
        ".5",
        "12:30",
        "99999999999999999999",
        "1e999",
        "2026-11-21",
        "v1"
      })
  void what_is_not_plainly_a_number_or_a_truth_value_is_a_text(String written) {
    assertThat(value(written)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-7,-7", "+3,3", "9223372036854775807,9223372036854775807"})
  void whole_numbers_are_longs(String written, long expected) {
    assertThat(value(written)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0.5,0.5", "-1.25,-1.25", "1e-4,1.0e-4", "3E2,300.0"})
  void other_numbers_are_doubles(String written, double expected) {
    assertThat(value(written)).isEqualTo(expected);
  }

  @Test
  void quoted_scalars_are_texts_whatever_they_hold() {
    assertThat(value("\"5\"")).isEqualTo("5");
    assertThat(value("'true'")).isEqualTo("true");
    assertThat(value("''")).isEqualTo("");
  }

  @Test
  void nothing_is_null() {
    assertThat(value("")).isNull();
    assertThat(value("~")).isNull();
    assertThat(value("null")).isNull();
  }

  @Test
  void a_key_that_is_given_twice_is_a_problem_at_the_second_place() {
    mapping("a: 1\nb: 2\na: 3\n");

    assertThat(problems.all())
        .singleElement()
        .hasToString("w.yaml:3:1: a: is given twice, first at w.yaml:1:1");
  }

  @Test
  void aliases_stand_for_what_they_name() {
    Mapping root = mapping("a: &x {b: 1}\nc: *x\n");

    assertThat(root.entries().get("c").value()).isEqualTo(root.entries().get("a").value());
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void an_anchor_that_contains_itself_is_refused() {
    mapping("a: &x [1, *x]\n");

    assertThat(problems.all())
        .singleElement()
        .asString()
        .contains("anchors that contain themselves");
  }

  @Test
  void aliases_that_explode_are_refused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a"
              + i
              + ": &a"
              + i
              + " ["
              + String.join(", ", List.of(alias, alias, alias, alias, alias, alias, alias, alias))
              + "]\n");
    }

    mapping(bomb.toString());

    assertThat(problems.all()).isNotEmpty();
  }

  @Test
  void tags_are_refused() {
    mapping("a: !!int 5\nb: !thing {}\n");

    assertThat(problems.all())
        .hasSize(2)
        .allSatisfy(p -> assertThat(p.toString()).contains("tags"));
  }

  @Test
  void text_that_is_not_yaml_is_a_problem_with_its_line() {
    ConfigNode root = new YamlReader("w.yaml", null, problems).read("a: 1\nb: [1, 2\nc: 3\n");

    assertThat(root).isInstanceOf(Mapping.class);
    assertThat(problems.all())
        .singleElement()
        .asString()
        .startsWith("w.yaml:3:")
        .contains("not YAML");
  }

  @Test
  void two_documents_are_refused() {
    mapping("a: 1\n---\nb: 2\n");

    assertThat(problems.all()).singleElement().asString().contains("not YAML");
  }

  private Mapping mapping(String text) {
    return (Mapping) new YamlReader("w.yaml", null, problems).read(text);
  }

  private Object value(String written) {
    return ((Scalar) mapping("a: " + written + "\n").entries().get("a").value()).value();
  }
}
