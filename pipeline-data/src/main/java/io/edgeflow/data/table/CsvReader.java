package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.source.LandedSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A CSV file (RFC 4180), read by DuckDB as text and cast afterwards. What DuckDB rejects becomes a
 * record with a fault: each line of it one, because a broken quote may have taken good lines in.
 */
final class CsvReader implements RecordReader {
  private static final String REJECTS = "csv_rejects";
  private static final String KEPT =
      "store_rejects = true, rejects_table = '%s', rejects_scan = 'csv_scans', rejects_line_size_limit = %d"
          .formatted(REJECTS, 2 * CsvScan.MAX_RECORD);
  private static final String LEFT_OUT = "ignore_errors = true";
  private static final String REFUSED = "ignore_errors = false";

  private final DataEngine engine;
  private final LandedSource source;
  private final Path file;
  private final CsvScan scan;
  private final CsvCells cells;

  private CsvReader(DataEngine engine, LandedSource source, Path file, CsvScan scan) {
    this.engine = engine;
    this.source = source;
    this.file = file;
    this.scan = scan;
    this.cells = new CsvCells(scan.header().columns(), scan.underscored());
  }

  static CsvReader open(DataEngine engine, LandedSource source, Path file) {
    TextForm.check(source, file);
    CsvScan scan = CsvScan.of(source, file);
    if (!scan.isMixed()) {
      return new CsvReader(engine, source, file, scan);
    }
    Path even = engine.scratch(source.raw().sha256() + ".csv");
    LineEnds.copy(file, even);
    return new CsvReader(engine, source, even, CsvScan.of(source, even));
  }

  @Override
  public List<String> columns() {
    return scan.header().columns();
  }

  @Override
  public Set<String> names() {
    return Set.copyOf(columns());
  }

  @Override
  public void load(TableColumns columns, int number) {
    RecordReader.requireColumns(source, columns(), columns);
    String broken = CsvBroken.table(number);
    if (loadPlain(columns, number)) {
      engine.execute("CREATE TABLE " + broken + " (before BIGINT, took BIGINT, texts VARCHAR[])");
      return;
    }
    engine.executeInOrder(
        RowSql.insert(
            number, columns, FileCells.of(source, cells), records(read(List.of(), KEPT))));
    refuseUnreadable();
    CsvBroken.create(engine, broken, REJECTS, scan);
    engine.execute("DROP TABLE " + REJECTS);
    engine.execute("DROP TABLE csv_scans");
    if (engine.count("SELECT COUNT(*) FROM " + broken) > 0) {
      CsvBroken.makeRoom(engine, broken, number);
    }
    if (scan.openLine() > 0) {
      CsvBroken.addTail(engine, number, lines(scan.openLine()));
    }
  }

  /**
   * Loads a file in which nothing is wrong and each feature is a plain number, in three quarters of
   * the time: DuckDB's reader then casts them, without making texts of them first. Of any other
   * file it stops at the first such place and leaves nothing behind.
   */
  private boolean loadPlain(TableColumns columns, int number) {
    if (!columns.featureSql().isNarrow() || scan.underscored() || scan.openLine() > 0) {
      return false;
    }
    CsvNumbers numbers = new CsvNumbers(cells, columns.features());
    String insert =
        RowSql.insert(
            number,
            columns,
            FileCells.of(source, numbers),
            records(read(columns.features(), REFUSED)));
    return !numbers.askedForTexts() && engine.attemptInOrder(insert);
  }

  private static String records(String read) {
    return "SELECT row_number() OVER () AS record, CAST(NULL AS VARCHAR) AS raw,"
        + " CAST(NULL AS VARCHAR) AS fault, * FROM "
        + read;
  }

  @Override
  public void texts(String table, int number) {
    String wanted =
        "(SELECT record FROM judged WHERE source = %d AND raw IS NULL AND reason IS NOT NULL)"
            .formatted(number);
    if (engine.count("SELECT COUNT(*) FROM " + wanted) == 0) {
      return;
    }
    engine.executeInOrder(
        """
        INSERT INTO %s SELECT %d, record, array_to_string(list_transform(%s, lambda c:
          CASE WHEN regexp_matches(c, '["\\r\\n]') OR contains(c, %s)
            THEN '"' || replace(c, '"', '""') || '"' ELSE c END), %s)
        FROM (SELECT k + %s AS record, * FROM (
            SELECT row_number() OVER () AS k, * FROM %s) %s)
        WHERE record IN %s
        """
            .formatted(
                table,
                number,
                cells.all(),
                delimiter(),
                delimiter(),
                CsvBroken.shift("moved"),
                read(List.of(), LEFT_OUT),
                CsvBroken.asof("k", CsvBroken.table(number), "moved"),
                wanted));
  }

  /**
   * DuckDB's reader. An empty cell is a text, so that one too many is seen; on one thread, because
   * on several a piece of the file may start within a quoted cell.
   *
   * @param numbers the columns that are no texts
   * @param broken what becomes of broken records
   */
  private String read(List<String> numbers, String broken) {
    Set<String> doubles = Set.copyOf(numbers);
    return """
        read_csv(%s, columns = {%s}, auto_detect = false, header = false, skip = %d, delim = %s,
          quote = '"', escape = '"', nullstr = chr(30), strict_mode = true, parallel = false,
          compression = 'none', max_line_size = %d, %s)
        """
        .formatted(
            Sql.text(file),
            IntStream.range(0, columns().size())
                .mapToObj(
                    i ->
                        Sql.text(CsvCells.name(i))
                            + (doubles.contains(columns().get(i)) ? ": 'DOUBLE'" : ": 'VARCHAR'"))
                .collect(Collectors.joining(", ")),
            scan.headerLine(),
            delimiter(),
            CsvScan.MAX_RECORD,
            broken);
  }

  /** The lines of the file from one on, as they are. */
  private String lines(long from) {
    return """
        SELECT line || coalesce(chr(31) || tail, '') AS line FROM read_csv(%s,
          columns = {'line': 'VARCHAR', 'tail': 'VARCHAR'}, auto_detect = false, header = false,
          skip = %d, delim = chr(31), quote = '', escape = '', nullstr = chr(30),
          null_padding = true, strict_mode = false, parallel = false, compression = 'none')
        """
        .formatted(Sql.text(file), from - 1);
  }

  private String delimiter() {
    return Sql.text(String.valueOf(scan.header().delimiter()));
  }

  private void refuseUnreadable() {
    engine.query(
        "SELECT error_type, line FROM "
            + REJECTS
            + " WHERE error_type IN ('INVALID ENCODING', 'LINE SIZE OVER MAXIMUM') ORDER BY line"
            + " LIMIT 1",
        row -> {
          throw "INVALID ENCODING".equals(row.text(1))
              ? TextForm.notUtf8(source, "line " + row.integer(2)).build()
              : tooLong(source, row.integer(2)).build();
        });
  }

  static PipelineException.Builder tooLong(LandedSource source, long line) {
    return RecordReader.failed(source, "has too long a record")
        .found("line " + line)
        .limit(CsvScan.MAX_RECORD + " bytes")
        .remedy("close each quote, and end each record with its line");
  }
}
