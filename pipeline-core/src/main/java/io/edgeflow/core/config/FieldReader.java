package io.edgeflow.core.config;

import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a section by its table; every problem is collected. */
final class FieldReader {
  private static final Location NOWHERE = Location.of("defaults");

  /** Beyond so many places of a name, it is too common to tell which was meant. */
  private static final int MOST_PLACES = 3;

  private final FieldTable table;
  private final String path;
  private final Problems problems;
  private final Consumer<String> onRead;
  private final @Nullable FieldReader outer;
  private final ScalarReader scalars;

  /**
   * A reader for the section at a path.
   *
   * @param onRead told each key that the sections are asked for later, by its dotted path
   */
  FieldReader(FieldTable table, String path, Problems problems, Consumer<String> onRead) {
    this(table, path, problems, onRead, null);
  }

  private FieldReader(
      FieldTable table,
      String path,
      Problems problems,
      Consumer<String> onRead,
      @Nullable FieldReader outer) {
    this.table = table;
    this.path = path;
    this.problems = problems;
    this.onRead = onRead;
    this.outer = outer;
    this.scalars = new ScalarReader(problems);
  }

  private FieldReader inner(Field<?> field, String key, Problems found) {
    return new FieldReader(tableOf(field), key, found, onRead, this);
  }

  Section section(@Nullable ConfigNode node) {
    Mapping mapping = asMapping(node);
    FieldTable chosen = table.chosenBy(mapping);
    // Without a provider, which is told, any other key may be right.
    if (table.isChosenBy(mapping)) {
      mapping.entries().forEach((key, entry) -> refuseUnknown(chosen, key, entry));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Location> places = new LinkedHashMap<>();
    for (Field<?> field : chosen.fields()) {
      Entry entry = mapping.entries().get(field.name());
      Object value = entry == null ? absent(field, mapping) : present(field, entry);
      if (value != null) {
        values.put(field.name(), value);
      }
      places.put(field.name(), entry == null ? mapping.location() : entry.value().location());
    }
    return new Section(path, chosen, values, places, mapping.entries().keySet(), onRead);
  }

  private Mapping asMapping(@Nullable ConfigNode node) {
    return node == null || (node instanceof Scalar scalar && scalar.value() == null)
        ? Mapping.empty(node == null ? NOWHERE : node.location())
        : asMapping(path, node);
  }

  private Mapping asMapping(String key, ConfigNode node) {
    if (node instanceof Mapping mapping) {
      return mapping;
    }
    problems.add(
        node.location(), key, "must be a section of keys, found " + ScalarReader.shown(node));
    return Mapping.empty(node.location());
  }

  private void refuseUnknown(FieldTable chosen, String key, Entry entry) {
    if (chosen.find(key) == null) {
      List<String> owners = table.variantsWith(key);
      problems.add(
          entry.keyLocation(),
          nested(key),
          owners.isEmpty()
              ? "unknown key" + guess(chosen, key)
              : "belongs to " + chooserOf(table) + " " + String.join(", ", owners));
    }
  }

  /** A key that is spelled alike, or else the very key in another place. */
  private String guess(FieldTable chosen, String key) {
    String alike = Problems.didYouMean(key, chosen.names());
    return alike.isEmpty() ? Problems.didYouMean(elsewhere(key)) : alike;
  }

  /** Where a key of that name belongs, within the nearest section around this one that has any. */
  private List<String> elsewhere(String key) {
    List<String> places = table.placesOf(key);
    if (places.isEmpty()) {
      return outer == null ? List.of() : outer.elsewhere(key);
    }
    return places.size() > MOST_PLACES ? List.of() : places.stream().map(this::nested).toList();
  }

  private static String chooserOf(FieldTable table) {
    return table.chooser().map(Field::name).orElse("");
  }

  private @Nullable Object absent(Field<?> field, Mapping mapping) {
    if (field.required()) {
      problems.add(mapping.location(), nested(field.name()), "is required: " + field.doc());
    }
    if (field.type() == FieldType.SECTION) {
      // The nested section's required keys count only when the section itself is written.
      Problems ignored = new Problems();
      return inner(field, nested(field.name()), ignored).section(null);
    }
    return field.defaultValue();
  }

  private @Nullable Object present(Field<?> field, Entry entry) {
    ConfigNode node = entry.value();
    String key = nested(field.name());
    return switch (field.type()) {
      case SECTION -> inner(field, key, problems).section(node);
      case SECTIONS -> sections(field, key, node);
      case SECTION_MAP -> sectionMap(field, key, node);
      case TEXT_MAP -> textMap(key, node);
      case CHOICE_MAP -> choiceMap(field, key, node);
      case TEXTS, INTEGERS, NUMBERS -> list(field, key, node);
      default -> {
        Object value = scalars.scalar(field, key, node);
        yield value == null ? field.defaultValue() : value;
      }
    };
  }

  private List<Section> sections(Field<?> field, String key, ConfigNode node) {
    List<Section> sections = new ArrayList<>();
    int index = 0;
    for (ConfigNode item : items(key, node)) {
      String itemKey = key + "[" + index++ + "]";
      sections.add(inner(field, itemKey, problems).section(item));
    }
    return List.copyOf(sections);
  }

  private Map<String, Section> sectionMap(Field<?> field, String key, ConfigNode node) {
    Map<String, Section> sections = new LinkedHashMap<>();
    if (node instanceof Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (name, entry) ->
                  sections.put(
                      name, inner(field, key + "." + name, problems).section(entry.value())));
    } else {
      problems.add(
          node.location(), key, "must be a section of keys, found " + ScalarReader.shown(node));
    }
    return Collections.unmodifiableMap(sections);
  }

  private List<Object> list(Field<?> field, String key, ConfigNode node) {
    List<Object> values = new ArrayList<>();
    int index = 0;
    for (ConfigNode item : items(key, node)) {
      Object value = scalars.scalar(field, key + "[" + index++ + "]", item);
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  private List<ConfigNode> items(String key, ConfigNode node) {
    if (node instanceof Sequence sequence) {
      return sequence.items();
    }
    problems.add(node.location(), key, "must be a list, found " + ScalarReader.shown(node));
    return List.of();
  }

  private Map<String, String> textMap(String key, ConfigNode node) {
    Map<String, String> values = new LinkedHashMap<>();
    asMapping(key, node)
        .entries()
        .forEach(
            (name, entry) -> {
              if (entry.value() instanceof Scalar scalar && scalar.value() instanceof String text) {
                values.put(name, text);
              } else {
                problems.add(entry.value().location(), key + "." + name, "must be a text");
              }
            });
    return Collections.unmodifiableMap(values);
  }

  private Map<String, Choice> choiceMap(Field<?> field, String key, ConfigNode node) {
    Map<String, Choice> values = new LinkedHashMap<>();
    asMapping(key, node)
        .entries()
        .forEach(
            (name, entry) -> {
              Choice choice = scalars.choice(field, key + "." + name, entry.value());
              if (choice != null) {
                values.put(name, choice);
              }
            });
    return Collections.unmodifiableMap(values);
  }

  private String nested(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static FieldTable tableOf(Field<?> field) {
    return field.table().orElseThrow(() -> new IllegalStateException("No table: " + field));
  }
}
