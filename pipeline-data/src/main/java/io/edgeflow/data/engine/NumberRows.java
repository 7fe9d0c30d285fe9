package io.edgeflow.data.engine;

import java.io.IOException;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/** Rows of numbers out of the chunks of a result, each column of which is read at a stretch. */
final class NumberRows {
  private final int width;
  private final DataEngine.NumbersReader reader;
  private final float[] row;
  private float[] chunk = new float[0];
  private int filled;

  NumberRows(int width, DataEngine.NumbersReader reader) {
    this.width = width;
    this.reader = reader;
    this.row = new float[width];
  }

  /** Takes a chunk of {@code width} columns, or of one with the numbers of rows one by one. */
  void read(DuckDBDataChunkReader columns) throws IOException {
    if (columns.columnCount() == 1) {
      follow(columns.vector(0));
    } else {
      beside(columns);
    }
  }

  private void follow(DuckDBReadableVector numbers) throws IOException {
    for (long i = 0; i < numbers.rowCount(); i++) {
      row[filled++] = numbers.getFloat(i, Float.NaN);
      if (filled == width) {
        reader.read(row);
        filled = 0;
      }
    }
  }

  private void beside(DuckDBDataChunkReader columns) throws IOException {
    int rows = (int) columns.rowCount();
    chunk = chunk.length < rows * width ? new float[rows * width] : chunk;
    for (int column = 0; column < width; column++) {
      DuckDBReadableVector numbers = columns.vector(column);
      for (int i = 0; i < rows; i++) {
        chunk[i * width + column] = numbers.getFloat(i, Float.NaN);
      }
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(chunk, i * width, row, 0, width);
      reader.read(row);
    }
  }

  /** Refuses a row that is not full. */
  void end() {
    if (filled > 0) {
      throw new IllegalStateException("The last row has " + filled + " of " + width + " numbers");
    }
  }
}
