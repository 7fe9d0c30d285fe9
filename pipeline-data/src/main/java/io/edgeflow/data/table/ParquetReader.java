package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.source.LandedSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Parquet file. Its columns have types: what is text there is no number, whatever it says. */
final class ParquetReader implements RecordReader {
  private static final String NUMBERS =
      "(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*)";

  private final DataEngine engine;
  private final LandedSource source;
  private final String table;
  private final List<String> columns = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();

  ParquetReader(DataEngine engine, LandedSource source, Path file) {
    this.engine = engine;
    this.source = source;
    this.table = "read_parquet(" + Sql.text(file) + ", file_row_number = true)";
    String described =
        "SELECT column_name, column_type FROM (DESCRIBE SELECT * EXCLUDE (file_row_number) FROM "
            + table
            + ")";
    orUnreadable(
        () ->
            engine.query(
                described,
                row -> {
                  columns.add(String.valueOf(row.text(1)));
                  numeric.add(String.valueOf(row.text(2)).matches(NUMBERS));
                }));
  }

  private void orUnreadable(Runnable work) {
    try {
      work.run();
    } catch (PipelineException e) {
      throw RecordReader.failed(source, "is no Parquet file that can be read")
          .found(
              String.valueOf(e.getCause() == null ? e : e.getCause())
                  .lines()
                  .findFirst()
                  .orElse(""))
          .remedy("write it anew")
          .cause(e)
          .build();
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Set<String> names() {
    return Set.copyOf(columns);
  }

  /**
   * A column that is not asked for is not read; features that are lists would be made each time.
   */
  @Override
  public Optional<String> inPlace(TableColumns wanted, int number) {
    return wanted.featureSql().isNarrow() ? Optional.of(select(wanted, number)) : Optional.empty();
  }

  @Override
  public void requireReadable() {
    orUnreadable(() -> engine.query("SELECT bit_xor(hash(*COLUMNS(*))) FROM " + table, row -> {}));
  }

  @Override
  public void load(TableColumns wanted, int number) {
    String select = select(wanted, number);
    orUnreadable(() -> engine.execute("INSERT INTO collected " + select));
  }

  private String select(TableColumns wanted, int number) {
    RecordReader.requireColumns(source, columns, wanted);
    String records =
        "SELECT file_row_number + 1 AS record, CAST(NULL AS VARCHAR) AS raw,"
            + " CAST(NULL AS VARCHAR) AS fault, "
            + each("%2$s AS c%1$d")
            + " FROM "
            + table;
    return RowSql.select(number, wanted, FileCells.of(source, new ParquetCells()), records);
  }

  @Override
  public void texts(String texts, int number) {
    engine.execute(
        """
        INSERT INTO %s SELECT %d, file_row_number + 1, CAST(to_json({%s}) AS VARCHAR) FROM %s
        WHERE file_row_number + 1 IN (
          SELECT record FROM judged WHERE source = %d AND raw IS NULL AND reason IS NOT NULL)
        """
            .formatted(texts, number, each("%3$s: %2$s"), table, number));
  }

  /** A piece of SQL for each column, of its place, its name, and that as a text. */
  private String each(String form) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            i ->
                form.formatted(
                    i, '"' + columns.get(i).replace("\"", "\"\"") + '"', Sql.text(columns.get(i))))
        .collect(Collectors.joining(", "));
  }

  private final class ParquetCells implements Cells {
    @Override
    public String text(String column) {
      return "nullif(trim(CAST(c" + columns.indexOf(column) + " AS VARCHAR)), '')";
    }

    @Override
    public String list(List<String> wanted) {
      return wanted.stream()
          .map(column -> isNumber(column) ? text(column) : unless(column, "'text'"))
          .collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String doubles(List<String> wanted) {
      return wanted.stream()
          .map(
              column ->
                  isNumber(column)
                      ? "CAST(c" + columns.indexOf(column) + " AS DOUBLE)"
                      : unless(column, "CAST('NaN' AS DOUBLE)"))
          .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Features that are columns are cast one by one, which takes a third of the time of lists. */
    @Override
    public String features(FeatureSql sql, List<String> wanted, String records) {
      if (!sql.isNarrow()) {
        return Cells.super.features(sql, wanted, records);
      }
      String values =
          IntStream.range(0, wanted.size())
              .mapToObj(i -> feature(wanted.get(i)) + " AS f" + (i + 1))
              .collect(Collectors.joining(", "));
      return "SELECT *, " + values + " FROM (" + records + ")";
    }

    private String feature(String column) {
      return isNumber(column)
          ? "CASE WHEN CAST(%1$s AS DOUBLE) BETWEEN -%2$s AND %2$s THEN CAST(%1$s AS DOUBLE) ELSE %3$s END"
              .formatted("c" + columns.indexOf(column), RowSql.MOST, CellText.number(text(column)))
          : unless(column, "CAST('NaN' AS DOUBLE)");
    }

    private boolean isNumber(String column) {
      return numeric.get(columns.indexOf(column));
    }

    private String unless(String column, String otherwise) {
      return "CASE WHEN c" + columns.indexOf(column) + " IS NOT NULL THEN " + otherwise + " END";
    }
  }
}
