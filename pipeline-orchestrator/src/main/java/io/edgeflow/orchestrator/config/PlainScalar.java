package io.edgeflow.orchestrator.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an unquoted scalar means: YAML 1.2's core schema, minus its odd corners. {@code yes}, {@code
 * on}, {@code 010}, {@code .inf} and {@code 1_000} are texts, which a field that wants a number or
 * a truth value refuses.
 */
final class PlainScalar {
  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");

  private PlainScalar() {}

  /** A Long, Double, Boolean, String, or null for nothing. */
  static @Nullable Object typed(String text) {
    return switch (text) {
      case "", "~", "null" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> number(text);
    };
  }

  private static Object number(String text) {
    if (INTEGER.matcher(text).matches()) {
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException e) {
        return text;
      }
    }
    if (NUMBER.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      return Double.isInfinite(value) ? text : (Object) value;
    }
    return text;
  }
}
