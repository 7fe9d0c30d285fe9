package io.edgeflow.core.dataset;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an {@code .npy} file whose size it agrees with.
 *
 * @param start where in the file the elements begin
 */
record NpyHeader(ElementType type, List<Integer> dims, int start) {
  private static final int SHOWN = 120;
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final Pattern FORM =
      Pattern.compile(
          "\\{\\s*'descr':\\s*'([^']+)',\\s*'fortran_order':\\s*False,\\s*'shape':\\s*\\(([0-9, ]*)\\),?\\s*\\}\\s*");

  static NpyHeader read(FileChannel in, Path file) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(MAGIC.length + Short.BYTES);
    readFully(in, first);
    if (!Arrays.equals(Arrays.copyOf(first.array(), MAGIC.length), MAGIC)) {
      throw damaged(file, "no NumPy 1.0 header");
    }
    int length = Short.toUnsignedInt(first.order(ByteOrder.LITTLE_ENDIAN).getShort(MAGIC.length));
    ByteBuffer header = ByteBuffer.allocate(length);
    readFully(in, header);
    String text = new String(header.array(), StandardCharsets.ISO_8859_1).strip();
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw damaged(
          file, "an unsupported header: " + text.substring(0, Math.min(text.length(), SHOWN)));
    }
    NpyHeader found =
        new NpyHeader(
            type(parts.group(1), file), dims(file, parts.group(2)), first.capacity() + length);
    if (in.size() - found.start != found.bytes()) {
      throw damaged(file, in.size() + " bytes, shape " + found.dims);
    }
    return found;
  }

  /** What the elements take; more than any file has where that is too much to count. */
  private long bytes() {
    long bytes = type.bytes();
    for (int dim : dims) {
      bytes = bytes > Long.MAX_VALUE / Math.max(1, dim) ? Long.MAX_VALUE : bytes * dim;
    }
    return bytes;
  }

  private static ElementType type(String numpy, Path file) {
    return Arrays.stream(ElementType.values())
        .filter(t -> t.numpy().equals(numpy))
        .findFirst()
        .orElseThrow(() -> damaged(file, "element type " + numpy));
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

  static PipelineException damaged(Path file, String found) {
    return PipelineException.failed("Not an array file that Edgeflow reads")
        .found(found)
        .where(file)
        .remedy(
            "save it whole by numpy.save, in C order and with elements of at most 32 bits, as in"
                + " numpy.save(path, rows.astype('float32'))")
        .build();
  }
}
