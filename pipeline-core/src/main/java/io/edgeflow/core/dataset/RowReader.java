package io.edgeflow.core.dataset;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads rows of a column from its files, which are opened as they are needed. For one thread. */
final class RowReader implements AutoCloseable {
  private final Column column;
  private final @Nullable NpyRows[] shards;

  RowReader(Column column) {
    this.column = column;
    this.shards = new NpyRows[column.shards().size()];
  }

  /**
   * The numbers of a row.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   * @throws io.edgeflow.core.error.PipelineException if the file cannot be read any more
   */
  float[] read(int wanted) {
    float[] values = new float[column.rowBytes() / column.type().bytes()];
    StoredNumbers.get(column.type(), stored(wanted), 0, values);
    return values;
  }

  /** A row as it is stored; see {@link #read}. */
  byte[] bytes(int wanted) {
    return stored(wanted).array();
  }

  private ByteBuffer stored(int wanted) {
    int shard = Objects.checkIndex(column.shard(wanted), shards.length);
    int row = column.offset(wanted) / column.rowBytes();
    Objects.checkIndex(row, column.shards().get(shard).dims().get(0));
    return rows(shard).read(row, row + 1);
  }

  private NpyRows rows(int shard) {
    NpyRows rows = shards[shard];
    if (rows == null) {
      rows = NpyRows.of(column.shards().get(shard));
      shards[shard] = rows;
    }
    return rows;
  }

  @Override
  public void close() {
    for (NpyRows rows : shards) {
      if (rows != null) {
        rows.close();
      }
    }
  }
}
