package io.edgeflow.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one section, in one visible place; reading checks everything and collects every
 * problem.
 *
 * <pre>{@code
 * static final FieldTable FIELDS = FieldTable.of(
 *     Field.integer("epochs", 20L, 1, 10_000, "passes over the training split"),
 *     Field.number("learning_rate", 0.001, 1e-9, 10, "Adam step size"));
 * Section section = FIELDS.read(node, "model_training.training", problems);
 * int epochs = section.integer("epochs");
 * }</pre>
 */
public final class FieldTable {
  private final Map<String, Field> fields;

  private FieldTable(Map<String, Field> fields) {
    this.fields = Collections.unmodifiableMap(fields);
  }

  /** A table of the given fields; names must differ. */
  public static FieldTable of(Field... fields) {
    Map<String, Field> byName = new LinkedHashMap<>();
    for (Field field : fields) {
      if (byName.put(field.name(), field) != null) {
        throw new IllegalArgumentException("Two fields named " + field.name());
      }
    }
    return new FieldTable(byName);
  }

  /** This table and more fields; names must differ. */
  public FieldTable plus(List<Field> more) {
    List<Field> all = new ArrayList<>(fields.values());
    all.addAll(more);
    return of(all.toArray(new Field[0]));
  }

  /** The fields in order. */
  public List<Field> fields() {
    return List.copyOf(fields.values());
  }

  /**
   * Reads a section. Wrong values are reported and replaced by their default, so that reading goes
   * on and later problems are found too.
   *
   * @param node the section, or null when absent
   * @param path its dotted name, for messages; empty for the whole file
   */
  public Section read(@Nullable ConfigNode node, String path, Problems problems) {
    return new FieldReader(path, problems, key -> {}).section(this, node);
  }

  /** The defaults alone. */
  public Section defaults() {
    return read(null, "", new Problems());
  }

  /** The field of a key, empty when there is none. */
  public Optional<Field> field(String name) {
    return Optional.ofNullable(find(name));
  }

  @Nullable Field find(String name) {
    return fields.get(name);
  }

  java.util.Set<String> names() {
    return fields.keySet();
  }
}
