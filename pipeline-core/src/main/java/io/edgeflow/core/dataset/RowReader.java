package io.edgeflow.core.dataset;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of a column from its files. Pages of a mapping stay in the process's memory once they
 * are touched, so that a pass over the rows would take as much memory as there are rows. For one
 * thread; files are opened as they are needed and not by channels, which an interrupt would close.
 */
final class RowReader implements AutoCloseable {
  private final Column column;
  private final @Nullable RandomAccessFile[] files;
  private final ByteBuffer row;

  RowReader(Column column) {
    this.column = column;
    this.files = new RandomAccessFile[column.shards().size()];
    this.row = ByteBuffer.allocate(column.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The numbers of a row.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   * @throws PipelineException if the file cannot be read any more
   */
  float[] read(int wanted) {
    int shard = Objects.checkIndex(column.shard(wanted), files.length);
    Npy array = column.shards().get(shard);
    int offset =
        Objects.checkFromIndexSize(column.offset(wanted), column.rowBytes(), array.data().limit());
    try {
      RandomAccessFile file = file(shard, array);
      file.seek(array.start() + offset);
      file.readFully(row.array());
    } catch (IOException e) {
      throw unreadable(array, e);
    }
    float[] values = new float[column.rowBytes() / column.type().bytes()];
    StoredNumbers.get(column.type(), row, 0, values);
    return values;
  }

  private RandomAccessFile file(int shard, Npy array) throws IOException {
    RandomAccessFile file = files[shard];
    if (file == null) {
      file = new RandomAccessFile(array.file().toFile(), "r");
      files[shard] = file;
    }
    return file;
  }

  @Override
  public void close() {
    for (int shard = 0; shard < files.length; shard++) {
      try {
        if (files[shard] != null) {
          files[shard].close();
        }
      } catch (IOException e) {
        throw unreadable(column.shards().get(shard), e);
      }
    }
  }

  private static PipelineException unreadable(Npy array, IOException cause) {
    return PipelineException.failed("Cannot read the array")
        .where(array.file())
        .cause(cause)
        .build();
  }
}
