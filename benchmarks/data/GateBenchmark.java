import com.sun.management.OperatingSystemMXBean;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.Landed;
import io.edgeflow.data.source.ParquetProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The gate (five metrics, quarantine, verdict) over a Parquet table of seven columns, beside a
 * hand-written DuckDB script of the same aggregates, in turns. Arguments: rows, pairs, folder.
 */
public final class GateBenchmark {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int FEATURES = 6;

  public static void main(String[] args) throws Exception {
    long rows = Long.parseLong(args[0]);
    int pairs = Integer.parseInt(args[1]);
    Path folder = Files.createDirectories(Path.of(args[2]));
    Path parquet = folder.resolve("table-" + rows + ".parquet");
    if (!Files.exists(parquet)) {
      table(parquet, rows);
    }
    for (int pair = 0; pair < Math.max(1, pairs); pair++) {
      double[] theirs = pairs == 0 ? new double[2] : seconds(() -> script(parquet));
      Path space = folder.resolve("space" + pair);
      RunContext context = RunContext.standalone(space, 42);
      DataPipeline pipeline = pipeline(parquet);
      List<Landed> landed = new ArrayList<>();
      double[] landing = seconds(() -> landed.add(pipeline.land(context)));
      double[] judging = seconds(() -> gate(pipeline, landed.get(0), context));
      double[] mine = {landing[0] + judging[0], landing[1] + judging[1]};
      delete(space);
      System.out.printf(
          "{\"rows\": %d, \"edgeflow_s\": %.2f, \"duckdb_s\": %.2f, \"edgeflow_cpu_s\": %.2f,"
              + " \"landing_cpu_s\": %.2f, \"duckdb_cpu_s\": %.2f, \"speed_ratio_s\": %.2f,"
              + " \"speed_ratio_cpu_s\": %.2f, \"peak_rss_mb\": %d}%n",
          rows, mine[0], theirs[0], mine[1], landing[1], theirs[1], theirs[0] / mine[0],
          theirs[1] / mine[1], peakRss());
    }
  }

  private static DataPipeline pipeline(Path parquet) {
    return new DataPipeline(
        DataConfig.builder()
            .add(
                DataConfig.SOURCES,
                source ->
                    source
                        .set(DataSource.NAME, "table")
                        .set(DataSource.TYPE, new ParquetProvider())
                        .set(ParquetProvider.PATH, parquet))
            .build());
  }

  private static Void gate(DataPipeline pipeline, Landed landed, RunContext context) {
    GateReport report = pipeline.gate(landed, context);
    System.err.println(report.passes() ? "passes" : "blocks");
    return null;
  }

  /**
   * The classes and how many rows each has; filled cells, and those that are numbers; rows within six
   * deviations; rows to be quarantined; contradictions among equal rows.
   */
  private static Void script(Path parquet) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("SET memory_limit = '1GiB'");
      statement.execute("CREATE VIEW t AS SELECT * FROM read_parquet('" + parquet + "')");
      String f = "f%1$d";
      statement.executeQuery("SELECT label, COUNT(*) FROM t WHERE label IS NOT NULL GROUP BY label").close();
      statement.execute(
          "CREATE TABLE spread AS SELECT COUNT(*) AS n, COUNT(label) AS labels, "
              + each(
                  "COUNT(" + f + ") AS n%1$d, COUNT_IF(isfinite(" + f + ")) AS k%1$d, AVG(" + f
                      + ") AS m%1$d, STDDEV_POP(" + f + ") AS s%1$d", ", ")
              + " FROM t");
      statement.executeQuery(
          "SELECT COUNT_IF(" + each("abs(" + f + " - m%1$d) <= 6 * s%1$d", " AND ") + "), COUNT_IF("
              + each("NOT isfinite(" + f + ")", " OR ") + ") FROM t, spread WHERE label IS NOT NULL").close();
      statement.executeQuery(
          "SELECT SUM(n) FROM (SELECT hash(" + each(f, ", ") + ") AS h, COUNT(*) AS n FROM t"
              + " GROUP BY h HAVING COUNT(*) > 1 AND MIN(label) <> MAX(label))").close();
    }
    return null;
  }

  private static String each(String form, String between) {
    return IntStream.range(0, FEATURES)
        .mapToObj(i -> form.formatted(i))
        .collect(Collectors.joining(between));
  }

  private static void table(Path parquet, long rows) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("SET memory_limit = '1GiB'");
      statement.execute("SET preserve_insertion_order = false");
      statement.execute(
          "COPY (SELECT "
              + each("CAST((hash(r, %1$d) %% 1000003) / 1000.0 AS FLOAT) AS f%1$d", ", ")
              + ", CAST(r %% 5 AS INTEGER) AS label FROM range(".replace("%%", "%")
              + rows
              + ") AS t(r)) TO '"
              + parquet
              + "' (FORMAT parquet)");
    }
  }

  private static double[] seconds(Callable<?> work) throws Exception {
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    work.call();
    return new double[] {
      (System.nanoTime() - wall) / 1e9, (SYSTEM.getProcessCpuTime() - cpu) / 1e9
    };
  }

  /** The most memory that the process has held; -1 where the system does not say. */
  private static long peakRss() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(-1);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
