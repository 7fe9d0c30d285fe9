package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.error.PipelineException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldTableTest {
  private static final FieldTable TABLE =
      FieldTable.of(
          Field.integer("epochs", 20, 1, 100, "passes"),
          Field.number("rate", 0.1, 0, 1, "step").in("ratio"),
          Field.flag("enabled", true, "switch"),
          Field.choice("kind", "a", List.of("a", "b"), "which"),
          Field.seconds("pause", Duration.ofSeconds(5), 0, 10, "wait"),
          Field.section(
              "inner", FieldTable.of(Field.text("name", null, "n").mandatory()), "inner"));

  private static Mapping mapping(Map<String, Object> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    int line = 1;
    for (Map.Entry<String, Object> e : values.entrySet()) {
      Location place = new Location("f.yaml", line++, 1);
      entries.put(
          e.getKey(),
          new Entry(place, new Scalar(place, e.getValue(), String.valueOf(e.getValue()))));
    }
    return new Mapping(new Location("f.yaml", 1, 1), entries);
  }

  @Test
  void absent_keys_read_as_their_defaults() {
    Section section = TABLE.read(null, "top", new Problems());

    assertThat(value(section, "epochs")).isEqualTo(20);
    assertThat(value(section, "rate")).isEqualTo(0.1);
    assertThat(value(section, "enabled")).isEqualTo(true);
    assertThat(value(section, "kind")).isEqualTo("a");
    assertThat(value(section, "pause")).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void every_problem_is_reported_at_once_with_its_place() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("epoch", 3L);
    values.put("rate", 1.01);
    values.put("enabled", "yes");
    values.put("kind", "c");
    values.put("pause", "5s");
    Problems problems = new Problems();

    TABLE.read(mapping(values), "top", problems);

    assertThat(problems.all()).hasSize(5);
    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("f.yaml:1:1: top.epoch: unknown key; did you mean \"epochs\"?")
        .hasMessageContaining("top.rate: must be between 0 and 1 ratio, found \"1.01\"")
        .hasMessageContaining("top.enabled: must be true or false, found \"yes\"")
        .hasMessageContaining("\"c\" is not available; available: a, b")
        .hasMessageContaining("must be a number of seconds");
  }

  @Test
  void a_required_key_counts_only_when_its_section_is_written() {
    Problems absent = new Problems();
    TABLE.read(mapping(Map.of()), "", absent);
    assertThat(absent.all()).isEmpty();

    Problems written = new Problems();
    Mapping inner = mapping(Map.of());
    TABLE.read(
        new Mapping(inner.location(), Map.of("inner", new Entry(inner.location(), inner))),
        "",
        written);
    assertThat(written.all()).singleElement().asString().contains("inner.name: is required");
  }

  @Test
  void a_secret_shows_itself_to_nobody() {
    assertThat(new Secret("hunter2").toString()).isEqualTo("***");
    assertThat(io.edgeflow.core.json.Json.text(Map.of("k", new Secret("hunter2"))))
        .doesNotContain("hunter2");
  }

  @Test
  void two_fields_of_one_name_are_refused() {
    assertThatThrownBy(
            () -> FieldTable.of(Field.text("name", null, "n"), Field.flag("name", true, "n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Two fields named name");
  }

  @Test
  void the_fields_keep_their_order_for_the_documentation() {
    assertThat(TABLE.fields())
        .extracting(Field::name)
        .containsExactly("epochs", "rate", "enabled", "kind", "pause", "inner");
    assertThat(TABLE.names())
        .containsExactly("epochs", "rate", "enabled", "kind", "pause", "inner");
  }

  @Test
  void a_field_is_found_by_its_key() {
    assertThat(TABLE.field("rate").orElseThrow().unit()).isEqualTo("ratio");
    assertThat(TABLE.field("rates")).isEmpty();
  }

  @Test
  void the_defaults_alone_are_a_section_without_a_name() {
    Section defaults = TABLE.defaults();

    assertThat(defaults.path()).isEmpty();
    assertThat(value(defaults, "epochs")).isEqualTo(20);
    assertThat((Section) value(defaults, "inner")).extracting(Section::path).isEqualTo("inner");
  }

  private static Object value(Section section, String key) {
    return section.get(TABLE.field(key).orElseThrow());
  }
}
