package io.edgeflow.data.engine;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB with bounded memory and UTC. Its tables lie in memory and spill to the work folder: a
 * database file would be compressed and written at every checkpoint, for nobody.
 */
final class DuckDb implements DataEngine {
  private static final int SHOWN = 300;

  private final Connection connection;
  private final WorkFolder folder;
  private final int threads;

  /** Only the statement that is at work can be cancelled. */
  private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();

  private DuckDb(Connection connection, WorkFolder folder, int threads) {
    this.connection = connection;
    this.folder = folder;
    this.threads = threads;
  }

  static DuckDb open(WorkFolder folder, int memoryMb, int threads) {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    DuckDb engine;
    try {
      engine = new DuckDb(DriverManager.getConnection("jdbc:duckdb:", properties), folder, threads);
    } catch (SQLException e) {
      throw PipelineException.failed("DuckDB does not start")
          .found(said(e))
          .remedy("run `edgeflow doctor`; DuckDB's native library is unpacked into java.io.tmpdir")
          .cause(e)
          .build();
    }
    for (String setting : settings(folder, memoryMb, threads)) {
      engine.execute("SET " + setting);
    }
    return engine;
  }

  private static List<String> settings(WorkFolder folder, int memoryMb, int threads) {
    return List.of(
        "memory_limit = '" + memoryMb + "MiB'",
        "threads = " + threads,
        "temp_directory = " + Sql.text(folder.file("spill")),
        "preserve_insertion_order = true",
        "TimeZone = 'UTC'",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "enable_progress_bar = false");
  }

  @Override
  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw refused(sql, e);
    }
  }

  @Override
  public void executeInOrder(String sql) {
    inOrder(() -> execute(sql));
  }

  @Override
  public boolean attemptInOrder(String sql) {
    try {
      executeInOrder(sql);
      return true;
    } catch (PipelineException e) {
      if (e.isInterruption()) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public void inOrder(Runnable work) {
    execute("SET threads = 1");
    try {
      work.run();
    } finally {
      execute("SET threads = " + threads);
    }
  }

  @Override
  public void query(String sql, RowReader reader) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = start(statement, sql)) {
      DuckDbRow row = new DuckDbRow(rows);
      while (rows.next()) {
        reader.read(row);
      }
    } catch (SQLException e) {
      throw refused(sql, e);
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private ResultSet start(Statement statement, String sql) throws SQLException {
    running.set(statement);
    return statement.executeQuery(sql);
  }

  @Override
  public <T> T within(Duration limit, Supplier<T> work, Supplier<PipelineException.Builder> late) {
    try (TimeLimit time = TimeLimit.start(limit, this::cancel)) {
      try {
        return work.get();
      } catch (PipelineException e) {
        throw time.isOver() ? late.get().cause(e).build() : e;
      }
    }
  }

  private void cancel() {
    Statement statement = running.get();
    try {
      if (statement != null) {
        statement.cancel();
      }
    } catch (SQLException ended) {
      running.compareAndSet(statement, null);
    }
  }

  @Override
  public void numbers(String sql, int width, NumbersReader reader) {
    try (DuckDBPreparedStatement statement =
            connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
        DuckDBChunkedResult chunks = statement.query()) {
      NumberRows rows = new NumberRows(width, reader);
      while (chunks.nextChunk()) {
        rows.read(chunks.chunk());
      }
      rows.end();
    } catch (SQLException e) {
      throw refused(sql, e);
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  @Override
  public void integers(String sql, IntegersReader reader) {
    long[] numbers = new long[0];
    try (DuckDBPreparedStatement statement =
            connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
        DuckDBChunkedResult chunks = statement.query()) {
      while (chunks.nextChunk()) {
        DuckDBReadableVector vector = chunks.chunk().vector(0);
        int count = (int) vector.rowCount();
        numbers = numbers.length < count ? new long[count] : numbers;
        for (int i = 0; i < count; i++) {
          numbers[i] = vector.getLong(i);
        }
        reader.read(numbers, count);
      }
    } catch (SQLException e) {
      throw refused(sql, e);
    }
  }

  @Override
  public void loadIntegers(String table, LongStream numbers) {
    execute("CREATE TABLE " + table + " (number BIGINT)");
    try (RowAppender appender = appender(table)) {
      numbers.forEach(appender::row);
    }
  }

  @Override
  public RowAppender appender(String table) {
    try {
      return new DuckDbAppender(connection.unwrap(DuckDBConnection.class).createAppender(table));
    } catch (SQLException e) {
      throw refused("append to " + table, e);
    }
  }

  @Override
  public void exportJsonLines(String query, Path file) {
    execute("COPY (" + query + ") TO " + Sql.text(file) + " (FORMAT json)");
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public void exportParquet(String query, Path file) {
    execute("COPY (" + query + ") TO " + Sql.text(file) + " (FORMAT parquet)");
  }

  @Override
  public void loadParquet(String table, Path file) {
    execute("CREATE TABLE " + table + " AS SELECT * FROM read_parquet(" + Sql.text(file) + ")");
  }

  @Override
  public void lock() {
    execute("SET enable_external_access = false");
    execute("SET lock_configuration = true");
  }

  @Override
  public Path scratch(String name) {
    return folder.file(name);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw refused("close", e);
    }
  }

  private static PipelineException unwritten(IOException e) {
    return PipelineException.failed("Cannot write the rows of a query").cause(e).build();
  }

  static PipelineException refused(String sql, SQLException e) {
    boolean memory = said(e).startsWith("Out of Memory");
    return PipelineException.failed(
            memory ? "The data engine ran out of memory" : "The data engine refused a query")
        .found(said(e))
        .where(sql.length() > SHOWN ? sql.substring(0, SHOWN) + " …" : sql)
        .remedy(
            memory
                ? "raise data_pipeline.memory_mb"
                : "the cause above says why; if it names no file or disk, report it")
        .cause(e)
        .build();
  }

  private static String said(SQLException e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
