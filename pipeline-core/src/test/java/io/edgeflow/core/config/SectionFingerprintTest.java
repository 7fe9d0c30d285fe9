package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SectionFingerprintTest {
  private static final FieldTable ITEM =
      FieldTable.of(
          Field.text("type", null, "which").mandatory(),
          Field.text("title", "none", "shown").presentation(),
          Field.secret("token", "sent"));

  private static final FieldTable TABLE =
      FieldTable.of(
          Field.integer("epochs", 20, 1, 100, "passes"),
          Field.number("rate", 0.5, 0, 1, "step"),
          Field.seconds("pause", Duration.ofSeconds(5), 0, 10, "wait"),
          Field.text("name", null, "only when written"),
          Field.text("path", "a.csv", "where the rows lie").input(),
          Field.section("limits", FieldTable.of(Field.number("least", 0.9, 0, 1, "gate")), "gate")
              .limit(),
          Field.section("inner", FieldTable.of(Field.flag("on", true, "switch")), "nested"),
          Field.textMap("reasons", "free"),
          Field.sections("items", ITEM, "list"));

  @Test
  void it_is_canonical_json_of_every_value_without_a_mark() {
    assertThat(of(Map.of()))
        .isEqualTo(
            "{\"epochs\":20,\"inner\":{\"on\":true},\"items\":[],\"pause\":5.0,\"rate\":0.5,"
                + "\"reasons\":{}}");
  }

  @Test
  void a_written_default_is_no_difference() {
    assertThat(of(Map.of("epochs", 20, "inner.on", true))).isEqualTo(of(Map.of()));
  }

  @Test
  void marked_keys_are_left_out_at_every_depth() {
    Map<String, ?> written =
        Map.of(
            "path",
            "b.csv",
            "limits.least",
            0.5,
            "items",
            List.of(Map.of("type", "x", "title", "Shown", "token", "s3cret")));

    assertThat(of(written))
        .isEqualTo(of(Map.of("items", List.of(Map.of("type", "x")))))
        .contains("\"items\":[{\"type\":\"x\"}]");
  }

  @Test
  void each_key_follows_its_mark() {
    new MarkedKeys(TABLE, (section, problems) -> section.fingerprint())
        .change("epochs", 21)
        .change("rate", 0.25)
        .change("pause", 1)
        .change("name", "n")
        .change("path", "b.csv")
        .change("limits.least", 0.5)
        .change("inner.on", false)
        .change("reasons", Map.of("a", "b"))
        .change("items.type", items("type", "x"), items("type", "y"))
        .change("items.title", items("type", "x"), items("type", "x", "title", "t"))
        .change("items.token", items("type", "x"), items("type", "x", "token", "t"))
        .assertEveryKeyChanged();
  }

  @Test
  void a_fingerprint_that_forgets_a_key_or_a_case_that_is_missing_is_found() {
    MarkedKeys forgetful = new MarkedKeys(TABLE, (section, problems) -> "always the same");

    assertThatThrownBy(() -> forgetful.change("epochs", 21)).hasMessageContaining("epochs");
    assertThatThrownBy(forgetful::assertEveryKeyChanged).hasMessageContaining("items.type");
  }

  @Test
  void a_key_that_no_code_reads_is_found() {
    ReadKeys keys =
        new ReadKeys(
                TABLE,
                (section, problems) -> {
                  section.integer("epochs");
                  section.sections("items").forEach(item -> item.text("type"));
                })
            .read(items("type", "x"));

    keys.assertAllRead(
        "inner.on",
        "items.title",
        "items.token",
        "limits.least",
        "name",
        "path",
        "pause",
        "rate",
        "reasons");
    assertThatThrownBy(keys::assertAllRead).hasMessageContaining("inner.on");
  }

  @Test
  void a_misspelt_key_is_refused_by_every_question() {
    Section section = TABLE.defaults();

    assertThatThrownBy(() -> section.integer("epoch")).hasMessageContaining("No field epoch");
    assertThatThrownBy(() -> section.isWritten("epoch")).hasMessageContaining("No field epoch");
    assertThatThrownBy(() -> section.locationOf("epoch")).hasMessageContaining("epoch");
  }

  private static Map<String, ?> items(Object... keysAndValues) {
    Map<String, Object> item = new java.util.LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      item.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return Map.of("items", List.of(item));
  }

  private static String of(Map<String, ?> values) {
    Problems problems = new Problems();
    Section section = TABLE.read(ConfigValues.byKey(values), "", problems);
    problems.throwIfAny();
    return section.fingerprint();
  }
}
