package io.edgeflow.core.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of a configuration section: its type, default, range, unit and meaning.
 *
 * @param name the key
 * @param type what values it takes
 * @param defaultValue the value when absent (already of the type's Java class); null when absent
 *     means absent
 * @param min smallest number allowed (numbers and durations in seconds; length for lists)
 * @param max largest number allowed
 * @param choices the words allowed, empty when free
 * @param unit for example {@code s}, {@code degrees}, {@code ratio}; empty when none
 * @param doc one sentence
 * @param table the nested section's fields, for {@link Type#SECTION} and {@link Type#SECTIONS}
 * @param required whether the key must be there
 * @param mark what a step's cache key does with it
 */
public record Field(
    String name,
    Type type,
    @Nullable Object defaultValue,
    double min,
    double max,
    List<String> choices,
    String unit,
    String doc,
    @Nullable FieldTable table,
    boolean required,
    Mark mark) {

  /** What values a key takes, and the Java class it is read as. */
  public enum Type {
    /** A whole number, read as {@code Long}. */
    INTEGER("whole number"),
    /** A number, read as {@code Double}. */
    NUMBER("number"),
    /** {@code true} or {@code false}; never {@code yes}. */
    FLAG("true or false"),
    /** A text. */
    TEXT("text"),
    /** A text that is never shown, read as {@link Secret}. */
    SECRET("secret text"),
    /** Seconds as a number, read as {@code Duration}. */
    SECONDS("seconds"),
    /** A list of texts. */
    TEXTS("list of texts"),
    /** A list of whole numbers, read as {@code List<Long>}. */
    INTEGERS("list of whole numbers"),
    /** Free keys with text values, read as {@code Map<String, String>}. */
    TEXT_MAP("texts by free keys"),
    /** A nested section, read as {@link Section}. */
    SECTION("section"),
    /** A list of nested sections, read as {@code List<Section>}. */
    SECTIONS("list of sections");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    /** What a reader of the documentation is told. */
    public String words() {
      return words;
    }
  }

  /** What {@link Section#fingerprint()}, and so a step's cache key, does with a key. */
  public enum Mark {
    /** In the fingerprint: the step's result depends on it. The mark of a key that has no other. */
    RESULT,
    /** Left out: a gate's limit or exception. Gates judge anew each time, also a kept result. */
    LIMIT,
    /** Left out: a secret, which is never hashed. */
    SECRET,
    /** Left out: how a result is named, shown or worked out, which changes nothing of it. */
    PRESENTATION,
    /** Left out: where an input lies. The step's key has the hash of the input's content. */
    INPUT
  }

  /** Copies the choices. */
  public Field {
    choices = List.copyOf(choices);
  }

  /** A whole number within {@code [min, max]}. */
  public static Field integer(
      String name, @Nullable Long byDefault, long min, long max, String doc) {
    return plain(name, Type.INTEGER, byDefault, (double) min, (double) max, doc);
  }

  /** A number within {@code [min, max]}. */
  public static Field number(
      String name, @Nullable Double byDefault, double min, double max, String doc) {
    return plain(name, Type.NUMBER, byDefault, min, max, doc);
  }

  /** A truth value. */
  public static Field flag(String name, boolean byDefault, String doc) {
    return plain(name, Type.FLAG, byDefault, 0, 0, doc);
  }

  /** A free text. */
  public static Field text(String name, @Nullable String byDefault, String doc) {
    return plain(name, Type.TEXT, byDefault, 0, 0, doc);
  }

  /** A text that is never shown. */
  public static Field secret(String name, String doc) {
    return plain(name, Type.SECRET, null, 0, 0, doc).secret();
  }

  /** One of the given words. */
  public static Field choice(
      String name, @Nullable String byDefault, List<String> choices, String doc) {
    return new Field(name, Type.TEXT, byDefault, 0, 0, choices, "", doc, null, false, Mark.RESULT);
  }

  /** A duration in seconds within {@code [min, max]}. */
  public static Field seconds(
      String name, java.time.@Nullable Duration byDefault, double min, double max, String doc) {
    return new Field(
        name, Type.SECONDS, byDefault, min, max, List.of(), "s", doc, null, false, Mark.RESULT);
  }

  /** A list of texts, each one of {@code choices} unless that is empty. */
  public static Field texts(String name, List<String> byDefault, List<String> choices, String doc) {
    return new Field(name, Type.TEXTS, byDefault, 0, 0, choices, "", doc, null, false, Mark.RESULT);
  }

  /** A list of whole numbers, each within {@code [min, max]}. */
  public static Field integers(String name, List<Long> byDefault, long min, long max, String doc) {
    return plain(name, Type.INTEGERS, byDefault, (double) min, (double) max, doc);
  }

  /** Free keys with text values. */
  public static Field textMap(String name, String doc) {
    return plain(name, Type.TEXT_MAP, java.util.Map.of(), 0, 0, doc);
  }

  /** A nested section; absent reads as all its defaults. */
  public static Field section(String name, FieldTable table, String doc) {
    return new Field(name, Type.SECTION, null, 0, 0, List.of(), "", doc, table, false, Mark.RESULT);
  }

  /** A list of nested sections. */
  public static Field sections(String name, FieldTable table, String doc) {
    return new Field(
        name, Type.SECTIONS, List.of(), 0, 0, List.of(), "", doc, table, false, Mark.RESULT);
  }

  /** The same field, with a unit. */
  public Field in(String newUnit) {
    return new Field(
        name, type, defaultValue, min, max, choices, newUnit, doc, table, required, mark);
  }

  /** The same field, which must be there. */
  public Field mandatory() {
    return new Field(name, type, defaultValue, min, max, choices, unit, doc, table, true, mark);
  }

  /** The same field, marked as a gate's limit. */
  public Field limit() {
    return marked(Mark.LIMIT);
  }

  /** The same field, marked as a secret. */
  public Field secret() {
    return marked(Mark.SECRET);
  }

  /** The same field, marked as how a result is named, shown or worked out. */
  public Field presentation() {
    return marked(Mark.PRESENTATION);
  }

  /** The same field, marked as the place of an input whose content the step's key has. */
  public Field input() {
    return marked(Mark.INPUT);
  }

  /** The keys of a nested section or of each section of a list; empty for all other types. */
  public List<Field> keys() {
    return table == null ? List.of() : table.fields();
  }

  private Field marked(Mark newMark) {
    return new Field(
        name, type, defaultValue, min, max, choices, unit, doc, table, required, newMark);
  }

  private static Field plain(
      String name, Type type, @Nullable Object byDefault, double min, double max, String doc) {
    return new Field(name, type, byDefault, min, max, List.of(), "", doc, null, false, Mark.RESULT);
  }
}
