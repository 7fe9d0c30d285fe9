package io.edgeflow.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.edgeflow.core.error.PipelineException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistedFormTest {
  private record Inner(float small) {}

  private record Value(String name, double number, List<Inner> inner) {}

  private record SelfNumbered(int schema, String name) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
  @JsonSubTypes(@JsonSubTypes.Type(value = Start.class, name = "start"))
  private sealed interface Line {}

  private record Start(String at) implements Line {}

  private static final Value VALUE = new Value("a", 0.1, List.of(new Inner(0.1f)));
  private static final PersistedForm<Value> TOLERANT =
      PersistedForm.tolerant("test report", Value.class, 2);
  private static final PersistedForm<Value> STRICT =
      PersistedForm.strict("test state", Value.class, 2);

  @Test
  void the_version_is_written_first_and_nothing_else_changes() {
    String plain = Json.text(VALUE);

    assertThat(TOLERANT.text(VALUE)).isEqualTo("{\"format_version\":2," + plain.substring(1));
    assertThat(TOLERANT.pretty(VALUE)).startsWith("{\n  \"format_version\" : 2,\n  \"name\"");
  }

  @Test
  void what_is_written_reads_back_from_text_bytes_and_file(@TempDir Path folder) throws Exception {
    String text = STRICT.text(VALUE);
    Path file = Files.writeString(folder.resolve("value.json"), STRICT.pretty(VALUE));

    assertThat(STRICT.read(text, "test")).isEqualTo(VALUE);
    assertThat(STRICT.read(text.getBytes(StandardCharsets.UTF_8), "test")).isEqualTo(VALUE);
    assertThat(STRICT.read(file)).isEqualTo(VALUE);
  }

  @Test
  void an_object_without_a_version_is_of_version_1() {
    assertThat(STRICT.read(Json.text(VALUE), "test")).isEqualTo(VALUE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 3, 1000})
  void an_unknown_version_is_refused_by_name(int version) {
    String text = "{\"unheard_of\":[{}],\"format_version\":" + version + "}";

    for (PersistedForm<Value> form : List.of(STRICT, TOLERANT)) {
      assertThatThrownBy(() -> form.read(text, "some.json"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("Unknown version of the test ")
          .hasMessageContaining("found: format_version " + version)
          .hasMessageContaining("limit: versions 1 to 2")
          .hasMessageContaining("where: some.json")
          .hasMessageContaining("remedy: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "2.0", "null", "true", "[2]", "99999999999"})
  void a_version_that_is_no_whole_number_is_refused(String version) {
    String text = TOLERANT.text(VALUE).replace("version\":2", "version\":" + version);

    assertThatThrownBy(() -> TOLERANT.read(text, "some.json"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a valid test report")
        .hasMessageContaining("some.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"name\":", "{\"format_version\":2"})
  void something_else_is_refused_by_the_name_of_the_form(String text) {
    assertThatThrownBy(() -> TOLERANT.read(text, "some.json"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("some.json");
  }

  @Test
  void an_unknown_field_is_ignored_by_the_tolerant_and_refused_by_the_strict() {
    String top = STRICT.text(VALUE).replace("\"name\"", "\"later\":{\"a\":[1]},\"name\"");
    String nested = STRICT.text(VALUE).replace("\"small\"", "\"later\":1,\"small\"");
    String versionInside =
        STRICT.text(VALUE).replace("\"small\"", "\"format_version\":2,\"small\"");

    for (String text : List.of(top, nested, versionInside)) {
      assertThat(TOLERANT.read(text, "test")).isEqualTo(VALUE);
      assertThatThrownBy(() -> STRICT.read(text, "test"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("Not a valid test state")
          .hasMessageContaining(text.equals(versionInside) ? "format_version" : "later");
    }
  }

  @Test
  void a_form_may_have_its_version_as_a_field() {
    PersistedForm<SelfNumbered> form =
        PersistedForm.strict("test statement", SelfNumbered.class, 1).withKey("schema");
    SelfNumbered value = new SelfNumbered(1, "a");

    assertThat(form.text(value)).isEqualTo(Json.text(value));
    assertThat(form.read(form.text(value), "test")).isEqualTo(value);
    assertThatThrownBy(() -> form.read("{\"schema\":2,\"name\":\"a\"}", "test"))
        .hasMessageContaining("found: schema 2")
        .hasMessageContaining("limit: version 1");
    assertThatThrownBy(
            () -> form.read("{\"schema\":1,\"name\":\"a\",\"format_version\":1}", "test"))
        .hasMessageContaining("format_version");
    assertThatThrownBy(() -> form.text(new SelfNumbered(2, "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_strict_form_of_several_cases_knows_its_version_in_any_place() {
    PersistedForm<Line> form = PersistedForm.strict("test line", Line.class, 2);
    Line start = new Start("now");

    assertThat(form.text(start)).startsWith("{\"format_version\":2,\"event\":\"start\"");
    assertThat(form.read(form.text(start), "test")).isEqualTo(start);
    assertThat(form.read("{\"event\":\"start\",\"at\":\"now\",\"format_version\":1}", "test"))
        .isEqualTo(start);
    assertThatThrownBy(() -> form.read("{\"event\":\"start\",\"at\":\"now\",\"later\":1}", "test"))
        .hasMessageContaining("later");
  }

  @Test
  void an_older_shape_is_brought_up_to_date() {
    PersistedForm<Value> form =
        PersistedForm.strict("test state", Value.class, 2)
            .upgrading(1, Inner.class, old -> new Value("old", old.small(), List.of()));

    assertThat(form.read("{\"small\":0.5}", "test")).isEqualTo(new Value("old", 0.5, List.of()));
    assertThat(form.read("{\"format_version\":1,\"small\":0.5}", "test").name()).isEqualTo("old");
    assertThat(form.read(form.text(VALUE), "test")).isEqualTo(VALUE);
    assertThatThrownBy(() -> form.read(form.text(VALUE).replace(":2,", ":1,"), "test"))
        .hasMessageContaining("Not a valid test state");
  }

  @Test
  void an_older_value_that_cannot_be_brought_up_to_date_is_refused_with_the_reason() {
    PersistedForm<Value> form =
        PersistedForm.strict("test state", Value.class, 2)
            .upgrading(
                1,
                Inner.class,
                old -> {
                  throw new IllegalArgumentException("too small");
                });

    assertThatThrownBy(() -> form.read("{\"small\":0}", "old.json"))
        .isInstanceOf(PipelineException.class)
        .hasMessage("Not a valid test state document\n  found: too small\n  where: old.json");
  }

  @Test
  void a_form_of_plain_fields_keeps_all_of_them() {
    PersistedForm<Map<String, Object>> form = PersistedForm.fields("test fields", 3);

    assertThat(form.read(form.text(Map.of("a", 1)), "test"))
        .isEqualTo(Map.of("format_version", 3, "a", 1));
    assertThatThrownBy(() -> form.read("{\"format_version\":4}", "test"))
        .hasMessageContaining("Unknown version of the test fields");
  }

  @Test
  void a_tolerant_form_of_its_own_reads_what_it_writes() {
    PersistedForm<Inner> form = PersistedForm.tolerant("test part", Inner.class, 1);

    assertThat(form.read(form.text(new Inner(1)), "test")).isEqualTo(new Inner(1));
  }

  @Test
  void lines_of_several_versions_may_stand_in_one_file(@TempDir Path folder) {
    JsonLines lines = new JsonLines(folder.resolve("lines.jsonl"));
    lines.append(VALUE);
    lines.append(TOLERANT, VALUE);

    assertThat(lines.read(TOLERANT)).containsExactly(VALUE, VALUE);

    lines.append(Map.of("format_version", 3));
    assertThatThrownBy(() -> lines.read(TOLERANT)).hasMessageContaining("found: format_version 3");
  }
}
