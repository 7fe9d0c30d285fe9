package io.edgeflow.data.engine;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Runs SQL over data that need not fit into memory: SQL text in, rows out. Not thread-safe.
 *
 * <pre>{@code
 * try (WorkFolder folder = WorkFolder.in(context.artifacts());
 *     DataEngine engine = DataEngine.duckDb(folder, 1024, 2)) {
 *   long rows = engine.count("SELECT COUNT(*) FROM range(10)");
 * }
 * }</pre>
 */
public interface DataEngine extends AutoCloseable {
  /** Takes one row; it is valid only during the call. */
  @FunctionalInterface
  interface RowReader {
    /** Reads the row. */
    void read(ResultRow row) throws IOException;
  }

  /**
   * Runs statements that give no rows.
   *
   * @throws PipelineException with the engine's words, if it refuses
   */
  void execute(String sql);

  /** Takes one row of numbers, NaN where missing; the array is used again for the next. */
  @FunctionalInterface
  interface NumbersReader {
    /** Reads the row. */
    void read(float[] row) throws IOException;
  }

  /**
   * Runs such a statement on one thread. A statement whose work is in order, as the reading of a
   * file is, gains nothing by others, which burn processor time while they wait.
   */
  void executeInOrder(String sql);

  /**
   * The same of a statement that is made for some data alone.
   *
   * @return false if the engine refuses it, which then has done nothing
   */
  boolean attemptInOrder(String sql);

  /** Runs queries on one thread: then sums are those of one order, and equal each time. */
  void inOrder(Runnable work);

  /** Streams the rows of a query; never holds all of them in memory. */
  void query(String sql, RowReader reader);

  /**
   * Streams rows of numbers, much faster than {@link #query}; never holds all of them in memory.
   *
   * @param sql gives 32-bit floats: a column for each number of a row, or one column in which the
   *     numbers of the rows follow each other
   * @param width how many of them are a row
   */
  void numbers(String sql, int width, NumbersReader reader);

  /** Takes some whole numbers; the array is used again for the next. */
  @FunctionalInterface
  interface IntegersReader {
    /** Reads the first ones of the array. */
    void read(long[] numbers, int count);
  }

  /**
   * Streams one column of 64-bit whole numbers, none of them missing, much faster than {@link
   * #query}; in any order where the query has none.
   */
  void integers(String sql, IntegersReader reader);

  /** Makes a table of whole numbers, whose one column is called number. */
  void loadIntegers(String table, LongStream numbers);

  /** Appends rows to a table of a whole number, texts and a list of doubles, in this order. */
  RowAppender appender(String table);

  /**
   * Writes the rows of a query to a new file, one JSON object a line; a query with a total order
   * gives the same bytes each time.
   */
  void exportJsonLines(String query, Path file);

  /** Writes the rows of a query to a new Parquet file. */
  void exportParquet(String query, Path file);

  /** Makes a table of the rows of a Parquet file. */
  void loadParquet(String table, Path file);

  /**
   * From now on no statement reads or writes a file, attaches a database, loads an extension or
   * changes a setting; what does not fit into memory is still spilled. Cannot be undone.
   */
  void lock();

  /**
   * Does work whose queries are ended when all of it takes too long.
   *
   * @param late what is thrown then
   */
  <T> T within(Duration limit, Supplier<T> work, Supplier<PipelineException.Builder> late);

  /** The one whole number that a query gives. */
  default long count(String sql) {
    long[] found = new long[1];
    query(sql, row -> found[0] = row.integer(1));
    return found[0];
  }

  /** How many threads its queries take. */
  int threads();

  /** The path of a file in its folder, which is deleted at the end. */
  Path scratch(String name);

  @Override
  void close();

  /**
   * DuckDB in this process.
   *
   * @param folder where spilled data goes
   * @param memoryMb memory for its buffers, in MiB; beyond it data is spilled to the folder
   * @param threads threads for its queries
   */
  static DataEngine duckDb(WorkFolder folder, int memoryMb, int threads) {
    return DuckDb.open(folder, memoryMb, threads);
  }
}
