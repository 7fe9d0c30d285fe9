package io.edgeflow.core.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A word of a {@link Field#choiceMap}, alone or with a number: {@code hashing: 16}. */
public record Choice(String word, OptionalDouble number) {
  /** A word alone. */
  public static Choice of(String word) {
    return new Choice(word, OptionalDouble.empty());
  }

  /** A word with a number. */
  public static Choice of(String word, double number) {
    return new Choice(word, OptionalDouble.of(number));
  }

  /** The map in the form that a file has. */
  static Map<String, Object> written(Map<?, ?> choices) {
    Map<String, Object> written = new LinkedHashMap<>();
    choices.forEach((key, choice) -> written.put((String) key, ((Choice) choice).written()));
    return written;
  }

  private Object written() {
    return number.isEmpty() ? word : Map.of(word, number.getAsDouble());
  }
}
