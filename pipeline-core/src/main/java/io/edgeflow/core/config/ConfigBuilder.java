package io.edgeflow.core.config;

import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import io.edgeflow.core.error.PipelineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A configuration in code: what a file would say, key by key, checked as the file is. A field is
 * found at any depth, so that the sections on the way to it need not be named; what is not set has
 * its default.
 *
 * <pre>{@code
 * TrainConfig config = TrainConfig.builder()
 *     .set(TrainConfig.EPOCHS, 5)
 *     .set(TrainConfig.LEARNING_RATE, 0.01)
 *     .build();
 * }</pre>
 *
 * @param <C> what is built
 */
public final class ConfigBuilder<C> {
  private static final Location PLACE = Location.of("builder");

  private final FieldTable table;
  private final BiFunction<Mapping, Problems, C> reader;
  private final Map<String, Object> values = new LinkedHashMap<>();

  private ConfigBuilder(FieldTable table, BiFunction<Mapping, Problems, C> reader) {
    this.table = table;
    this.reader = reader;
  }

  /**
   * A builder of what is read from sections of a table.
   *
   * @param reader gets the section as a file would have it; the problems it adds are thrown
   */
  public static <C> ConfigBuilder<C> of(FieldTable table, BiFunction<Mapping, Problems, C> reader) {
    return new ConfigBuilder<>(table, reader);
  }

  /**
   * Gives a key its value, in place of an earlier one.
   *
   * @throws IllegalArgumentException if the field is not of this configuration, stands in it more
   *     than once, or is a section
   */
  public <T> ConfigBuilder<C> set(Field<T> field, T value) {
    return put(field, node(field, value));
  }

  /** Appends a section to a list of sections. */
  public ConfigBuilder<C> add(
      Field<List<Section>> field, Consumer<ConfigBuilder<Section>> content) {
    Map<String, Object> parent = parent(field);
    @SuppressWarnings("unchecked")
    List<ConfigNode> list =
        (List<ConfigNode>)
            parent.computeIfAbsent(field.name(), name -> new ArrayList<ConfigNode>());
    list.add(filled(field.table().orElseThrow(), content));
    return this;
  }

  /** Adds a section under a free key. */
  public ConfigBuilder<C> add(
      Field<Map<String, Section>> field, String key, Consumer<ConfigBuilder<Section>> content) {
    Map<String, Object> parent = parent(field);
    @SuppressWarnings("unchecked")
    Map<String, Object> sections =
        (Map<String, Object>)
            parent.computeIfAbsent(field.name(), name -> new LinkedHashMap<String, Object>());
    sections.put(key, filled(field.table().orElseThrow(), content));
    return this;
  }

  /** Fills a section that this configuration's own table does not have, such as a step's. */
  public ConfigBuilder<C> section(
      String name, FieldTable fields, Consumer<ConfigBuilder<Section>> content) {
    values.put(name, filled(fields, content));
    return this;
  }

  /**
   * Checks everything and makes the configuration.
   *
   * @throws PipelineException of kind CONFIG, naming every problem
   */
  public C build() {
    Problems problems = new Problems();
    C built = reader.apply(node(), problems);
    problems.throwIfAny();
    return built;
  }

  private static Mapping filled(FieldTable fields, Consumer<ConfigBuilder<Section>> content) {
    ConfigBuilder<Section> section = fields.builder((read, problems) -> read);
    content.accept(section);
    return section.node();
  }

  private ConfigBuilder<C> put(Field<?> field, ConfigNode value) {
    parent(field).put(field.name(), value);
    return this;
  }

  /** The values of the section that holds a field; sections on the way are made. */
  private Map<String, Object> parent(Field<?> field) {
    List<List<String>> paths = new ArrayList<>();
    collect(table, field, List.of(), paths);
    if (paths.size() != 1) {
      throw new IllegalArgumentException(
          "The key " + field + " stands " + paths.size() + " times in this configuration");
    }
    Map<String, Object> level = values;
    for (String name : paths.get(0)) {
      @SuppressWarnings("unchecked")
      Map<String, Object> next =
          (Map<String, Object>)
              level.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
      level = next;
    }
    return level;
  }

  private static void collect(
      FieldTable table, Field<?> wanted, List<String> path, List<List<String>> found) {
    if (table.find(wanted.name()) == wanted
        || table.variants().values().stream().anyMatch(v -> v.find(wanted.name()) == wanted)) {
      found.add(path);
    }
    for (Field<?> field : table.fields()) {
      if (field.type() == FieldType.SECTION) {
        List<String> inner = new ArrayList<>(path);
        inner.add(field.name());
        collect(field.table().orElseThrow(), wanted, inner, found);
      }
    }
  }

  private Mapping node() {
    return mapping(values);
  }

  private static Mapping mapping(Map<?, ?> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    values.forEach((name, value) -> entries.put((String) name, new Entry(PLACE, asNode(value))));
    return new Mapping(PLACE, entries);
  }

  private static ConfigNode asNode(Object value) {
    if (value instanceof ConfigNode node) {
      return node;
    }
    if (value instanceof Map<?, ?> section) {
      return mapping(section);
    }
    if (value instanceof List<?> list) {
      return new Sequence(PLACE, list.stream().map(ConfigBuilder::asNode).toList());
    }
    return new Scalar(PLACE, value, String.valueOf(value));
  }

  private static ConfigNode node(Field<?> field, Object value) {
    return field.type() == FieldType.SECRET
        ? new Scalar(PLACE, field.written(value), value.toString())
        : asNode(field.written(value));
  }
}
