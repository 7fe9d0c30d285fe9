package io.edgeflow.orchestrator.reference;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A key's place in a table.
 *
 * @param name dotted, with {@code [0]} behind each list of sections on the way; what {@code --set}
 *     takes
 * @param mark its own, or else that of the section it is in
 */
record KeyPath(String name, Field<?> field, Field.Mark mark) {
  private static final int MOST_GUESSES = 3;

  /**
   * The key that somebody wrote, with or without the indexes of lists; a free key of a {@code
   * TEXT_MAP} is the map itself.
   *
   * @throws PipelineException of kind CONFIG, with a suggestion, if the table has no such key
   */
  static KeyPath find(FieldTable table, String written) {
    List<KeyPath> level = top(table);
    KeyPath found = null;
    for (String step : written.replaceAll("\\[\\d+]", "").split("\\.", -1)) {
      if (found != null && found.field.type() == Field.Type.TEXT_MAP) {
        return found;
      }
      KeyPath next = named(level, step);
      if (next == null) {
        throw unknown(table, found == null ? "the file" : found.name, step, level);
      }
      found = next;
      level = next.children();
    }
    return Objects.requireNonNull(found);
  }

  /** Each key below, with its place; empty unless it is a section or a list of sections. */
  List<KeyPath> children() {
    String item = field.type() == Field.Type.SECTIONS ? "[0]." : ".";
    return children(name + item, field.keys(), mark);
  }

  /** The sections of a file. */
  static List<KeyPath> top(FieldTable table) {
    return children("", table.fields(), Field.Mark.RESULT);
  }

  private static List<KeyPath> children(String prefix, List<Field<?>> fields, Field.Mark outer) {
    return fields.stream()
        .map(
            field ->
                new KeyPath(
                    prefix + field.name(),
                    field,
                    field.mark() == Field.Mark.RESULT ? outer : field.mark()))
        .toList();
  }

  /** Every key of a table at every depth, the sections themselves included. */
  static List<KeyPath> all(FieldTable table) {
    List<KeyPath> all = new ArrayList<>();
    top(table).forEach(path -> path.collect(all));
    return all;
  }

  private void collect(List<KeyPath> all) {
    all.add(this);
    children().forEach(path -> path.collect(all));
  }

  private static @Nullable KeyPath named(List<KeyPath> level, String name) {
    return level.stream().filter(path -> path.field.name().equals(name)).findFirst().orElse(null);
  }

  private static PipelineException unknown(
      FieldTable table, String section, String name, List<KeyPath> level) {
    String guess =
        Problems.didYouMean(name, level.stream().map(path -> path.field.name()).toList());
    List<String> elsewhere =
        all(table).stream()
            .filter(path -> path.field.name().equals(name))
            .map(KeyPath::name)
            .limit(MOST_GUESSES)
            .toList();
    String other =
        elsewhere.stream().collect(Collectors.joining("\" or \"", "; did you mean \"", "\"?"));
    return PipelineException.config(
            "There is no key \""
                + name
                + "\" in "
                + section
                + (elsewhere.isEmpty() ? guess : other))
        .remedy("edgeflow explain lists the sections, edgeflow explain SECTION its keys")
        .build();
  }
}
