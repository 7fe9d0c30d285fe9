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
import java.util.List;
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
  private static final int HEADER_BYTES = 128;

  /** Maps a file. */
  public static Npy map(Path file) {
    // A private mapping wants a writable channel; nothing is ever written to the file.
    try (FileChannel in =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      NpyHeader header = NpyHeader.read(in, file);
      long bytes = in.size() - header.start();
      if (bytes > Integer.MAX_VALUE) {
        throw NpyHeader.damaged(file, in.size() + " bytes, shape " + header.dims());
      }
      ByteBuffer data = in.map(FileChannel.MapMode.PRIVATE, header.start(), bytes);
      return new Npy(
          header.type(), header.dims(), data.order(ByteOrder.LITTLE_ENDIAN), file, header.start());
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
    int room = HEADER_BYTES - NpyHeader.MAGIC.length - Short.BYTES;
    if (text.length() >= room) {
      throw new IllegalArgumentException("A shape of " + dims.length + " axes is too long");
    }
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.put(NpyHeader.MAGIC).putShort((short) room);
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
}
