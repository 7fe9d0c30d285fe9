package io.edgeflow.core.dataset;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A NumPy {@code .npy} file (version 1.0, little-endian, C order), mapped privately: a write to the
 * mapping never reaches the file.
 *
 * @param type the element type
 * @param dims the array's shape; the first axis counts rows
 * @param data the elements, little-endian
 * @param file where it lies
 * @param start where in the file the elements begin
 */
public record Npy(ElementType type, List<Integer> dims, ByteBuffer data, Path file, int start) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int HEADER_BYTES = 128;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\\s*'descr':\\s*'([^']+)',\\s*'fortran_order':\\s*False,\\s*'shape':\\s*\\(([0-9, ]*)\\),?\\s*\\}\\s*");

  /** Maps a file. */
  public static Npy map(Path file) {
    // A private mapping wants a writable channel; nothing is ever written to the file.
    try (FileChannel in =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer start = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
      readFully(in, start);
      int length = Short.toUnsignedInt(start.getShort(8));
      if (!Arrays.equals(Arrays.copyOf(start.array(), MAGIC.length), MAGIC)) {
        throw damaged(file, "no NumPy 1.0 header");
      }
      ByteBuffer header = ByteBuffer.allocate(length);
      readFully(in, header);
      Matcher parts = HEADER.matcher(new String(header.array(), StandardCharsets.ISO_8859_1));
      if (!parts.matches()) {
        throw damaged(file, "an unsupported header");
      }
      return map(file, in, MAGIC.length + Short.BYTES + length, parts);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the array").where(file).cause(e).build();
    }
  }

  /** The header of a file with the given shape, always 128 bytes. */
  public static byte[] header(ElementType type, int... dims) {
    String shape = IntStream.of(dims).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
            .formatted(type.numpy(), shape, dims.length == 1 ? "," : "");
    int room = HEADER_BYTES - MAGIC.length - Short.BYTES;
    if (text.length() >= room) {
      throw new IllegalArgumentException("A shape of " + dims.length + " axes is too long");
    }
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putShort((short) room);
    out.put(
        (text + " ".repeat(room - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
    return out.array();
  }

  /** The number of rows. */
  public int rows() {
    return dims.isEmpty() ? 1 : dims.get(0);
  }

  /** Bytes a row. */
  public int rowBytes() {
    int elements = 1;
    for (int dim : dims.subList(Math.min(1, dims.size()), dims.size())) {
      elements = Math.multiplyExact(elements, dim);
    }
    return Math.multiplyExact(elements, type.bytes());
  }

  private static Npy map(Path file, FileChannel in, int start, Matcher parts) throws IOException {
    ElementType type =
        Arrays.stream(ElementType.values())
            .filter(t -> t.numpy().equals(parts.group(1)))
            .findFirst()
            .orElseThrow(() -> damaged(file, "element type " + parts.group(1)));
    List<Integer> dims = dims(file, parts.group(2));
    long bytes = type.bytes();
    for (int dim : dims) {
      bytes = Math.min(bytes * dim, 1L + Integer.MAX_VALUE);
    }
    if (bytes > Integer.MAX_VALUE || in.size() != start + bytes) {
      throw damaged(file, in.size() + " bytes, shape " + dims);
    }
    ByteBuffer data = in.map(FileChannel.MapMode.PRIVATE, start, bytes);
    return new Npy(type, dims, data.order(ByteOrder.LITTLE_ENDIAN), file, start);
  }

  private static List<Integer> dims(Path file, String written) {
    try {
      return Pattern.compile(",")
          .splitAsStream(written)
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .map(Integer::valueOf)
          .toList();
    } catch (NumberFormatException e) {
      throw damaged(file, "shape " + written);
    }
  }

  private static void readFully(FileChannel in, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (in.read(target) < 0) {
        throw new IOException("The file ends early");
      }
    }
  }

  private static PipelineException damaged(Path file, String found) {
    return PipelineException.failed("Not an array file that Edgeflow reads")
        .found(found)
        .where(file)
        .build();
  }
}
