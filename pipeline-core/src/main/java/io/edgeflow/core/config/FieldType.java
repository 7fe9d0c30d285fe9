package io.edgeflow.core.config;

/** What values a key takes, and the Java class it is read as. */
public enum FieldType {
  /** A whole number, read as {@code Integer}. */
  INTEGER("whole number"),
  /** A whole number of up to 64 bits, read as {@code Long}. */
  LONG("whole number"),
  /** A number, read as {@code Double}. */
  NUMBER("number"),
  /** {@code true} or {@code false}; never {@code yes}. */
  FLAG("true or false"),
  /** A text, or one of the words that stand for a value or a provider. */
  TEXT("text"),
  /** A path of a file or a folder, read as {@code Path}. */
  PATH("path"),
  /** A text that is never shown, read as {@link Secret}. */
  SECRET("secret text"),
  /** Seconds as a number, read as {@code Duration}. */
  SECONDS("seconds"),
  /** A list of texts or words. */
  TEXTS("list of texts"),
  /** A list of whole numbers, read as {@code List<Integer>}. */
  INTEGERS("list of whole numbers"),
  /** A list of numbers, read as {@code List<Double>}. */
  NUMBERS("list of numbers"),
  /** Free keys with text values, read as {@code Map<String, String>}. */
  TEXT_MAP("texts by free keys"),
  /** Free keys with a word each, which a number may follow, read as {@code Map<String, Choice>}. */
  CHOICE_MAP("words by free keys"),
  /** A nested section, read as {@link Section}. */
  SECTION("section"),
  /** Nested sections by free keys, read as {@code Map<String, Section>}. */
  SECTION_MAP("sections by free keys"),
  /** A list of nested sections, read as {@code List<Section>}. */
  SECTIONS("list of sections");

  private final String words;

  FieldType(String words) {
    this.words = words;
  }

  /** What a reader of the documentation is told. */
  public String words() {
    return words;
  }

  /** What stands between a section and a key of it, such as {@code [0].} of the first of a list. */
  public String below() {
    return switch (this) {
      case SECTIONS -> "[0].";
      case SECTION_MAP -> ".NAME.";
      default -> ".";
    };
  }
}
