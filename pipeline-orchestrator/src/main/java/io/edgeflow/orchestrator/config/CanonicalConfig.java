package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.FieldType;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.json.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A configuration's content without its layout: keys sorted, comments gone, {@code ${…}} as
 * written, secrets masked. What may be shown, tracked and hashed.
 */
final class CanonicalConfig {
  private CanonicalConfig() {}

  /** One line of JSON. */
  static String text(Mapping root, FieldTable table) {
    return Json.text(section(root, table));
  }

  /** Every value under its dotted key, for example {@code workflow.seed} → {@code 42}. */
  static SortedMap<String, String> flat(Mapping root, FieldTable table) {
    SortedMap<String, String> values = new TreeMap<>();
    flatten("", plain(root, table), values);
    return Collections.unmodifiableSortedMap(values);
  }

  private static Map<String, @Nullable Object> section(
      Mapping mapping, @Nullable FieldTable table) {
    Map<String, @Nullable Object> values = new TreeMap<>();
    mapping.entries().forEach((key, e) -> values.put(key, plain(key, e.value(), table)));
    return values;
  }

  private static @Nullable Object plain(ConfigNode node, @Nullable FieldTable table) {
    if (node instanceof Mapping mapping) {
      return section(mapping, table);
    }
    if (node instanceof Sequence list) {
      return list.items().stream()
          .map(item -> Objects.requireNonNullElse(plain(item, table), ""))
          .toList();
    }
    Scalar scalar = (Scalar) node;
    return scalar.value() instanceof String && scalar.written().contains("${")
        ? scalar.written()
        : scalar.value();
  }

  /** What is a secret of any provider is one here, whichever was chosen. */
  private static @Nullable Object plain(String key, ConfigNode value, @Nullable FieldTable table) {
    List<Field<?>> fields = table == null ? List.of() : table.named(key);
    return fields.stream().anyMatch(field -> field.type() == FieldType.SECRET)
        ? new Secret("").toString()
        : plain(value, fields.stream().flatMap(f -> f.table().stream()).findFirst().orElse(null));
  }

  private static void flatten(
      String path, @Nullable Object value, SortedMap<String, String> values) {
    if (value instanceof Map<?, ?> map) {
      String prefix = path.isEmpty() ? "" : path + ".";
      map.forEach((key, nested) -> flatten(prefix + key, nested, values));
    } else if (value != null) {
      values.put(path, value instanceof String text ? text : Json.text(value));
    }
  }
}
