package io.edgeflow.formats.tflite;

import java.util.List;
import org.tensorflow.lite.schema.BuiltinOptions;

/**
 * What the fields of a table of TFLite's schema are, in their order; those behind the ones that are
 * listed are not looked at, nor read.
 */
record FlatForm(List<Field> fields) {
  private static final Field BYTE = Field.number(1);
  private static final Field INT = Field.number(Integer.BYTES);
  private static final Field LONG = Field.number(Long.BYTES);
  private static final Field BYTES = Field.numbers(1);
  private static final Field INTS = Field.numbers(Integer.BYTES);
  private static final Field LONGS = Field.numbers(Long.BYTES);

  /** Of a table whose fields are all numbers, of sizes that nobody says. */
  static final FlatForm NUMBERS = of();

  private static final FlatForm LIST = of(INTS);
  private static final FlatForm QUANTIZATION =
      of(INTS, INTS, INTS, LONGS, BYTE, Field.table(), INT);
  private static final FlatForm TENSOR =
      of(INTS, BYTE, INT, Field.TEXT, Field.table(QUANTIZATION), BYTE, Field.table(), INTS, BYTE);
  private static final FlatForm OPERATOR =
      of(INT, INTS, INTS, BYTE, Field.OPTIONS, BYTES, BYTE, BYTES, INTS, LONG, LONG);
  private static final FlatForm GRAPH =
      of(Field.tables(TENSOR), INTS, INTS, Field.tables(OPERATOR), Field.TEXT);
  private static final FlatForm CODE = of(BYTE, Field.TEXT, INT, INT);
  private static final FlatForm NOTE = of(Field.TEXT, INT);
  private static final FlatForm SIGNATURE =
      of(Field.tables(NOTE), Field.tables(NOTE), Field.TEXT, INT, INT);

  /** Of a buffer: where its bytes lie behind the flatbuffer and how many, beside those within. */
  static final FlatForm BUFFER = of(BYTES, LONG, LONG);

  /** Of the whole file. */
  static final FlatForm MODEL =
      of(
          INT,
          Field.tables(CODE),
          Field.tables(GRAPH),
          Field.TEXT,
          Field.tables(BUFFER),
          INTS,
          Field.tables(NOTE),
          Field.tables(SIGNATURE));

  FlatForm {
    fields = List.copyOf(fields);
  }

  /** What a field holds where it lies: a number, or the distance to something. */
  enum Kind {
    NUMBER,
    TEXT,
    NUMBERS,
    TABLE,
    TABLES,
    /** A table whose form the byte field before it tells. */
    OPTIONS
  }

  /**
   * A field.
   *
   * @param bytes of a number, or of each element of a list of numbers
   * @param form of a table, or of each element of a list of tables
   */
  record Field(Kind kind, int bytes, FlatForm form) {
    private static final Field TEXT = new Field(Kind.TEXT, 1, none());
    private static final Field OPTIONS = new Field(Kind.OPTIONS, 0, none());

    private static Field number(int bytes) {
      return new Field(Kind.NUMBER, bytes, none());
    }

    private static Field numbers(int bytes) {
      return new Field(Kind.NUMBERS, bytes, none());
    }

    private static Field table() {
      return table(none());
    }

    private static Field table(FlatForm form) {
      return new Field(Kind.TABLE, 0, form);
    }

    private static Field tables(FlatForm form) {
      return new Field(Kind.TABLES, 0, form);
    }

    private static FlatForm none() {
      return of();
    }

    /** The bytes that it takes in its table. */
    int inTable() {
      return kind == Kind.NUMBER ? bytes : Integer.BYTES;
    }
  }

  /** Of the options of an operator: those of two of them begin with a list. */
  static FlatForm options(byte type) {
    return type == BuiltinOptions.ReshapeOptions || type == BuiltinOptions.SqueezeOptions
        ? LIST
        : NUMBERS;
  }

  private static FlatForm of(Field... fields) {
    return new FlatForm(List.of(fields));
  }
}
