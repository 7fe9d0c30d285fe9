package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.archive.Archive;
import io.edgeflow.data.archive.SampleSink;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.RowAppender;
import io.edgeflow.data.source.LandedSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The samples of an archive: their features come as numbers, their cells as texts. They pass
 * through a table of their own in batches, so that neither the heap nor it holds all of them.
 */
final class ArchiveReader implements RecordReader {
  private static final int BATCH_VALUES = 1 << 22;
  private static final double[] NONE = {};

  private final DataEngine engine;
  private final LandedSource source;
  private final Path file;
  private final List<Integer> shape;
  private final List<String> features;
  private final List<String> cells;

  ArchiveReader(DataEngine engine, LandedSource source, Path file, List<Integer> shape) {
    this.engine = engine;
    this.source = source;
    this.file = file;
    this.shape = shape;
    try (Archive archive = Archive.open(file)) {
      this.features = archive.form().columns(archive, shape);
      this.cells = archive.form().cells();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<String> columns() {
    return features;
  }

  @Override
  public Set<String> names() {
    Set<String> names = new HashSet<>(features);
    names.addAll(cells);
    return names;
  }

  @Override
  public void load(TableColumns columns, int number) {
    require(columns);
    engine.execute(
        "CREATE OR REPLACE TABLE samples (record BIGINT, raw VARCHAR, fault VARCHAR, "
            + IntStream.range(0, cells.size())
                .mapToObj(i -> "c" + i + " VARCHAR, ")
                .collect(Collectors.joining())
            + "numbers DOUBLE[])");
    String insert = RowSql.insert(number, columns, new SampleCells(), "SELECT * FROM samples");
    try (Archive archive = Archive.open(file);
        Batches batches = new Batches(insert)) {
      archive.form().read(archive, shape, batches);
    } catch (IOException e) {
      throw unreadable(e);
    }
    engine.execute("DROP TABLE samples");
  }

  private PipelineException unreadable(IOException e) {
    return RecordReader.failed(source, "cannot be read").found(e).cause(e).build();
  }

  private void require(TableColumns columns) {
    if (!columns.features().equals(features)) {
      throw RecordReader.failed(source, "has other features than those wanted")
          .found(features.size() + " columns: " + few(features))
          .limit(columns.features().size() + " columns: " + few(columns.features()))
          .remedy("leave features.columns out, and let all sources have the same kind and shape")
          .build();
    }
    List<String> missing = new ArrayList<>(columns.all());
    missing.removeAll(names());
    if (!missing.isEmpty()) {
      throw RecordReader.failed(source, "lacks a column")
          .found("none of " + cells + " is \"" + missing.get(0) + "\"")
          .remedy("correct data_pipeline.features or split, or the pattern that names the columns")
          .build();
    }
  }

  private static String few(List<String> names) {
    return names.size() < 4 ? names.toString() : names.subList(0, 3) + " …";
  }

  /** They are there already. */
  @Override
  public void texts(String table, int number) {}

  /** Takes samples in, and hands them on when there are enough. */
  private final class Batches implements SampleSink, AutoCloseable {
    private final List<String> none = Collections.nCopies(cells.size(), "");
    private final String insert;
    private RowAppender rows = engine.appender("samples");
    private long record;
    private long values;

    Batches(String insert) {
      this.insert = insert;
    }

    @Override
    public void sample(String raw, List<String> texts, double[] numbers) {
      append(raw, "", texts, numbers);
    }

    @Override
    public void broken(String raw, String fault) {
      append(raw, fault, none, NONE);
    }

    private void append(String raw, String fault, List<String> texts, double[] numbers) {
      List<String> all = new ArrayList<>(List.of(raw, fault));
      all.addAll(texts);
      rows.row(++record, all, numbers);
      values += numbers.length;
      if (values > BATCH_VALUES) {
        close();
        engine.execute("TRUNCATE samples");
        rows = engine.appender("samples");
        values = 0;
      }
    }

    @Override
    public void close() {
      rows.close();
      engine.execute(insert);
    }
  }

  private final class SampleCells implements Cells {
    @Override
    public String text(String column) {
      return "nullif(trim(c" + cells.indexOf(column) + "), '')";
    }

    @Override
    public String list(List<String> columns) {
      return columns.stream().map(this::text).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String doubles(List<String> columns) {
      return "TRY_CAST(" + list(columns) + " AS DOUBLE[])";
    }

    @Override
    public String features(FeatureSql sql, List<String> columns, String records) {
      return sql.isNarrow()
          ? "SELECT *, " + sql.each("numbers[%1$d] AS f%1$d", ", ") + " FROM (" + records + ")"
          : "SELECT *, numbers AS v FROM (" + records + ")";
    }
  }
}
