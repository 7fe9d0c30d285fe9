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
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The samples of an archive: their features come as numbers, their cells as texts. They pass
 * through a table of their own in batches, so that neither the heap nor it holds all of them.
 */
final class ArchiveReader implements RecordReader {
  private static final int BATCH_VALUES = 1 << 22;
  private static final double[] NONE = {};

  /** What a row of the table takes beside its features, in their size. */
  private static final int ROW_VALUES = 64;

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
            + (inBytes ? "twin BIGINT)" : "numbers DOUBLE[])"));
    String insert = RowSql.insert(number, columns, new SampleCells(), "SELECT * FROM samples");
    try (Archive archive = Archive.open(file);
        Batches batches = inBytes ? new ByteBatches(insert, number) : new NumberBatches(insert)) {
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
  private abstract class Batches implements SampleSink, AutoCloseable {
    private final List<String> none = Collections.nCopies(cells.size(), "");
    private final String insert;
    private RowAppender rows = engine.appender("samples");
    private long record;
    private long values;

    Batches(String insert) {
      this.insert = insert;
    }

    /** Appends a row, of a sample or of what is none. */
    interface Append {
      void to(RowAppender rows, long record, List<String> texts);
    }

    @Override
    public void broken(String raw, String fault) {
      append(raw, fault, none, 0, this::nothing);
    }

    abstract void nothing(RowAppender to, long number, List<String> texts);

    void append(String raw, String fault, List<String> texts, int count, Append row) {
      List<String> all = new ArrayList<>(List.of(raw, fault));
      all.addAll(texts);
      row.to(rows, ++record, all);
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
    }
  }

  /** Numbers pass through the table. */
  private final class NumberBatches extends Batches {
    NumberBatches(String insert) {
      super(insert);
    }

    @Override
    public void sample(String raw, List<String> texts, double[] numbers) {
      append(raw, "", texts, numbers.length, (to, record, all) -> to.row(record, all, numbers));
    }

    @Override
    public void sample(String raw, List<String> texts, byte[] numbers) {
      double[] doubles = new double[numbers.length];
      for (int i = 0; i < doubles.length; i++) {
        doubles[i] = numbers[i] & 0xFF;
      }
      sample(raw, texts, doubles);
    }

    @Override
    void nothing(RowAppender to, long number, List<String> texts) {
      to.row(number, texts, NONE);
    }
  }

  /** Bytes go beside the tables; only what is to be known of them passes through. */
  private final class ByteBatches extends Batches {
    private final ByteSums sums = new ByteSums(channels());
    private final ByteRows.Writer bytes;

    /** Rows without a record yet, because their twins are worked out together. */
    private final List<byte[]> waiting = new ArrayList<>();

    /** What appends each of them, given its twin. */
    private final List<LongConsumer> appends = new ArrayList<>();

    ByteBatches(String insert, int source) {
      super(insert);
      this.bytes = new ByteRows.Writer(engine, source, features.size());
    }

    @Override
    public void sample(String raw, List<String> texts, double[] numbers) {
      throw new IllegalStateException("The archive holds bytes");
    }

    @Override
    public void sample(String raw, List<String> texts, byte[] numbers) {
      sums.add(numbers);
      bytes.append(numbers);
      waiting.add(numbers.clone());
      appends.add(
          twin -> append(raw, "", texts, ROW_VALUES, (to, at, all) -> to.row(at, all, twin)));
      if (waiting.size() == ByteSums.SIDE_BY_SIDE) {
        appendWaiting();
      }
    }

    private void appendWaiting() {
      long[] twins = ByteSums.twins(waiting.toArray(byte[][]::new));
      for (int i = 0; i < twins.length; i++) {
        appends.get(i).accept(twins[i]);
      }
      waiting.clear();
      appends.clear();
    }

    @Override
    public void broken(String raw, String fault) {
      appendWaiting();
      super.broken(raw, fault);
    }

    @Override
    void nothing(RowAppender to, long number, List<String> texts) {
      bytes.skip();
      to.row(number, texts, ByteSums.NO_TWIN);
    }

    @Override
    public void close() {
      bytes.close();
      appendWaiting();
      super.close();
      sums.store(engine);
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
      String values =
          sql.isNarrow()
              ? sql.each("numbers[%1$d] AS f%1$d", ", ")
              : sql.isBytes() ? "CAST(NULL AS SMALLINT[]) AS v" : "numbers AS v";
      return "SELECT *, " + values + " FROM (" + records + ")";
    }
  }
}
