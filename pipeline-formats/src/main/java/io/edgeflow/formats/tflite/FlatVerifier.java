package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.tflite.FlatForm.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Follows every distance of a TFLite file before anything is read by it, since the classes of the
 * flatbuffers library do not look where one leads. Parts may be shared, as our own writer shares
 * zero points; how much is read in all is bounded by the file's length nevertheless, so that a
 * small file cannot claim to be a large one.
 */
public final class FlatVerifier {
  private static final String IDENTIFIER = "TFL3";
  private static final int SMALLEST = 32;
  private static final int LEAST_TABLE = 4;

  /** How often the bytes of a file are read at most. */
  private static final int MOST_READS = 16;

  private final ByteBuffer file;
  private final Function<String, PipelineException> damaged;
  private long left;

  private FlatVerifier(byte[] bytes, Function<String, PipelineException> damaged) {
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.damaged = damaged;
    this.left = (long) MOST_READS * bytes.length;
  }

  /**
   * Checks that a file is a flatbuffer of TFLite's schema.
   *
   * @param damaged the error for what was found
   */
  public static void verify(byte[] bytes, Function<String, PipelineException> damaged) {
    boolean marked =
        bytes.length >= SMALLEST
            && new String(bytes, Integer.BYTES, IDENTIFIER.length(), StandardCharsets.ISO_8859_1)
                .equals(IDENTIFIER);
    if (!marked) {
      throw damaged.apply("no TFL3 identifier");
    }
    FlatVerifier verifier = new FlatVerifier(bytes, damaged);
    verifier.table(verifier.target(0), FlatForm.MODEL);
  }

  /** A table: the distance back to its list of places, then its fields, each at its place. */
  private void table(int at, FlatForm form) {
    requireWithin(at, LEAST_TABLE);
    long places = (long) at - file.getInt(at);
    requireWithin(places, LEAST_TABLE);
    int listed = Short.toUnsignedInt(file.getShort((int) places));
    int size = Short.toUnsignedInt(file.getShort((int) places + Short.BYTES));
    require(listed >= LEAST_TABLE && listed % Short.BYTES == 0, "a table without places");
    requireWithin(places, listed);
    require(size >= LEAST_TABLE, "a table without room");
    requireWithin(at, size);
    spend((long) listed + size);
    int fields = (listed - LEAST_TABLE) / Short.BYTES;
    for (int i = 0; i < fields; i++) {
      int place = Short.toUnsignedInt(file.getShort((int) places + LEAST_TABLE + i * Short.BYTES));
      if (place != 0) {
        boolean known = i < form.fields().size();
        int bytes = known ? form.fields().get(i).inTable() : 1;
        require(place >= LEAST_TABLE && place + bytes <= size, "a field outside its table");
        if (known) {
          field(at, at + place, i, form);
        }
      }
    }
    if (form.equals(FlatForm.BUFFER)) {
      requireWithinFlatbuffer(at, (int) places, fields);
    }
  }

  private void field(int table, int at, int number, FlatForm form) {
    Field field = form.fields().get(number);
    switch (field.kind()) {
      case NUMBER -> {}
      case TEXT -> text(target(at));
      case NUMBERS -> list(target(at), field.bytes());
      case TABLE -> table(target(at), field.form());
      case OPTIONS -> table(target(at), FlatForm.options(byteField(table, number - 1)));
      case TABLES -> {
        int elements = target(at);
        int count = list(elements, Integer.BYTES);
        for (int i = 1; i <= count; i++) {
          table(target(elements + i * Integer.BYTES), field.form());
        }
      }
    }
  }

  /** The value of a byte field that was checked already, 0 where it is not there. */
  private byte byteField(int table, int number) {
    int place = place(table - file.getInt(table), number);
    return place == 0 ? 0 : file.get(table + place);
  }

  private int place(int places, int number) {
    int entry = LEAST_TABLE + number * Short.BYTES;
    return entry < Short.toUnsignedInt(file.getShort(places))
        ? Short.toUnsignedInt(file.getShort(places + entry))
        : 0;
  }

  /** Where a distance leads. */
  private int target(int at) {
    requireWithin(at, Integer.BYTES);
    long target = at + Integer.toUnsignedLong(file.getInt(at));
    requireWithin(target, Integer.BYTES);
    return (int) target;
  }

  /** A list: the number of its elements, which is given, then these. */
  private int list(int at, int bytes) {
    long count = Integer.toUnsignedLong(file.getInt(at));
    requireWithin(at + (long) Integer.BYTES, count * bytes);
    spend(Integer.BYTES + count * bytes);
    return (int) count;
  }

  private void text(int at) {
    int bytes = list(at, 1);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(file.slice(at + Integer.BYTES, bytes));
    } catch (CharacterCodingException e) {
      throw damaged.apply("a text that is none");
    }
  }

  /** A distance of 1 stands for none as well, by the schema. */
  private void requireWithinFlatbuffer(int table, int places, int fields) {
    int place = fields > 1 ? place(places, 1) : 0;
    require(
        place == 0 || Long.compareUnsigned(file.getLong(table + place), 1) <= 0,
        "weights behind the flatbuffer");
  }

  private void spend(long bytes) {
    left -= bytes;
    require(left >= 0, "parts that are shared more than a file has");
  }

  private void requireWithin(long at, long bytes) {
    require(
        at >= 0 && bytes >= 0 && at <= file.limit() - bytes,
        "a distance that leads outside the file");
  }

  private void require(boolean holds, String found) {
    if (!holds) {
      throw damaged.apply(found);
    }
  }
}
