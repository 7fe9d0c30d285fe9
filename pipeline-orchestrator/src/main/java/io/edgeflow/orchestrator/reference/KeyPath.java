package io.edgeflow.orchestrator.reference;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldMark;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.FieldType;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A key's place in a table.
 *
 * @param name dotted, with {@code [0]} behind each list of sections on the way; what {@code --set}
 *     takes
 * @param mark its own, or else that of the section it is in
 * @param owner the setting beside it that must choose the provider which has this key, such as
 *     {@code type: slack}; empty for a key that is always there
 */
record KeyPath(String name, Field<?> field, FieldMark mark, String owner) {
  private static final int MOST_GUESSES = 3;
  private static final Set<FieldType> FREE_KEYS = Set.of(FieldType.TEXT_MAP, FieldType.CHOICE_MAP);

  /**
   * The key that somebody wrote, with or without the indexes of lists; a free key of a map is the
   * map itself. More than one where several providers have a key of this name.
   *
   * @throws PipelineException of kind CONFIG, with a suggestion, if the table has no such key
   */
  static List<KeyPath> find(FieldTable table, String written) {
    List<KeyPath> level = top(table);
    List<KeyPath> found = List.of();
    boolean free = false;
    for (String step : written.replaceAll("\\[\\d+]", "").split("\\.", -1)) {
      if (found.stream().anyMatch(path -> FREE_KEYS.contains(path.field.type()))) {
        return found;
      }
      if (found.stream().anyMatch(path -> path.field.type() == FieldType.SECTION_MAP) && !free) {
        free = true;
        continue;
      }
      free = false;
      List<KeyPath> next = level.stream().filter(path -> path.field.name().equals(step)).toList();
      if (next.isEmpty()) {
        throw unknown(table, found.isEmpty() ? "the file" : found.get(0).name, step, level);
      }
      found = next;
      level = next.stream().flatMap(path -> path.children().stream()).toList();
    }
    return found;
  }

  /** Each key below, with its place; empty unless it is a section or a list of sections. */
  List<KeyPath> children() {
    return field
        .table()
        .map(table -> children(name + field.type().below(), table, mark))
        .orElse(List.of());
  }

  /** The sections of a file. */
  static List<KeyPath> top(FieldTable table) {
    return children("", table, FieldMark.RESULT);
  }

  private static List<KeyPath> children(String prefix, FieldTable table, FieldMark outer) {
    List<KeyPath> children = new ArrayList<>();
    table.fields().forEach(field -> children.add(child(prefix, field, outer, "")));
    String chooser = table.chooser().map(Field::name).orElse("");
    table
        .variants()
        .forEach(
            (id, keys) ->
                keys.fields()
                    .forEach(
                        field -> children.add(child(prefix, field, outer, chooser + ": " + id))));
    return children;
  }

  private static KeyPath child(String prefix, Field<?> field, FieldMark outer, String owner) {
    FieldMark mark = field.mark() == FieldMark.RESULT ? outer : field.mark();
    return new KeyPath(prefix + field.name(), field, mark, owner);
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

  private static PipelineException unknown(
      FieldTable table, String section, String name, List<KeyPath> level) {
    String guess =
        Problems.didYouMean(name, level.stream().map(path -> path.field.name()).toList());
    List<String> elsewhere = table.placesOf(name).stream().limit(MOST_GUESSES).toList();
    return PipelineException.config(
            "There is no key \""
                + name
                + "\" in "
                + section
                + (elsewhere.isEmpty() ? guess : Problems.didYouMean(elsewhere)))
        .remedy("edgeflow explain lists the sections, edgeflow explain SECTION its keys")
        .build();
  }
}
