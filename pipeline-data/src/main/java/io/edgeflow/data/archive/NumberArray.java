package io.edgeflow.data.archive;

import io.edgeflow.core.error.PipelineException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of numbers that is read row by row: NumPy's {@code .npy} in C order, or IDX, the form of
 * MNIST; the file itself tells which, and whether it is compressed by gzip.
 *
 * @param in stands at the next row
 * @param dims sizes of its axes, the first of which counts rows
 */
record NumberArray(String name, DataInputStream in, Element element, List<Integer> dims)
    implements AutoCloseable {
  private static final int MAGIC = 4;
  private static final int MOST_HEADER = 1 << 16;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\s*\\{\\s*'descr':\\s*'([^']+)',\\s*'fortran_order':\\s*(True|False),"
              + "\\s*'shape':\\s*\\(([0-9, ]*)\\),?\\s*\\}\\s*");

  /**
   * Reads the header.
   *
   * @param name what to call it in messages
   * @throws PipelineException if it is neither of these
   */
  static NumberArray open(InputStream file, String name) throws IOException {
    try {
      DataInputStream in = new DataInputStream(Compression.plain(file));
      byte[] magic = new byte[MAGIC];
      in.readFully(magic);
      if (magic[0] == 0 && magic[1] == 0) {
        return idx(in, magic, name);
      }
      byte[] rest = new byte[2];
      in.readFully(rest);
      if (text(magic).equals("\u0093NUM") && text(rest).equals("PY")) {
        return numpy(in, name);
      }
      throw refused(name, "another form").build();
    } catch (EOFException e) {
      throw cutOff(name, "its header", e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static NumberArray idx(DataInputStream in, byte[] magic, String name) throws IOException {
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < magic[3]; i++) {
      dims.add(in.readInt());
    }
    Element element =
        Element.ofIdx(magic[2])
            .orElseThrow(() -> refused(name, "IDX of the type " + magic[2]).build());
    return checked(new NumberArray(name, in, element, List.copyOf(dims)));
  }

  private static NumberArray numpy(DataInputStream in, String name) throws IOException {
    int major = in.readUnsignedShort() >> 8;
    int length = Short.reverseBytes(in.readShort()) & 0xFFFF;
    if (major > 1) {
      length |= (Short.reverseBytes(in.readShort()) & 0xFFFF) << 16;
    }
    if (length < 0 || length > MOST_HEADER) {
      throw refused(name, "a header of " + Integer.toUnsignedString(length) + " bytes").build();
    }
    byte[] header = new byte[length];
    in.readFully(header);
    String text = text(header).strip();
    Matcher parts = HEADER.matcher(text);
    Optional<Element> element =
        parts.matches() ? Element.ofNumpy(parts.group(1)) : Optional.empty();
    if (element.isEmpty() || parts.group(2).equals("True")) {
      throw refused(name, text).build();
    }
    return checked(new NumberArray(name, in, element.get(), dims(parts.group(3), name)));
  }

  private static List<Integer> dims(String written, String name) {
    try {
      return Pattern.compile(",")
          .splitAsStream(written)
          .map(String::strip)
          .filter(size -> !size.isEmpty())
          .map(Integer::valueOf)
          .toList();
    } catch (NumberFormatException e) {
      throw refused(name, "the shape (" + written + ")").cause(e).build();
    }
  }

  private static NumberArray checked(NumberArray array) {
    double values =
        array.dims.stream().skip(1).mapToDouble(size -> size).reduce(1, (a, b) -> a * b);
    if (array.dims.isEmpty()
        || array.dims.stream().anyMatch(size -> size < 0)
        || values * array.element.bytes() > Integer.MAX_VALUE - Long.BYTES) {
      throw refused(array.name, "the shape " + array.dims).build();
    }
    return array;
  }

  int rows() {
    return dims.get(0);
  }

  /** How many numbers a row has. */
  int width() {
    return dims.stream().skip(1).reduce(1, Math::multiplyExact);
  }

  /** The sizes of a row's axes, without those of 1. */
  List<Integer> rowShape() {
    return dims.stream().skip(1).filter(size -> size != 1).toList();
  }

  /**
   * Reads the next row.
   *
   * @param number of the row, for messages
   */
  void read(int number, byte[] bytes, double[] row) throws IOException {
    try {
      in.readFully(bytes);
    } catch (EOFException e) {
      throw cutOff(name, "row " + number + " of " + rows(), e);
    }
    element.read(bytes, row);
  }

  /** Refuses what follows the last row. */
  void requireEnd() throws IOException {
    try {
      if (in.read() < 0) {
        return;
      }
    } catch (EOFException e) {
      throw cutOff(name, "its compressed form", e);
    }
    throw PipelineException.failed("The array has more bytes than its header says")
        .limit(dims + " numbers of " + element.bytes() + " bytes")
        .where(name)
        .remedy("write it anew")
        .build();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static PipelineException cutOff(String name, String in, EOFException cause) {
    return PipelineException.failed("The array is cut off")
        .found("the end of the file within " + in)
        .where(name)
        .remedy("copy or write it anew")
        .cause(cause)
        .build();
  }

  private static PipelineException.Builder refused(String name, String found) {
    return PipelineException.failed("The array has a form that is not read")
        .found(found)
        .limit(".npy in C order or IDX, of truth values, integers or floats of 4 or 8 bytes")
        .where(name)
        .remedy("write it by numpy.save(file, numpy.ascontiguousarray(array))");
  }
}
