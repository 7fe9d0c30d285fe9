package io.edgeflow.core.dataset;

import io.edgeflow.core.tensor.ElementType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes an {@code .npy} file row by row; the header gets its row count at {@link #close()}. */
public final class NpyWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final FileChannel out;
  private final ElementType type;
  private final int[] rowDims;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int rows;

  /**
   * Starts a file, which must not exist yet.
   *
   * @param rowDims the shape of one row; empty for a vector
   */
  public NpyWriter(Path file, ElementType type, int... rowDims) throws IOException {
    this.out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.type = type;
    this.rowDims = rowDims.clone();
    out.write(ByteBuffer.wrap(header()));
  }

  /** Appends a row of numbers, which the element type must hold exactly. */
  public void append(float[] row) throws IOException {
    for (float value : row) {
      room(type.bytes());
      StoredNumbers.put(type, buffer, value);
    }
    rows++;
  }

  /** Appends a row of bytes, whose element type takes one each. */
  public void append(byte[] row) throws IOException {
    if (type.bytes() != Byte.BYTES) {
      throw new IllegalStateException("Bytes are no " + type);
    }
    for (int from = 0; from < row.length; ) {
      room(Byte.BYTES);
      int count = Math.min(buffer.remaining(), row.length - from);
      buffer.put(row, from, count);
      from += count;
    }
    rows++;
  }

  /** Appends one 32-bit integer as a row. */
  public void append(int value) throws IOException {
    room(Integer.BYTES);
    buffer.putInt(value);
    rows++;
  }

  /** The rows so far. */
  public int rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    flush();
    out.write(ByteBuffer.wrap(header()), 0);
    out.close();
  }

  private byte[] header() {
    int[] dims = new int[rowDims.length + 1];
    dims[0] = rows;
    System.arraycopy(rowDims, 0, dims, 1, rowDims.length);
    return Npy.header(type, dims);
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }
}
