package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Holds a fingerprint to the marks of a table: a case for each key, whose change must be seen when
 * the key has no mark, and must not when it has one. {@link Section#fingerprint()} is held to them
 * too.
 *
 * <pre>{@code
 * new MarkedKeys(FIELDS, (section, problems) -> from(section, problems).fingerprint())
 *     .change("training.epochs", 21)
 *     .change("training.huber_delta", 2.0, Map.of("training.loss", "huber"))
 *     .assertEveryKeyChanged();
 * }</pre>
 */
public final class MarkedKeys {
  private final FieldTable table;
  private final BiFunction<Section, Problems, String> fingerprint;
  private final Map<String, Boolean> marks;
  private final TreeSet<String> changed = new TreeSet<>();

  /** For a table and what makes a fingerprint of a checked section. */
  public MarkedKeys(FieldTable table, BiFunction<Section, Problems, String> fingerprint) {
    this.table = table;
    this.fingerprint = fingerprint;
    this.marks = TableKeys.inFingerprint(table);
  }

  /** Sets a key that the file leaves out. */
  public MarkedKeys change(String key, Object value) {
    return change(key, value, Map.of());
  }

  /** Sets a key of a file that has these other values. */
  public MarkedKeys change(String key, Object value, Map<String, ?> others) {
    return change(key, others, Map.of(key, value));
  }

  /** Puts {@code changes} over {@code before}; both are valid, and the key is what differs. */
  public MarkedKeys change(String key, Map<String, ?> before, Map<String, ?> changes) {
    Map<String, Object> after = new LinkedHashMap<>(before);
    after.putAll(changes);
    assertThat(marks).as("keys of the table").containsKey(key);
    boolean seen = marks.get(key);
    assertThat(!fingerprint(before).equals(fingerprint(after)))
        .as("the fingerprint sees a change of " + key)
        .isEqualTo(seen);
    assertThat(!section(before).fingerprint().equals(section(after).fingerprint()))
        .as("Section.fingerprint() sees a change of " + key)
        .isEqualTo(seen);
    changed.add(key);
    return this;
  }

  /** Fails when a key of the table has had no case. */
  public void assertEveryKeyChanged() {
    assertThat(changed).containsExactlyElementsOf(new TreeSet<>(marks.keySet()));
  }

  private String fingerprint(Map<String, ?> values) {
    Problems problems = new Problems();
    String text = fingerprint.apply(section(values), problems);
    problems.throwIfAny();
    return text;
  }

  private Section section(Map<String, ?> values) {
    Problems problems = new Problems();
    Section section = table.read(ConfigValues.byKey(values), "", problems);
    problems.throwIfAny();
    return section;
  }
}
