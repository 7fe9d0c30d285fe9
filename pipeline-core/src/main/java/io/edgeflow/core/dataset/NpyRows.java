package io.edgeflow.core.dataset;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of an {@code .npy} file of any size, read some at a time. Pages of a mapping stay in the
 * process's memory once they are touched, so that a pass over the rows would take as much memory as
 * there are rows. Thread-safe; an interrupt, which would close a channel, does not stop it.
 *
 * <pre>{@code
 * try (NpyRows rows = NpyRows.open(Path.of("rows.npy"))) {
 *   ByteBuffer first = rows.read(0, 16);
 * }
 * }</pre>
 */
public final class NpyRows implements AutoCloseable {
  private final Path file;
  private final RandomAccessFile in;
  private final NpyHeader header;

  private NpyRows(Path file, RandomAccessFile in, NpyHeader header) {
    this.file = file;
    this.in = in;
    this.header = header;
  }

  /**
   * Opens a file.
   *
   * @throws PipelineException if it is missing, damaged or of another kind
   */
  public static NpyRows open(Path file) {
    try {
      RandomAccessFile in = new RandomAccessFile(file.toFile(), "r");
      try {
        return new NpyRows(file, in, NpyHeader.read(in.getChannel(), file));
      } catch (IOException | PipelineException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Opens the file of an array whose header is known, whether or not the thread is interrupted. */
  static NpyRows of(Npy array) {
    try {
      RandomAccessFile in = new RandomAccessFile(array.file().toFile(), "r");
      return new NpyRows(
          array.file(), in, new NpyHeader(array.type(), array.dims(), array.start()));
    } catch (IOException e) {
      throw failed(array.file(), e);
    }
  }

  /** The element type. */
  public ElementType type() {
    return header.type();
  }

  /** The shape; the first axis counts rows. */
  public List<Integer> dims() {
    return header.dims();
  }

  /**
   * The elements of rows {@code from} to {@code to} (exclusive), little-endian.
   *
   * @throws PipelineException if the file has become shorter, or cannot be read
   */
  public ByteBuffer read(int from, int to) {
    long row = header.type().bytes();
    for (int dim : header.dims().subList(1, header.dims().size())) {
      row *= dim;
    }
    ByteBuffer rows = ByteBuffer.allocate(Math.toIntExact(row * (to - from)));
    long at = header.start() + row * from;
    try {
      synchronized (in) {
        in.seek(at);
        in.readFully(rows.array());
      }
    } catch (IOException e) {
      throw failed(file, e);
    }
    return rows.order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static PipelineException failed(Path file, IOException e) {
    return PipelineException.failed("Cannot read the array").found(e).where(file).cause(e).build();
  }
}
