package io.edgeflow.core.config;

import io.edgeflow.core.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The checked values of one section. Asking for a field that is not of its table, or of the
 * provider chosen in it, is a programming error.
 */
public final class Section {
  private final String path;
  private final FieldTable table;
  private final Map<String, Object> values;
  private final Map<String, Location> places;
  private final Set<String> written;
  private final Consumer<String> onRead;

  Section(
      String path,
      FieldTable table,
      Map<String, Object> values,
      Map<String, Location> places,
      Set<String> written,
      Consumer<String> onRead) {
    this.path = path;
    this.table = table;
    this.values = Map.copyOf(values);
    this.places = Map.copyOf(places);
    this.written = Set.copyOf(written);
    this.onRead = onRead;
  }

  /** The section's dotted name. */
  public String path() {
    return path;
  }

  /** Its fields, those of the chosen provider included. */
  public FieldTable table() {
    return table;
  }

  /**
   * A value.
   *
   * @throws IllegalStateException if the key is neither written nor has a default; see {@link
   *     #find}
   */
  public <T> T get(Field<T> field) {
    return find(field)
        .orElseThrow(() -> new IllegalStateException("No value for " + keyOf(field.name())));
  }

  /** A value, empty when neither written nor defaulted. */
  @SuppressWarnings("unchecked")
  public <T> Optional<T> find(Field<T> field) {
    requireKnown(field);
    onRead.accept(keyOf(field.name()));
    return Optional.ofNullable((T) values.get(field.name()));
  }

  /** Whether every key that must be there has a value, those of the chosen provider included. */
  public boolean isComplete() {
    return table.fields().stream()
        .allMatch(field -> !field.required() || values.containsKey(field.name()));
  }

  /** Whether the file itself gives this key. */
  public boolean isWritten(Field<?> field) {
    requireKnown(field);
    return written.contains(field.name());
  }

  /** Where the key's value stands, or the section when absent. */
  public Location locationOf(Field<?> field) {
    requireKnown(field);
    return Objects.requireNonNull(places.get(field.name()), field.name());
  }

  /** Adds a problem at one of this section's keys, for contradictions between keys. */
  public void refuse(Problems problems, Field<?> field, String message) {
    problems.add(locationOf(field), keyOf(field.name()), message);
  }

  /** The section without some of its keys, for a result that does not depend on them. */
  public Section without(Field<?>... fields) {
    Map<String, Object> rest = new LinkedHashMap<>(values);
    for (Field<?> field : fields) {
      requireKnown(field);
      rest.remove(field.name());
    }
    return new Section(path, table, rest, places, written, onRead);
  }

  /** The classes of the providers chosen here and in the sections below, each once, in order. */
  public Set<Class<?>> providers() {
    Set<Class<?>> classes = new LinkedHashSet<>();
    for (Field<?> field : table.fields()) {
      Object value = values.get(field.name());
      if (value instanceof Provider provider) {
        classes.add(provider.getClass());
      } else if (value instanceof Section section) {
        classes.addAll(section.providers());
      } else if (field.type() == FieldType.SECTIONS && value instanceof List<?> list) {
        list.forEach(each -> classes.addAll(((Section) each).providers()));
      }
    }
    return classes;
  }

  /**
   * Canonical JSON of every value, written or defaulted, that a result depends on: all but the keys
   * with a {@link FieldMark} other than RESULT, nested sections and lists of them included. Equal
   * for a key that is left out and one written with its default.
   */
  public String fingerprint() {
    return Json.text(result());
  }

  private Map<String, Object> result() {
    Map<String, Object> parts = new TreeMap<>();
    for (Field<?> field : table.fields()) {
      Object value = values.get(field.name());
      if (value != null && field.mark() == FieldMark.RESULT) {
        parts.put(field.name(), result(field, value));
      }
    }
    return parts;
  }

  private static Object result(Field<?> field, Object value) {
    return switch (field.type()) {
      case SECTION -> ((Section) value).result();
      case SECTION_MAP -> {
        Map<String, Object> sections = new TreeMap<>();
        ((Map<?, ?>) value)
            .forEach((key, each) -> sections.put((String) key, ((Section) each).result()));
        yield sections;
      }
      case SECTIONS -> ((List<?>) value).stream().map(each -> ((Section) each).result()).toList();
      default -> field.written(value);
    };
  }

  private void requireKnown(Field<?> field) {
    if (table.find(field.name()) != field) {
      throw new IllegalArgumentException("No such field " + field + " in \"" + path + "\"");
    }
  }

  private String keyOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
