package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SectionFingerprintTest {
  private static final Field<String> TYPE = Field.text("type", null, "which").mandatory();
  private static final FieldTable ITEM =
      FieldTable.of(
          TYPE, Field.text("title", "none", "shown").presentation(), Field.secret("token", "sent"));

  private static final Field<Integer> EPOCHS = Field.integer("epochs", 20, 1, 100, "passes");
  private static final Field<List<Section>> ITEMS = Field.sections("items", ITEM, "list");

  private static final FieldTable TABLE =
      FieldTable.of(
          EPOCHS,
          Field.number("rate", 0.5, 0, 1, "step"),
          Field.seconds("pause", Duration.ofSeconds(5), 0, 10, "wait"),
          Field.text("name", null, "only when written"),
          Field.text("path", "a.csv", "where the rows lie").input(),
          Field.section("limits", FieldTable.of(Field.number("least", 0.9, 0, 1, "gate")), "gate")
              .limit(),
          Field.section("inner", FieldTable.of(Field.flag("on", true, "switch")), "nested"),
          Field.textMap("reasons", "free"),
          ITEMS);

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
    assertSeen(true, Map.of("epochs", 21), Map.of("rate", 0.25), Map.of("pause", 1));
    assertSeen(true, Map.of("name", "n"), Map.of("inner.on", false), Map.of("reasons.a", "b"));
    assertSeen(true, items("type", "x"), items("type", "y"));
    assertSeen(false, Map.of("path", "b.csv"), Map.of("limits.least", 0.5));
    assertThat(of(items("type", "x", "title", "t"))).isEqualTo(of(items("type", "x")));
    assertThat(of(items("type", "x", "token", "t"))).isEqualTo(of(items("type", "x")));
  }

  /** Whether each of these differs from a section without keys. */
  @SafeVarargs
  private static void assertSeen(boolean seen, Map<String, ?>... written) {
    for (Map<String, ?> values : written) {
      assertThat(!of(values).equals(of(Map.of()))).as(values.toString()).isEqualTo(seen);
    }
  }

  @Test
  void a_key_that_no_code_reads_is_found() {
    ReadKeys keys =
        new ReadKeys(
                TABLE,
                (section, problems) -> {
                  section.get(EPOCHS);
                  section.get(ITEMS).forEach(item -> item.get(TYPE));
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
