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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Processor seconds of collecting a CSV table, beside DuckDB alone with the same file: a short
 * script that reads, counts and writes, and one that does what collecting does, a profile and three
 * splits in a drawn order included.
 */
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
      double brief = seconds(() -> duckDb(csv, columns, DataBenchmark::brief, parquet));
      double whole = seconds(() -> duckDb(csv, columns, DataBenchmark::whole, parquet));
      double ours =
          seconds(
              () ->
                  new DataPipeline(DataConfig.ofFile(csv))
                      .collect(RunContext.standalone(space, 42)));
      System.out.printf(
          "{\"rows\": %d, \"columns\": %d, \"edgeflow_cpu_s\": %.2f, \"duckdb_cpu_s\": %.2f, \"ratio\": %.2f,"
              + " \"duckdb_same_cpu_s\": %.2f, \"same_ratio\": %.2f}%n",
          rows, columns, ours, brief, ours / brief, whole, ours / whole);
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

  private interface Script {
    List<String> statements(int columns, Path parquet);
  }

  private static Void duckDb(Path csv, int columns, Script script, Path parquet) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("CREATE TABLE t AS SELECT * FROM read_csv('" + csv + "')");
      for (String each : script.statements(columns, parquet)) {
        statement.execute(each);
      }
    }
    return null;
  }

  /** Aggregates each column, finds duplicates, writes Parquet. */
  private static List<String> brief(int columns, Path parquet) {
    return List.of(
        "SELECT "
            + names(columns, "count(%s), min(%s), max(%s), avg(%s), stddev_pop(%s)", ", ")
            + " FROM t",
        duplicates(columns),
        "COPY t TO '" + parquet + "' (FORMAT parquet)");
  }

  /**
   * What collecting counts and reports: the same with the number of different values, of every
   * tenth row seven quantiles, a histogram and the correlations of 16 columns, and three splits.
   */
  private static List<String> whole(int columns, Path parquet) {
    String pairs =
        IntStream.range(0, Math.min(16, columns))
            .boxed()
            .flatMap(
                i ->
                    IntStream.range(i + 1, Math.min(16, columns))
                        .mapToObj(k -> "corr(f%d, f%d)".formatted(i, k)))
            .collect(Collectors.joining(", "));
    List<String> all = new ArrayList<>();
    all.add(
        "SELECT "
            + names(
                columns,
                "count(%s), min(%s), max(%s), avg(%s), stddev_pop(%s), approx_count_distinct(%s)",
                ", ")
            + " FROM t");
    all.add(duplicates(columns));
    all.add("CREATE TABLE tenth AS SELECT * FROM t WHERE rowid % 10 = 0");
    all.add(
        "SELECT "
            + names(
                columns, "quantile_cont(%s, [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])", ", ")
            + " FROM tenth");
    all.add("SELECT " + names(columns, "histogram(floor(2 * %s))", ", ") + " FROM tenth");
    all.add("SELECT " + pairs + " FROM tenth");
    all.add("CREATE TABLE dealt AS SELECT *, hash(rowid, 42) AS draw FROM t");
    for (int split = 0; split < 3; split++) {
      all.add(
          "COPY (SELECT * EXCLUDE (draw) FROM dealt WHERE draw %% 3 = %1$d ORDER BY draw) TO '%2$s%1$d' (FORMAT parquet)"
              .formatted(split, parquet));
    }
    return all;
  }

  private static String duplicates(int columns) {
    return "SELECT count(*) FROM (SELECT hash("
        + names(columns, "%s", ", ")
        + ") AS h FROM t GROUP BY h HAVING count(*) > 1)";
  }
}
