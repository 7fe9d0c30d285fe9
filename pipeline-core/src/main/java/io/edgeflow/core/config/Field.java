package io.edgeflow.core.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One key of a configuration section: its type, default, range, unit and meaning. Sections are read
 * and builders filled by the fields themselves, so that the compiler knows what each key holds:
 *
 * <pre>{@code
 * public static final Field<Integer> EPOCHS =
 *     Field.integer("epochs", 20, 1, 100_000, "passes over the training split");
 * int epochs = section.get(EPOCHS);
 * }</pre>
 *
 * @param <T> what a value is read as
 */
public final class Field<T> {
  private final String name;
  private final FieldValues values;
  private final Supplier<@Nullable T> byDefault;
  private final String unit;
  private final String doc;
  private final boolean required;
  private final FieldMark mark;

  private Field(
      String name,
      FieldValues values,
      Supplier<@Nullable T> byDefault,
      String unit,
      String doc,
      boolean required,
      FieldMark mark) {
    this.name = name;
    this.values = values;
    this.byDefault = byDefault;
    this.unit = unit;
    this.doc = doc;
    this.required = required;
    this.mark = mark;
  }

  /** A whole number within {@code [min, max]}. */
  public static Field<Integer> integer(
      String name, @Nullable Integer byDefault, int min, int max, String doc) {
    return field(name, FieldValues.of(FieldType.INTEGER, min, max), byDefault, doc);
  }

  /** A whole number within {@code [min, max]}, beyond 32 bits. */
  public static Field<Long> integer64(
      String name, @Nullable Long byDefault, long min, long max, String doc) {
    return field(name, FieldValues.of(FieldType.LONG, (double) min, (double) max), byDefault, doc);
  }

  /** A number within {@code [min, max]}. */
  public static Field<Double> number(
      String name, @Nullable Double byDefault, double min, double max, String doc) {
    return field(name, FieldValues.of(FieldType.NUMBER, min, max), byDefault, doc);
  }

  /** A truth value. */
  public static Field<Boolean> flag(String name, boolean byDefault, String doc) {
    return field(name, FieldValues.of(FieldType.FLAG), byDefault, doc);
  }

  /** A free text. */
  public static Field<String> text(String name, @Nullable String byDefault, String doc) {
    return field(name, FieldValues.of(FieldType.TEXT), byDefault, doc);
  }

  /** A path of a file or a folder, not blank. */
  public static Field<Path> path(String name, @Nullable Path byDefault, String doc) {
    return field(name, FieldValues.of(FieldType.PATH), byDefault, doc);
  }

  /** A text that is never shown. */
  public static Field<Secret> secret(String name, String doc) {
    Field<Secret> field = field(name, FieldValues.of(FieldType.SECRET), null, doc);
    return field.secret();
  }

  /** One of the given words. */
  public static Field<String> choice(
      String name, @Nullable String byDefault, List<String> words, String doc) {
    return choice(name, byDefault, words, Function.identity(), doc);
  }

  /** One of the given values, each written as a word. */
  public static <E> Field<E> choice(
      String name, @Nullable E byDefault, List<E> values, Function<E, String> word, String doc) {
    return field(name, FieldValues.of(FieldType.TEXT, Words.of(values, word)), byDefault, doc);
  }

  /**
   * One of the providers on the class path, written as its id. The table that this field is in
   * takes the keys of the provider that is chosen.
   *
   * @param byDefault the id of the one that is taken when none is written; null for none
   */
  public static <P extends Provider> Field<P> provider(
      String name, @Nullable String byDefault, Providers<P> providers, String doc) {
    FieldValues values =
        new FieldValues(FieldType.TEXT, 0, 0, Words.of(providers), providers, null);
    Supplier<@Nullable P> usual =
        () -> byDefault == null ? null : providers.find(byDefault).orElse(null);
    return new Field<>(name, values, usual, "", doc, false, FieldMark.RESULT);
  }

  /** A duration in seconds within {@code [min, max]}. */
  public static Field<Duration> seconds(
      String name, @Nullable Duration byDefault, double min, double max, String doc) {
    return field(name, FieldValues.of(FieldType.SECONDS, min, max), byDefault, doc).in("s");
  }

  /** A list of texts, each one of {@code words} unless that is empty. */
  public static Field<List<String>> texts(
      String name, List<String> byDefault, List<String> words, String doc) {
    return choices(name, byDefault, words, Function.identity(), doc);
  }

  /** A list of the given values, each written as a word. */
  public static <E> Field<List<E>> choices(
      String name, List<E> byDefault, List<E> values, Function<E, String> word, String doc) {
    return field(name, FieldValues.of(FieldType.TEXTS, Words.of(values, word)), byDefault, doc);
  }

  /** A list of whole numbers, each within {@code [min, max]}. */
  public static Field<List<Integer>> integers(
      String name, List<Integer> byDefault, int min, int max, String doc) {
    return field(name, FieldValues.of(FieldType.INTEGERS, min, max), byDefault, doc);
  }

  /** A list of numbers, each within {@code [min, max]}. */
  public static Field<List<Double>> numbers(
      String name, List<Double> byDefault, double min, double max, String doc) {
    return field(name, FieldValues.of(FieldType.NUMBERS, min, max), byDefault, doc);
  }

  /** Free keys with text values. */
  public static Field<Map<String, String>> textMap(String name, String doc) {
    return field(name, FieldValues.of(FieldType.TEXT_MAP), Map.of(), doc);
  }

  /** Free keys, each with one of the words, alone or with a number: {@code word: number}. */
  public static Field<Map<String, Choice>> choiceMap(String name, List<String> words, String doc) {
    return field(
        name, FieldValues.of(FieldType.CHOICE_MAP, Words.of(words, word -> word)), Map.of(), doc);
  }

  /** A nested section; absent reads as all its defaults. */
  public static Field<Section> section(String name, FieldTable table, String doc) {
    return field(name, FieldValues.of(FieldType.SECTION, table), null, doc);
  }

  /** A list of nested sections. */
  public static Field<List<Section>> sections(String name, FieldTable table, String doc) {
    return field(name, FieldValues.of(FieldType.SECTIONS, table), List.of(), doc);
  }

  /** Nested sections of one table, each under a free key. */
  public static Field<Map<String, Section>> sectionMap(String name, FieldTable table, String doc) {
    return field(name, FieldValues.of(FieldType.SECTION_MAP, table), Map.of(), doc);
  }

  /** The same field, with a unit. */
  public Field<T> in(String newUnit) {
    return new Field<>(name, values, byDefault, newUnit, doc, required, mark);
  }

  /** The same field, which must be there. */
  public Field<T> mandatory() {
    return new Field<>(name, values, byDefault, unit, doc, true, mark);
  }

  /** The same field, marked as a gate's limit. */
  public Field<T> limit() {
    return marked(FieldMark.LIMIT);
  }

  /** The same field, marked as a secret. */
  public Field<T> secret() {
    return marked(FieldMark.SECRET);
  }

  /** The same field, marked as how a result is named, shown or worked out. */
  public Field<T> presentation() {
    return marked(FieldMark.PRESENTATION);
  }

  /** The same field, marked as the place of an input whose content the step's key has. */
  public Field<T> input() {
    return marked(FieldMark.INPUT);
  }

  /** The key. */
  public String name() {
    return name;
  }

  /** What values it takes. */
  public FieldType type() {
    return values.type();
  }

  /** The value when absent; null when absent means absent. */
  public @Nullable T defaultValue() {
    return byDefault.get();
  }

  /** The default as it is written in a file; null when there is none, and for sections. */
  public @Nullable Object writtenDefault() {
    T value = values.table() == null ? byDefault.get() : null;
    return value == null ? null : written(value);
  }

  /** The smallest number allowed; durations in seconds; equal to the largest when any goes. */
  public double min() {
    return values.min();
  }

  /** The largest number allowed. */
  public double max() {
    return values.max();
  }

  /** The words allowed, empty when any text is. */
  public List<String> choices() {
    return values.words().all();
  }

  /** For example {@code s}, {@code degrees}, {@code ratio}; empty when none. */
  public String unit() {
    return unit;
  }

  /** What it means, in one sentence. */
  public String doc() {
    return doc;
  }

  /** Whether the key must be there. */
  public boolean required() {
    return required;
  }

  /** What a step's cache key does with it. */
  public FieldMark mark() {
    return mark;
  }

  /** The nested section's table, or that of each section of a list. */
  public Optional<FieldTable> table() {
    return Optional.ofNullable(values.table());
  }

  /** The fields of {@link #table()}; empty without one. */
  public List<Field<?>> keys() {
    return table().map(FieldTable::fields).orElse(List.of());
  }

  /** The providers whose ids are the words of this key, if it is such a one. */
  public Optional<Providers<?>> providers() {
    return Optional.ofNullable(values.providers());
  }

  /**
   * A value in the form that a file has: a word for what it stands for, seconds for a duration.
   *
   * @throws IllegalArgumentException for a section, which has no value of its own
   */
  Object written(Object value) {
    return values.written(name, value);
  }

  Words words() {
    return values.words();
  }

  @Override
  public String toString() {
    return name;
  }

  private Field<T> marked(FieldMark newMark) {
    return new Field<>(name, values, byDefault, unit, doc, required, newMark);
  }

  private static <T> Field<T> field(
      String name, FieldValues values, @Nullable T byDefault, String doc) {
    return new Field<>(name, values, () -> byDefault, "", doc, false, FieldMark.RESULT);
  }
}
