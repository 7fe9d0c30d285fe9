package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.source.LandedSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

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
  private final Map<String, Integer> places = new HashMap<>();

  private CsvReader(DataEngine engine, LandedSource source, String lines, List<String> header) {
    this.engine = engine;
    this.source = source;
    this.lines = lines;
    this.header = List.copyOf(header);
    for (int i = 0; i < header.size(); i++) {
      places.put(header.get(i), i + 1);
    }
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
    Set<String> known = columns.all();
    TreeSet<String> missing = new TreeSet<>(known);
    header.forEach(missing::remove);
    List<String> extra =
        header.stream().filter(c -> columns.closed() && !known.contains(c)).toList();
    if (!missing.isEmpty() || !extra.isEmpty()) {
      throw RecordReader.failed(source, "has other columns than expected")
          .found("without " + missing + ", also " + extra)
          .remedy("correct the header, or name the columns in data_pipeline.features")
          .build();
    }
  }

  private String insert(TableColumns columns, int number) {
    String records =
        """
        SELECT record, line AS raw, fault, CASE WHEN fault IS NULL THEN cells END AS cells FROM (
          SELECT *, CASE
            WHEN cells IS NULL THEN 'has a broken quote or a control character'
            WHEN len(cells) <> %1$d THEN 'has ' || len(cells) || ' columns, the header has %1$d'
          END AS fault FROM %2$s WHERE record > 0)
        """
            .formatted(header.size(), lines);
    return RowSql.insert(number, columns, new CsvCells(), records);
  }

  /** Cells by their place in the line. */
  private final class CsvCells implements Cells {
    @Override
    public String text(String column) {
      return "cells[" + place(column) + "]";
    }

    /** Neighbours are cut out as a whole, which is much faster than one by one. */
    @Override
    public String list(List<String> columns) {
      List<Integer> places = columns.stream().map(this::place).toList();
      int first = places.isEmpty() ? 1 : places.get(0);
      List<Integer> run = IntStream.range(first, first + places.size()).boxed().toList();
      return places.equals(run)
          ? "cells[" + first + ":" + (first + places.size() - 1) + "]"
          : "list_select(cells, " + Sql.integers(places) + ")";
    }

    private int place(String column) {
      return places.getOrDefault(column, 0);
    }
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
