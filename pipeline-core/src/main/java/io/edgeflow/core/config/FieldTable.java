package io.edgeflow.core.config;

import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one section, in one visible place; reading checks everything and collects every
 * problem. A table with a {@linkplain Field#provider provider} among its fields takes the keys of
 * the provider that a section chooses, beside its own.
 *
 * <pre>{@code
 * public static final Field<Integer> EPOCHS =
 *     Field.integer("epochs", 20, 1, 10_000, "passes over the training split");
 * static final FieldTable FIELDS = FieldTable.of(EPOCHS, LEARNING_RATE);
 * Section section = FIELDS.read(node, "model_training.training", problems);
 * int epochs = section.get(EPOCHS);
 * }</pre>
 */
public final class FieldTable {
  private final Map<String, Field<?>> fields;

  private FieldTable(Map<String, Field<?>> fields) {
    this.fields = Collections.unmodifiableMap(fields);
  }

  /** A table of the given fields; names must differ. */
  public static FieldTable of(Field<?>... fields) {
    return of(List.of(fields));
  }

  private static FieldTable of(Collection<Field<?>> fields) {
    Map<String, Field<?>> byName = new LinkedHashMap<>();
    for (Field<?> field : fields) {
      if (byName.put(field.name(), field) != null) {
        throw new IllegalArgumentException("Two fields named " + field.name());
      }
    }
    return new FieldTable(byName);
  }

  /** This table and more fields; names must differ. */
  public FieldTable plus(List<Field<?>> more) {
    List<Field<?>> all = new ArrayList<>(fields.values());
    all.addAll(more);
    return of(all);
  }

  /** The fields in order, without those of providers. */
  public List<Field<?>> fields() {
    return List.copyOf(fields.values());
  }

  /** Every field of a name: the table's own, and those of providers, chosen or not. */
  public List<Field<?>> named(String name) {
    List<Field<?>> all = new ArrayList<>();
    field(name).ifPresent(all::add);
    variants().values().forEach(keys -> keys.field(name).ifPresent(all::add));
    return all;
  }

  /**
   * The dotted place of each key of a name, at every depth, those of providers included; {@code
   * [0]} stands behind a list of sections, {@code NAME} for a free key.
   */
  public List<String> placesOf(String name) {
    Set<String> places = new LinkedHashSet<>();
    addPlaces("", name, places);
    return List.copyOf(places);
  }

  private void addPlaces(String prefix, String name, Set<String> places) {
    List<Field<?>> all = new ArrayList<>(fields.values());
    variants().values().forEach(keys -> all.addAll(keys.fields()));
    for (Field<?> field : all) {
      if (field.name().equals(name)) {
        places.add(prefix + name);
      }
      String below = prefix + field.name() + field.type().below();
      field.table().ifPresent(inner -> inner.addPlaces(below, name, places));
    }
  }

  /** The field that chooses a provider, if there is one. */
  public Optional<Field<?>> chooser() {
    return fields.values().stream().filter(field -> field.providers().isPresent()).findFirst();
  }

  /** The keys that each provider adds, by its id; empty without a {@link #chooser()}. */
  public SortedMap<String, FieldTable> variants() {
    SortedMap<String, FieldTable> variants = new TreeMap<>();
    chooser()
        .flatMap(Field::providers)
        .ifPresent(all -> all.all().forEach((id, each) -> variants.put(id, each.fields())));
    return variants;
  }

  /**
   * Reads a section. Wrong values are reported and replaced by their default, so that reading goes
   * on and later problems are found too.
   *
   * @param node the section, or null when absent
   * @param path its dotted name, for messages; empty for the whole file
   */
  public Section read(@Nullable ConfigNode node, String path, Problems problems) {
    return new FieldReader(this, path, problems, key -> {}).section(node);
  }

  /** The defaults alone. */
  public Section defaults() {
    return read(null, "", new Problems());
  }

  /**
   * A builder of what is made of a section of this table.
   *
   * @param reader makes it of the checked section; its problems are collected
   */
  public <C> ConfigBuilder<C> builder(BiFunction<Section, Problems, C> reader) {
    return ConfigBuilder.of(
        this, (node, problems) -> reader.apply(read(node, "", problems), problems));
  }

  /** The field of a key, empty when there is none. */
  public Optional<Field<?>> field(String name) {
    return Optional.ofNullable(find(name));
  }

  @Nullable Field<?> find(String name) {
    return fields.get(name);
  }

  Set<String> names() {
    return fields.keySet();
  }

  /**
   * The table of a section that is written so: this one, and the keys of its provider. A word that
   * is none gives those of the default, as its value is the default.
   */
  FieldTable chosenBy(Mapping section) {
    Map<String, FieldTable> variants = variants();
    FieldTable keys =
        variants.getOrDefault(
            word(section), variants.get(chooser().map(FieldTable::usual).orElse("")));
    return keys == null ? this : plus(keys.fields());
  }

  /** Whether a section names one of the providers, if it has to. */
  boolean isChosenBy(Mapping section) {
    return chooser().isEmpty() || variants().containsKey(word(section));
  }

  /** The ids of the providers that have a key. */
  List<String> variantsWith(String key) {
    return variants().entrySet().stream()
        .filter(variant -> variant.getValue().find(key) != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  private String word(Mapping section) {
    Field<?> chooser = chooser().orElse(null);
    Entry entry = chooser == null ? null : section.entries().get(chooser.name());
    if (entry == null) {
      return chooser == null ? "" : usual(chooser);
    }
    return entry.value() instanceof Scalar scalar ? String.valueOf(scalar.value()) : "";
  }

  private static String usual(Field<?> chooser) {
    return String.valueOf(chooser.writtenDefault());
  }
}
