import com.sun.management.OperatingSystemMXBean;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.DataPipeline;
import java.io.BufferedWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Processor seconds of collecting a CSV table, beside DuckDB alone with the same file. */
public final class DataBenchmark {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  public static void main(String[] args) throws Exception {
    int rows = Integer.parseInt(args[0]);
    int columns = Integer.parseInt(args[1]);
    int pairs = Integer.parseInt(args[2]);
    Path folder = Files.createTempDirectory("data-benchmark");
    Path csv = table(folder.resolve("table.csv"), rows, columns);
    for (int pair = 0; pair < pairs; pair++) {
      Path space = folder.resolve("space" + pair);
      Path parquet = folder.resolve(pair + ".parquet");
      double theirs = seconds(() -> duckDb(csv, columns, parquet));
      double ours =
          seconds(
              () ->
                  new DataPipeline(DataConfig.ofFile(csv))
                      .collect(RunContext.standalone(space, 42)));
      System.out.printf(
          "{\"rows\": %d, \"columns\": %d, \"edgeflow_cpu_s\": %.2f, \"duckdb_cpu_s\": %.2f, \"ratio\": %.2f}%n",
          rows, columns, ours, theirs, ours / theirs);
    }
  }

  private static double seconds(Callable<?> work) throws Exception {
    long before = SYSTEM.getProcessCpuTime();
    work.call();
    return (SYSTEM.getProcessCpuTime() - before) / 1e9;
  }

  private static Path table(Path file, int rows, int columns) throws Exception {
    Random random = new Random(1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(names(columns, "%s", ",") + ",label\n");
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          out.write(Math.round(random.nextGaussian() * 1e6) / 1e6 + ",");
        }
        out.write(row % 5 + "\n");
      }
    }
    return file;
  }

  private static String names(int columns, String form, String between) {
    return IntStream.range(0, columns)
        .mapToObj(i -> form.replace("%s", "f" + i))
        .collect(Collectors.joining(between));
  }

  /** Reads, aggregates each column, finds duplicates, writes Parquet. */
  private static Void duckDb(Path csv, int columns, Path parquet) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("CREATE TABLE t AS SELECT * FROM read_csv('" + csv + "')");
      statement.executeQuery(
          "SELECT "
              + names(columns, "count(%s), min(%s), max(%s), avg(%s), stddev_pop(%s)", ", ")
              + " FROM t");
      statement.executeQuery(
          "SELECT count(*) FROM (SELECT hash("
              + names(columns, "%s", ", ")
              + ") AS h FROM t GROUP BY h HAVING count(*) > 1)");
      statement.execute("COPY t TO '" + parquet + "' (FORMAT parquet)");
    }
    return null;
  }
}
