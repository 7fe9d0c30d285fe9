package io.edgeflow.orchestrator.reference;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Provider;
import io.edgeflow.core.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What people read of a field. */
final class FieldText {
  private static final double SHORTEST = 1e-4;

  private FieldText() {}

  /** The sentence and the unit. */
  static String meaning(Field<?> field) {
    return field.unit().isEmpty() ? field.doc() : field.doc() + " (" + field.unit() + ")";
  }

  /** What a provider among a field's is. */
  static String about(Field<?> chooser, String id) {
    return chooser.providers().flatMap(all -> all.find(id)).map(Provider::description).orElse("");
  }

  /** {@code 1 to 100}, {@code at least 0}, {@code cnn, mlp}, or empty when anything goes. */
  static String values(Field<?> field) {
    return switch (field.type()) {
      case INTEGER, LONG, NUMBER, SECONDS, INTEGERS, NUMBERS -> range(field);
      case FLAG -> "true, false";
      default -> String.join(", ", field.choices());
    };
  }

  /** The default as YAML; {@code required} or {@code none} when there is none. */
  static String byDefault(Field<?> field) {
    Object value = field.writtenDefault();
    if (field.required()) {
      return "required";
    }
    return value == null ? "none" : yaml(value);
  }

  /** A value as it may be written in YAML on one line. */
  static String yaml(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(FieldText::yaml).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Duration duration) {
      return text(duration.toNanos() / 1e9);
    }
    if (value instanceof Double number) {
      return text(number);
    }
    return value instanceof String text ? text : Json.text(value);
  }

  /** A whole number as a Long, so that it shows no decimal point; any other as a Double. */
  static Number number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE;
    return whole ? (Number) (long) value : (Number) value;
  }

  /** {@code 20}, {@code 0.0001}, {@code 1e-9}. */
  static String text(double value) {
    String exact = number(value).toString();
    return Math.abs(value) >= SHORTEST
        ? new BigDecimal(exact).stripTrailingZeros().toPlainString()
        : exact.replace(".0E", "e").replace('E', 'e');
  }

  private static String range(Field<?> field) {
    boolean least = field.min() > -Float.MAX_VALUE;
    boolean most = field.max() < Float.MAX_VALUE;
    if (least && most) {
      return text(field.min()) + " to " + text(field.max());
    }
    return least ? "at least " + text(field.min()) : most ? "at most " + text(field.max()) : "";
  }
}
