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
  private static final short[] NO_BYTES = {};

  private final DataEngine engine;
  private final LandedSource source;
  private final Path file;
  private final List<Integer> shape;
  private final List<String> features;
  private final List<String> cells;
  private final boolean bytes;

  ArchiveReader(DataEngine engine, LandedSource source, Path file, List<Integer> shape) {
    this.engine = engine;
    this.source = source;
    this.file = file;
    this.shape = shape;
    try (Archive archive = Archive.open(file)) {
      this.features = archive.form().columns(archive, shape);
      this.cells = archive.form().cells();
      this.bytes = archive.form().holdsBytes(archive);
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
  public boolean holdsBytes() {
    return bytes;
  }

  @Override
  public void load(TableColumns columns, int number) {
    require(columns);
    boolean inBytes = columns.featureSql().isBytes();
    engine.execute(
        "CREATE OR REPLACE TABLE samples (record BIGINT, raw VARCHAR, fault VARCHAR, "
            + IntStream.range(0, cells.size())
                .mapToObj(i -> "c" + i + " VARCHAR, ")
                .collect(Collectors.joining())
            + (inBytes ? "numbers SMALLINT[], twin BIGINT)" : "numbers DOUBLE[])"));
    String insert = RowSql.insert(number, columns, new SampleCells(), "SELECT * FROM samples");
    try (Archive archive = Archive.open(file);
        Batches batches = new Batches(insert, inBytes)) {
      archive.form().read(archive, shape, engine.threads(), batches);
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

  /** The last axis of a sample; each column of a vector is one. */
  private int channels() {
    return shape.isEmpty() ? features.size() : shape.get(shape.size() - 1);
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
    private final boolean inBytes;
    private final ByteSums sums = new ByteSums(channels());
    private RowAppender rows = engine.appender("samples");
    private long record;
    private long values;

    Batches(String insert, boolean inBytes) {
      this.insert = insert;
      this.inBytes = inBytes;
    }

    @Override
    public void sample(String raw, List<String> texts, double[] numbers) {
      append(raw, "", texts, numbers);
    }

    @Override
    public void sample(String raw, List<String> texts, byte[] numbers) {
      if (inBytes) {
        sums.add(numbers);
        short[] shorts = new short[numbers.length];
        for (int i = 0; i < shorts.length; i++) {
          shorts[i] = (short) (numbers[i] & 0xFF);
        }
        rows.row(++record, all(raw, "", texts), shorts, ByteSums.twin(numbers));
        passed(numbers.length);
      } else {
        double[] doubles = new double[numbers.length];
        for (int i = 0; i < doubles.length; i++) {
          doubles[i] = numbers[i] & 0xFF;
        }
        sample(raw, texts, doubles);
      }
    }

    @Override
    public void broken(String raw, String fault) {
      if (inBytes) {
        rows.row(++record, all(raw, fault, none), NO_BYTES, ByteSums.NO_TWIN);
      } else {
        append(raw, fault, none, NONE);
      }
    }

    private void append(String raw, String fault, List<String> texts, double[] numbers) {
      rows.row(++record, all(raw, fault, texts), numbers);
      passed(numbers.length);
    }

    private static List<String> all(String raw, String fault, List<String> texts) {
      List<String> all = new ArrayList<>(List.of(raw, fault));
      all.addAll(texts);
      return all;
    }

    private void passed(int count) {
      values += count;
      if (values > BATCH_VALUES) {
        handOn();
        engine.execute("TRUNCATE samples");
        rows = engine.appender("samples");
        values = 0;
      }
    }

    private void handOn() {
      rows.close();
      engine.execute(insert);
    }

    @Override
    public void close() {
      handOn();
      if (!sums.isEmpty()) {
        engine.execute(sums.insert());
      }
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
