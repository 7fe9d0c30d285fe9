package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.json.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
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

  private static @Nullable Object plain(String key, ConfigNode value, @Nullable FieldTable table) {
    Field<?> field = table == null ? null : find(table, key);
    if (field == null) {
      return plain(value, null);
    }
    return field.type() == Field.Type.SECRET
        ? new Secret("").toString()
        : plain(value, field.table().orElse(null));
  }

  /** A setting may leave out who is chosen: what is a secret of any provider is taken for one. */
  private static @Nullable Field<?> find(FieldTable table, String key) {
    List<Field<?>> found =
        Stream.concat(Stream.of(table), table.variants().values().stream())
            .flatMap(each -> each.field(key).stream())
            .toList();
    return found.stream()
        .filter(field -> field.type() == Field.Type.SECRET)
        .findFirst()
        .orElseGet(() -> found.isEmpty() ? null : found.get(0));
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
