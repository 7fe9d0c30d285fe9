package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SectionTest {
  private static final FieldTable INNER =
      FieldTable.of(Field.text("name", "nobody", "who"), Field.integer("age", null, 0, 150, "y"));
  private static final FieldTable TABLE =
      FieldTable.of(
          Field.integer("count", 3L, 0, Long.MAX_VALUE, "n"),
          Field.integer("maybe_count", null, 0, 9, "n"),
          Field.number("rate", 0.5, 0, 1, "n"),
          Field.number("maybe_rate", null, 0, 1, "n"),
          Field.flag("enabled", true, "n"),
          Field.text("title", "untitled", "n"),
          Field.text("maybe_title", null, "n"),
          Field.secret("token", "n"),
          Field.seconds("pause", Duration.ofMillis(1500), 0, 10, "n"),
          Field.texts("labels", List.of("x"), List.of(), "n"),
          Field.integers("sizes", List.of(1L, 2L), 0, 9, "n"),
          Field.textMap("tags", "n"),
          Field.section("inner", INNER, "n"),
          Field.sections("people", INNER, "n"));

  private static Section read(ConfigNode node) {
    Problems problems = new Problems();
    Section section = TABLE.read(node, "top", problems);
    assertThat(problems.all()).isEmpty();
    return section;
  }

  private static Section written() {
    return read(
        Nodes.mapping(
            "count",
            5_000_000_000L,
            "maybe_count",
            4L,
            "rate",
            0.25,
            "maybe_rate",
            1L,
            "enabled",
            false,
            "title",
            "t",
            "maybe_title",
            "m",
            "token",
            "hunter2",
            "pause",
            0.001,
            "labels",
            Nodes.list("b", "a"),
            "sizes",
            Nodes.list(9L),
            "tags",
            Nodes.mapping("k2", "v2", "k1", "v1"),
            "inner",
            Nodes.mapping("name", "ann"),
            "people",
            Nodes.list(Nodes.mapping("name", "bob"), Nodes.mapping("age", 3L))));
  }

  @Test
  void what_is_written_is_read_as_its_java_type() {
    Section section = written();

    assertThat(section.integer64("count")).isEqualTo(5_000_000_000L);
    assertThat(section.optionalInteger("maybe_count")).contains(4L);
    assertThat(section.integer("maybe_count")).isEqualTo(4);
    assertThat(section.number("rate")).isEqualTo(0.25);
    assertThat(section.optionalNumber("maybe_rate")).contains(1.0);
    assertThat(section.flag("enabled")).isFalse();
    assertThat(section.text("title")).isEqualTo("t");
    assertThat(section.optionalText("maybe_title")).contains("m");
    assertThat(section.secret("token").orElseThrow().reveal()).isEqualTo("hunter2");
    assertThat(section.duration("pause")).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void lists_maps_and_nested_sections_keep_their_order() {
    Section section = written();

    assertThat(section.texts("labels")).containsExactly("b", "a");
    assertThat(section.integers("sizes")).containsExactly(9L);
    assertThat(section.textMap("tags"))
        .containsExactly(Map.entry("k2", "v2"), Map.entry("k1", "v1"));
    assertThat(section.section("inner").text("name")).isEqualTo("ann");
    assertThat(section.sections("people"))
        .extracting(person -> person.text("name"))
        .containsExactly("bob", "nobody");
    assertThat(section.sections("people").get(1).integer("age")).isEqualTo(3);
  }

  @Test
  void what_is_absent_reads_as_its_default_or_as_absent() {
    Section section = read(Nodes.mapping());

    assertThat(section.integer("count")).isEqualTo(3);
    assertThat(section.optionalInteger("maybe_count")).isEmpty();
    assertThat(section.optionalNumber("maybe_rate")).isEmpty();
    assertThat(section.optionalText("maybe_title")).isEmpty();
    assertThat(section.secret("token")).isEmpty();
    assertThat(section.flag("enabled")).isTrue();
    assertThat(section.duration("pause")).isEqualTo(Duration.ofMillis(1500));
    assertThat(section.texts("labels")).containsExactly("x");
    assertThat(section.integers("sizes")).containsExactly(1L, 2L);
    assertThat(section.textMap("tags")).isEmpty();
    assertThat(section.section("inner").text("name")).isEqualTo("nobody");
    assertThat(section.sections("people")).isEmpty();
  }

  @Test
  void sections_know_their_dotted_names() {
    Section section = written();

    assertThat(section.path()).isEqualTo("top");
    assertThat(section.section("inner").path()).isEqualTo("top.inner");
    assertThat(section.sections("people").get(1).path()).isEqualTo("top.people[1]");
    assertThat(TABLE.read(Nodes.mapping(), "", new Problems()).section("inner").path())
        .isEqualTo("inner");
  }

  @Test
  void only_keys_of_the_file_count_as_written() {
    Section section = read(Nodes.mapping("rate", 0.5));

    assertThat(section.isWritten("rate")).isTrue();
    assertThat(section.isWritten("count")).isFalse();
    assertThat(section.section("inner").isWritten("name")).isFalse();
  }

  @Test
  void a_key_has_its_place_and_an_absent_one_its_sections() {
    Section section = read(Nodes.mapping("rate", 0.5));

    assertThat(section.locationOf("rate")).hasToString("f.yaml:2:5");
    assertThat(section.locationOf("count")).hasToString("f.yaml:1:1");
    assertThat(TABLE.defaults().locationOf("count")).hasToString("defaults");
    assertThatThrownBy(() -> section.locationOf("none")).hasMessageContaining("none");
  }

  @Test
  void contradictions_between_keys_are_refused_at_their_place() {
    Problems problems = new Problems();
    read(Nodes.mapping("rate", 0.5)).refuse(problems, "rate", "contradicts count");
    TABLE.read(Nodes.mapping("rate", 0.5), "", new Problems()).refuse(problems, "count", "no");

    assertThat(problems.all())
        .extracting(Problems.Problem::toString)
        .containsExactly("f.yaml:2:5: top.rate: contradicts count", "f.yaml:1:1: count: no");
  }

  @Test
  void asking_for_a_key_that_the_table_lacks_is_a_programming_error() {
    Section section = read(Nodes.mapping());

    assertThatThrownBy(() -> section.text("none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No field none in top");
    assertThatThrownBy(() -> section.optionalText("none"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void asking_for_a_value_that_may_be_absent_as_if_it_were_there_fails_by_name() {
    Section section = read(Nodes.mapping());

    assertThatThrownBy(() -> section.text("maybe_title"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No value for top.maybe_title");
  }

  @Test
  void asking_for_another_type_fails() {
    assertThatThrownBy(() -> read(Nodes.mapping()).text("count"))
        .isInstanceOf(ClassCastException.class);
  }

  @Test
  void a_number_beyond_32_bits_is_never_cut() {
    assertThatThrownBy(() -> written().integer("count")).isInstanceOf(ArithmeticException.class);
  }
}
