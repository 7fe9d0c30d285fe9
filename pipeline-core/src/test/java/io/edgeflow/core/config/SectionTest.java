package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SectionTest {
  private static final Field<String> NAME = Field.text("name", "nobody", "who");
  private static final Field<Integer> AGE = Field.integer("age", null, 0, 150, "y");
  private static final FieldTable INNER_TABLE = FieldTable.of(NAME, AGE);
  private static final Field<Long> COUNT = Field.integer64("count", 3L, 0, Long.MAX_VALUE, "n");
  private static final Field<Integer> MAYBE_COUNT = Field.integer("maybe_count", null, 0, 9, "n");
  private static final Field<Double> RATE = Field.number("rate", 0.5, 0, 1, "n");
  private static final Field<Double> MAYBE_RATE = Field.number("maybe_rate", null, 0, 1, "n");
  private static final Field<Boolean> ENABLED = Field.flag("enabled", true, "n");
  private static final Field<String> TITLE = Field.text("title", "untitled", "n");
  private static final Field<String> MAYBE_TITLE = Field.text("maybe_title", null, "n");
  private static final Field<Secret> TOKEN = Field.secret("token", "n");
  private static final Field<Duration> PAUSE =
      Field.seconds("pause", Duration.ofMillis(1500), 0, 10, "n");
  private static final Field<FieldMark> MARK =
      Field.choice(
          "mark",
          FieldMark.LIMIT,
          List.of(FieldMark.values()),
          mark -> mark.name().toLowerCase(Locale.ROOT),
          "n");
  private static final Field<List<String>> LABELS =
      Field.texts("labels", List.of("x"), List.of(), "n");
  private static final Field<List<Integer>> SIZES =
      Field.integers("sizes", List.of(1, 2), 0, 9, "n");
  private static final Field<Map<String, String>> TAGS = Field.textMap("tags", "n");
  private static final Field<Section> INNER = Field.section("inner", INNER_TABLE, "n");
  private static final Field<List<Section>> PEOPLE = Field.sections("people", INNER_TABLE, "n");
  private static final FieldTable TABLE =
      FieldTable.of(
          COUNT,
          MAYBE_COUNT,
          RATE,
          MAYBE_RATE,
          ENABLED,
          TITLE,
          MAYBE_TITLE,
          TOKEN,
          PAUSE,
          MARK,
          LABELS,
          SIZES,
          TAGS,
          INNER,
          PEOPLE);

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

    assertThat(section.get(COUNT)).isEqualTo(5_000_000_000L);
    assertThat(section.find(MAYBE_COUNT)).contains(4);
    assertThat(section.get(MAYBE_COUNT)).isEqualTo(4);
    assertThat(section.get(RATE)).isEqualTo(0.25);
    assertThat(section.find(MAYBE_RATE)).contains(1.0);
    assertThat(section.get(ENABLED)).isFalse();
    assertThat(section.get(TITLE)).isEqualTo("t");
    assertThat(section.find(MAYBE_TITLE)).contains("m");
    assertThat(section.find(TOKEN).orElseThrow().reveal()).isEqualTo("hunter2");
    assertThat(section.get(PAUSE)).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void lists_maps_and_nested_sections_keep_their_order() {
    Section section = written();

    assertThat(section.get(LABELS)).containsExactly("b", "a");
    assertThat(section.get(SIZES)).containsExactly(9);
    assertThat(section.get(TAGS)).containsExactly(Map.entry("k2", "v2"), Map.entry("k1", "v1"));
    assertThat(section.get(INNER).get(NAME)).isEqualTo("ann");
    assertThat(section.get(PEOPLE))
        .extracting(person -> person.get(NAME))
        .containsExactly("bob", "nobody");
    assertThat(section.get(PEOPLE).get(1).get(AGE)).isEqualTo(3);
  }

  @Test
  void what_is_absent_reads_as_its_default_or_as_absent() {
    Section section = read(Nodes.mapping());

    assertThat(section.get(COUNT)).isEqualTo(3);
    assertThat(section.find(MAYBE_COUNT)).isEmpty();
    assertThat(section.find(MAYBE_RATE)).isEmpty();
    assertThat(section.find(MAYBE_TITLE)).isEmpty();
    assertThat(section.find(TOKEN)).isEmpty();
    assertThat(section.get(ENABLED)).isTrue();
    assertThat(section.get(PAUSE)).isEqualTo(Duration.ofMillis(1500));
    assertThat(section.get(LABELS)).containsExactly("x");
    assertThat(section.get(SIZES)).containsExactly(1, 2);
    assertThat(section.get(TAGS)).isEmpty();
    assertThat(section.get(INNER).get(NAME)).isEqualTo("nobody");
    assertThat(section.get(PEOPLE)).isEmpty();
  }

  @Test
  void sections_know_their_dotted_names() {
    Section section = written();

    assertThat(section.path()).isEqualTo("top");
    assertThat(section.get(INNER).path()).isEqualTo("top.inner");
    assertThat(section.get(PEOPLE).get(1).path()).isEqualTo("top.people[1]");
    assertThat(TABLE.read(Nodes.mapping(), "", new Problems()).get(INNER).path())
        .isEqualTo("inner");
  }

  @Test
  void only_keys_of_the_file_count_as_written() {
    Section section = read(Nodes.mapping("rate", 0.5));

    assertThat(section.isWritten(RATE)).isTrue();
    assertThat(section.isWritten(COUNT)).isFalse();
    assertThat(section.get(INNER).isWritten(NAME)).isFalse();
  }

  @Test
  void a_key_has_its_place_and_an_absent_one_its_sections() {
    Section section = read(Nodes.mapping("rate", 0.5));

    assertThat(section.locationOf(RATE)).hasToString("f.yaml:2:5");
    assertThat(section.locationOf(COUNT)).hasToString("f.yaml:1:1");
    assertThat(TABLE.defaults().locationOf(COUNT)).hasToString("defaults");
  }

  @Test
  void contradictions_between_keys_are_refused_at_their_place() {
    Problems problems = new Problems();
    read(Nodes.mapping("rate", 0.5)).refuse(problems, RATE, "contradicts count");
    TABLE.read(Nodes.mapping("rate", 0.5), "", new Problems()).refuse(problems, COUNT, "no");

    assertThat(problems.all())
        .extracting(Problems.Problem::toString)
        .containsExactly("f.yaml:2:5: top.rate: contradicts count", "f.yaml:1:1: count: no");
  }

  @Test
  void asking_for_a_field_of_another_table_is_a_programming_error_even_if_its_name_is_known() {
    Section section = read(Nodes.mapping());
    Field<String> other = Field.text("count", "x", "n");

    assertThatThrownBy(() -> section.get(NAME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No such field name in \"top\"");
    assertThatThrownBy(() -> section.find(other)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> section.isWritten(other)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> section.locationOf(other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void asking_for_a_value_that_may_be_absent_as_if_it_were_there_fails_by_name() {
    Section section = read(Nodes.mapping());

    assertThatThrownBy(() -> section.get(MAYBE_TITLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No value for top.maybe_title");
  }

  @Test
  void a_word_is_read_as_what_it_stands_for() {
    assertThat(read(Nodes.mapping("mark", "secret")).get(MARK)).isEqualTo(FieldMark.SECRET);
    assertThat(read(Nodes.mapping()).get(MARK)).isEqualTo(FieldMark.LIMIT);
  }

  @Test
  void what_is_left_out_counts_no_more() {
    Section one = read(Nodes.mapping("rate", 0.25));
    Section other = read(Nodes.mapping("rate", 0.75));

    assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    assertThat(one.without(RATE).fingerprint()).isEqualTo(other.without(RATE).fingerprint());
  }
}
