package io.edgeflow.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes for a value of a field, before its default, unit and meaning.
 *
 * @param min the smallest number; durations in seconds; equal to the largest when any goes
 * @param max the largest number
 * @param words those that are allowed, and what they stand for
 * @param providers whose ids are the words
 * @param table of the nested sections
 */
record FieldValues(
    FieldType type,
    double min,
    double max,
    Words words,
    @Nullable Providers<?> providers,
    @Nullable FieldTable table) {
  static FieldValues of(FieldType type) {
    return new FieldValues(type, 0, 0, Words.ANY, null, null);
  }

  static FieldValues of(FieldType type, double min, double max) {
    return new FieldValues(type, min, max, Words.ANY, null, null);
  }

  static FieldValues of(FieldType type, Words words) {
    return new FieldValues(type, 0, 0, words, null, null);
  }

  static FieldValues of(FieldType type, FieldTable table) {
    return new FieldValues(type, 0, 0, Words.ANY, null, table);
  }

  /** See {@link Field#written}. */
  Object written(String name, Object value) {
    return switch (type) {
      case INTEGER -> ((Integer) value).longValue();
      case SECONDS -> ((Duration) value).toNanos() / 1e9;
      case SECRET -> ((Secret) value).reveal();
      case PATH -> value.toString();
      case TEXT -> words.word(value);
      case TEXTS -> ((List<?>) value).stream().map(words::word).toList();
      case INTEGERS -> ((List<?>) value).stream().map(n -> ((Integer) n).longValue()).toList();
      case CHOICE_MAP -> Choice.written((Map<?, ?>) value);
      case SECTION, SECTION_MAP, SECTIONS ->
          throw new IllegalArgumentException(name + " is a section");
      default -> value;
    };
  }
}
