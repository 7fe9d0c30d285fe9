package io.edgeflow.data.archive;

import java.io.IOException;

/** The rows of a recording, one after the other. */
interface Recording extends AutoCloseable {
  /** How many numbers a row has. */
  int channels();

  /** Rows a second; 0 when it does not say. */
  int rate();

  /**
   * Reads the next row.
   *
   * @return {@link #END}, or why the row cannot be used, or nothing
   * @throws io.edgeflow.core.error.PipelineException when nothing more of it can be read
   */
  String next(double[] row) throws IOException;

  @Override
  void close() throws IOException;

  /** What {@link #next} gives after the last row. */
  String END = "the end";
}
