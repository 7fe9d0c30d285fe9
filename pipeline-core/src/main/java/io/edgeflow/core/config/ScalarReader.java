package io.edgeflow.core.config;

import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values by their fields; what is wrong is collected, and read as null.
 *
 * @param problems where it is collected
 */
record ScalarReader(Problems problems) {
  /** A value, or an item of a list of values; null where it is wrong. */
  @Nullable Object scalar(Field<?> field, String key, ConfigNode node) {
    Object value = node instanceof Scalar scalar ? scalar.value() : null;
    return switch (field.type()) {
      case INTEGER, INTEGERS ->
          value instanceof Long n
              ? inRange(field, key, node, n.intValue(), n.doubleValue())
              : wrong(field, key, node, "must be a whole number");
      case LONG ->
          value instanceof Long n
              ? inRange(field, key, node, n, n.doubleValue())
              : wrong(field, key, node, "must be a whole number");
      case NUMBER, NUMBERS ->
          value instanceof Number n
              ? inRange(field, key, node, n.doubleValue(), n.doubleValue())
              : wrong(field, key, node, "must be a number");
      case SECONDS ->
          value instanceof Number n
              ? inRange(
                  field,
                  key,
                  node,
                  Duration.ofNanos(Math.round(n.doubleValue() * 1e9)),
                  n.doubleValue())
              : wrong(field, key, node, "must be a number of seconds");
      case FLAG ->
          value instanceof Boolean ? value : wrong(field, key, node, "must be true or false");
      case PATH -> {
        Path path = value instanceof String text ? path(text) : null;
        yield path == null ? wrong(field, key, node, "must be a path") : path;
      }
      case SECRET ->
          value instanceof String text
              ? new Secret(text)
              : wrong(field, key, node, "must be a text");
      default ->
          value instanceof String text
              ? inChoices(field, key, node, text)
              : wrong(field, key, node, "must be a text");
    };
  }

  private static @Nullable Path path(String text) {
    try {
      return text.isBlank() ? null : Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private @Nullable Object inRange(
      Field<?> field, String key, ConfigNode node, Object value, double number) {
    if (number >= field.min() && number <= field.max()) {
      return value;
    }
    String range = "between " + plain(field.min()) + " and " + plain(field.max());
    String unit = field.unit().isEmpty() ? "" : " " + field.unit();
    return wrong(field, key, node, "must be " + range + unit);
  }

  private @Nullable Object inChoices(Field<?> field, String key, ConfigNode node, String text) {
    Object meaning = field.words().meaning(text);
    if (meaning == null) {
      String words = String.join(", ", field.choices());
      String guess = Problems.didYouMean(text, field.choices());
      problems.add(
          node.location(), key, shown(node) + " is not available; available: " + words + guess);
    }
    return meaning;
  }

  private @Nullable Object wrong(Field<?> field, String key, ConfigNode node, String expected) {
    String found = field.type() == FieldType.SECRET ? "" : ", found " + shown(node);
    problems.add(node.location(), key, expected + found);
    return null;
  }

  /** A word, alone or with a number; null where it is wrong. */
  @Nullable Choice choice(Field<?> field, String key, ConfigNode node) {
    if (!(node instanceof Mapping mapping)) {
      Object word = scalar(field, key, node);
      return word == null ? null : Choice.of((String) word);
    }
    if (mapping.entries().size() == 1) {
      String word = mapping.entries().keySet().iterator().next();
      Entry entry = mapping.entries().get(word);
      if (entry != null
          && entry.value() instanceof Scalar scalar
          && scalar.value() instanceof Number n) {
        Object known = inChoices(field, key, new Scalar(entry.keyLocation(), word, word), word);
        return known == null ? null : Choice.of(word, n.doubleValue());
      }
    }
    problems.add(node.location(), key, "must be a word, or one word with a number, word: number");
    return null;
  }

  /** What stands there, as it is written: a variable may hold a secret. */
  static String shown(ConfigNode node) {
    if (node instanceof Scalar scalar) {
      return scalar.value() == null ? "nothing" : "\"" + scalar.written() + "\"";
    }
    return node instanceof Mapping ? "a section" : "a list";
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
