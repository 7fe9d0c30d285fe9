package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.source.LandedSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * A CSV file, line by line. DuckDB reads the lines as text and the cells are cut in SQL, because
 * its own CSV reader silently loses what follows an unclosed quote and takes a row with one empty
 * cell too many. A broken line harms no other.
 */
final class CsvReader implements RecordReader {
  /** One cell with the comma before it; a quoted cell doubles the quotes inside. */
  private static final String CELL = ",(\"(?:[^\"]|\"\")*\"|[^,\"]*)";

  private final DataEngine engine;
  private final LandedSource source;
  private final String lines;
  private final List<String> header;

  private CsvReader(DataEngine engine, LandedSource source, String lines, List<String> header) {
    this.engine = engine;
    this.source = source;
    this.lines = lines;
    this.header = List.copyOf(header);
  }

  static CsvReader open(DataEngine engine, LandedSource source, Path file) {
    String lines = lines(file);
    List<String> header = new ArrayList<>();
    guarded(
        source,
        () -> {
          engine.execute(
              "CREATE OR REPLACE TABLE header AS SELECT cells FROM " + lines + " LIMIT 1");
          engine.query(
              "SELECT trim(coalesce(unnest(cells), '')) FROM header",
              row -> header.add(String.valueOf(row.text(1))));
        });
    checkHeader(source, header);
    return new CsvReader(engine, source, lines, header);
  }

  /**
   * The lines that are not empty: number (the header's is 0), text and cells. The separators of the
   * read are control characters, which a table has no use for; {@code tail} shows when it has.
   */
  private static String lines(Path file) {
    return """
        (SELECT record, line || coalesce(chr(31) || tail, '') AS line, CASE
            WHEN tail IS NOT NULL THEN NULL
            WHEN NOT contains(line, '"') THEN string_split(line, ',')
            WHEN NOT regexp_full_match(',' || line, '(%1$s)*') THEN NULL
            ELSE list_transform(regexp_extract_all(',' || line, '%1$s', 1), lambda cell:
              CASE WHEN starts_with(cell, '"') THEN replace(cell[2:-2], '""', '"') ELSE cell END)
          END AS cells
        FROM (SELECT row_number() OVER () - 1 AS record, line, tail FROM read_csv(%2$s,
          columns = {'line': 'VARCHAR', 'tail': 'VARCHAR'}, auto_detect = false, header = false,
          delim = chr(31), quote = '', escape = '', nullstr = chr(30), null_padding = true,
          strict_mode = false, parallel = false, compression = 'none')))
        """
        .formatted(CELL, Sql.text(file));
  }

  private static void checkHeader(LandedSource source, List<String> header) {
    if (header.isEmpty()) {
      throw RecordReader.failed(source, "holds no header line")
          .remedy("the first line must name the columns, separated by commas")
          .build();
    }
    if (header.contains("") || new HashSet<>(header).size() != header.size()) {
      throw RecordReader.failed(source, "has a header with an empty or repeated name")
          .found(header)
          .remedy("give every column its own name")
          .build();
    }
  }

  @Override
  public List<String> columns() {
    return header;
  }

  @Override
  public void load(TableColumns columns, int number) {
    checkColumns(columns);
    guarded(source, () -> engine.execute(insert(columns, number)));
  }

  private void checkColumns(TableColumns columns) {
    TreeSet<String> missing = new TreeSet<>(columns.features());
    missing.add(columns.label());
    columns.timestamp().ifPresent(missing::add);
    header.forEach(missing::remove);
    List<String> extra =
        header.stream().filter(c -> columns.closed() && !columns.knows(c)).toList();
    if (!missing.isEmpty() || !extra.isEmpty()) {
      throw RecordReader.failed(source, "has other columns than expected")
          .found("without " + missing + ", also " + extra)
          .remedy("correct the header, or name the columns in data_pipeline.features")
          .build();
    }
  }

  private String insert(TableColumns columns, int number) {
    List<Integer> positions = columns.features().stream().map(c -> header.indexOf(c) + 1).toList();
    String label = "cells[" + (header.indexOf(columns.label()) + 1) + "]";
    String stamp =
        columns
            .timestamp()
            .map(c -> CellText.seconds("cells[" + (header.indexOf(c) + 1) + "]"))
            .orElse("NULL");
    return """
        INSERT INTO rows SELECT *, hash(v) FROM (
          SELECT %1$d, record, line, fault, %2$s, %3$s, %4$s AS v FROM (
            SELECT record, line, fault, CASE WHEN fault IS NULL THEN cells END AS cells FROM (
              SELECT *, CASE
                WHEN cells IS NULL THEN 'has a broken quote or a control character'
                WHEN len(cells) <> %5$d THEN 'has ' || len(cells) || ' columns, the header has %5$d'
              END AS fault FROM %6$s WHERE record > 0)))
        """
        .formatted(
            number,
            CellText.label(label),
            stamp,
            CellText.numbers("list_select(cells, " + Sql.integers(positions) + ")"),
            header.size(),
            lines);
  }

  private static void guarded(LandedSource source, Runnable reading) {
    try {
      reading.run();
    } catch (PipelineException e) {
      if (!String.valueOf(e.getMessage()).contains("CSV Error")) {
        throw e;
      }
      throw RecordReader.failed(source, "cannot be read as a CSV file")
          .found(String.valueOf(e.getMessage()))
          .remedy("it must be a text in UTF-8 with lines of at most 2 MB")
          .cause(e)
          .build();
    }
  }
}
