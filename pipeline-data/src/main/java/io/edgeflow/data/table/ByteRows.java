package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.RowAppender;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of samples that are bytes, in a file for each source beside the tables of the
 * engine: through SQL a pixel would take eight bytes and several copies. Record {@code r}, which
 * counts from 1, begins at byte {@code (r - 1) · width}. Not thread-safe.
 */
public final class ByteRows implements AutoCloseable {
  private static final int PIECE = 1 << 18;

  private final DataEngine engine;
  private final int width;
  private final Map<Integer, RandomAccessFile> open = new HashMap<>();

  ByteRows(DataEngine engine, int width) {
    this.engine = engine;
    this.width = width;
  }

  /** How many bytes a record has. */
  public int width() {
    return width;
  }

  /** Takes the records of a source in their order. */
  static final class Writer implements AutoCloseable {
    private final OutputStream out;
    private final byte[] nothing;

    Writer(DataEngine engine, int source, int width) {
      this.nothing = new byte[width];
      try {
        this.out = new BufferedOutputStream(Files.newOutputStream(file(engine, source)), PIECE);
      } catch (IOException e) {
        throw unwritten(e);
      }
    }

    void append(byte[] row) {
      try {
        out.write(row);
      } catch (IOException e) {
        throw unwritten(e);
      }
    }

    /** Leaves the place of a record that has no features. */
    void skip() {
      append(nothing);
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw unwritten(e);
      }
    }
  }

  private static Path file(DataEngine engine, int source) {
    return engine.scratch("bytes-" + source);
  }

  private static PipelineException unwritten(IOException e) {
    return PipelineException.failed("The features of the samples cannot be written")
        .found(e)
        .remedy("make room on the workspace's disk")
        .cause(e)
        .build();
  }

  private static PipelineException unread(IOException e) {
    return PipelineException.failed("The features of the samples cannot be read")
        .found(e)
        .cause(e)
        .build();
  }

  /**
   * Reads a record.
   *
   * @param row takes its bytes
   */
  public void read(int source, long record, byte[] row) throws IOException {
    RandomAccessFile in = file(source);
    in.seek((record - 1) * width);
    in.readFully(row);
  }

  private RandomAccessFile file(int source) throws IOException {
    RandomAccessFile in = open.get(source);
    if (in == null) {
      in = new RandomAccessFile(file(engine, source).toFile(), "r");
      open.put(source, in);
    }
    return in;
  }

  /**
   * Makes the SQL table {@code loaded (record, v, source)}, with a zero for each feature that a
   * record lacks.
   */
  void load(int sources) {
    engine.execute("CREATE OR REPLACE TABLE loaded (record BIGINT, v SMALLINT[], source BIGINT)");
    for (int source = 0; source < sources; source++) {
      try (RowAppender rows = engine.appender("loaded")) {
        load(source, rows);
      } catch (IOException e) {
        throw unread(e);
      }
    }
  }

  private void load(int source, RowAppender rows) throws IOException {
    byte[] row = new byte[width];
    short[] numbers = new short[width];
    long count = file(source).length() / width;
    for (long record = 1; record <= count; record++) {
      read(source, record, row);
      for (int i = 0; i < width; i++) {
        numbers[i] = (short) (row[i] & 0xFF);
      }
      rows.row(record, List.of(), numbers, source);
    }
  }

  @Override
  public void close() {
    for (RandomAccessFile in : open.values()) {
      try {
        in.close();
      } catch (IOException e) {
        throw unread(e);
      }
    }
  }
}
