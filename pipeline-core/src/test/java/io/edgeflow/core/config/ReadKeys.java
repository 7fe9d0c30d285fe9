package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Finds the keys of a table that no code reads. (A key that code reads and the table lacks throws
 * by itself.)
 *
 * <pre>{@code
 * new ReadKeys(TrainConfig.FIELDS, TrainConfig::from)
 *     .read(Map.of())
 *     .assertAllRead();
 * }</pre>
 */
public final class ReadKeys {
  private final FieldTable table;
  private final BiConsumer<Section, Problems> reader;
  private final Set<String> read = new TreeSet<>();

  /** For a table and the code that reads its sections. */
  public ReadKeys(FieldTable table, BiConsumer<Section, Problems> reader) {
    this.table = table;
    this.reader = reader;
  }

  /** Lets the code read a section of values by dotted key, which must have no problem. */
  public ReadKeys read(Map<String, ?> values) {
    Problems problems = new Problems();
    FieldReader fields = new FieldReader(table, "", problems, this::note);
    reader.accept(fields.section(ConfigValues.byKey(values)), problems);
    problems.throwIfAny();
    return this;
  }

  /** Fails when a key was in no section read so far. */
  public void assertAllRead(String... exceptions) {
    Set<String> unread = TableKeys.of(table);
    unread.removeAll(read);
    assertThat(unread).as("keys of the table that no code reads").containsExactly(exceptions);
  }

  private void note(String key) {
    read.add(key.replaceAll("\\[\\d+]", ""));
  }
}
