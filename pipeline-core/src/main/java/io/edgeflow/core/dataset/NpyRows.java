package io.edgeflow.core.dataset;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows of an {@code .npy} file of any size, read some at a time. Thread-safe.
 *
 * <pre>{@code
 * try (NpyRows rows = NpyRows.open(Path.of("rows.npy"))) {
 *   ByteBuffer first = rows.read(0, 16);
 * }
 * }</pre>
 */
public final class NpyRows implements AutoCloseable {
  private final Path file;
  private final FileChannel in;
  private final NpyHeader header;

  private NpyRows(Path file, FileChannel in, NpyHeader header) {
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
      FileChannel in = FileChannel.open(file);
      try {
        return new NpyRows(file, in, NpyHeader.read(in, file));
      } catch (IOException | PipelineException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw failed(file, e);
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
      while (rows.hasRemaining()) {
        int read = in.read(rows, at + rows.position());
        if (read < 0) {
          throw new IOException("The file ends early");
        }
      }
    } catch (IOException e) {
      throw failed(file, e);
    }
    return rows.flip().order(ByteOrder.LITTLE_ENDIAN);
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
