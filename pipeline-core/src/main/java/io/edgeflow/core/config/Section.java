package io.edgeflow.core.config;

import io.edgeflow.core.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The checked values of one section. Asking for a key that its table lacks is a programming error.
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

  /** Whether the file itself gives this key. */
  public boolean isWritten(String name) {
    requireKnown(name);
    return written.contains(name);
  }

  /** Where the key's value stands, or the section when absent. */
  public Location locationOf(String name) {
    return Objects.requireNonNull(places.get(name), name);
  }

  /** Adds a problem at one of this section's keys, for contradictions between keys. */
  public void refuse(Problems problems, String name, String message) {
    problems.add(locationOf(name), keyOf(name), message);
  }

  /** A whole number. */
  public int integer(String name) {
    return Math.toIntExact(get(name, Long.class));
  }

  /** A whole number of 64 bits. */
  public long integer64(String name) {
    return get(name, Long.class);
  }

  /** A number. */
  public double number(String name) {
    return get(name, Double.class);
  }

  /** A number, absent when neither written nor defaulted. */
  public Optional<Double> optionalNumber(String name) {
    return find(name, Double.class);
  }

  /** A whole number, absent when neither written nor defaulted. */
  public Optional<Long> optionalInteger(String name) {
    return find(name, Long.class);
  }

  /** A truth value. */
  public boolean flag(String name) {
    return get(name, Boolean.class);
  }

  /** A text. */
  public String text(String name) {
    return get(name, String.class);
  }

  /** A text, absent when neither written nor defaulted. */
  public Optional<String> optionalText(String name) {
    return find(name, String.class);
  }

  /** A secret, absent when not written. */
  public Optional<Secret> secret(String name) {
    return find(name, Secret.class);
  }

  /** A duration. */
  public Duration duration(String name) {
    return get(name, Duration.class);
  }

  /** A duration, absent when neither written nor defaulted. */
  public Optional<Duration> optionalDuration(String name) {
    return find(name, Duration.class);
  }

  /** A list of texts. */
  @SuppressWarnings("unchecked")
  public List<String> texts(String name) {
    return (List<String>) get(name, List.class);
  }

  /** A list of whole numbers. */
  @SuppressWarnings("unchecked")
  public List<Long> integers(String name) {
    return (List<Long>) get(name, List.class);
  }

  /** Free keys with their texts. */
  @SuppressWarnings("unchecked")
  public Map<String, String> textMap(String name) {
    return (Map<String, String>) get(name, Map.class);
  }

  /** A nested section; its defaults when absent. */
  public Section section(String name) {
    return get(name, Section.class);
  }

  /** A list of nested sections. */
  @SuppressWarnings("unchecked")
  public List<Section> sections(String name) {
    return (List<Section>) get(name, List.class);
  }

  private <T> T get(String name, Class<T> type) {
    return find(name, type)
        .orElseThrow(() -> new IllegalStateException("No value for " + path + "." + name));
  }

  /**
   * Canonical JSON of every value, written or defaulted, that a result depends on: all but the keys
   * with a {@link Field.Mark} other than RESULT, nested sections and lists of them included. Equal
   * for a key that is left out and one written with its default.
   */
  public String fingerprint() {
    return Json.text(result());
  }

  private Map<String, Object> result() {
    Map<String, Object> parts = new TreeMap<>();
    for (Field field : table.fields()) {
      Object value = values.get(field.name());
      if (value != null && field.mark() == Field.Mark.RESULT) {
        parts.put(field.name(), result(value));
      }
    }
    return parts;
  }

  private static Object result(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Section::result).toList();
    }
    return value instanceof Section section ? section.result() : value;
  }

  private <T> Optional<T> find(String name, Class<T> type) {
    requireKnown(name);
    onRead.accept(keyOf(name));
    @Nullable Object value = values.get(name);
    return Optional.ofNullable(value).map(type::cast);
  }

  private void requireKnown(String name) {
    if (table.find(name) == null) {
      throw new IllegalArgumentException("No field " + name + " in " + path);
    }
  }

  private String keyOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
