package io.edgeflow.core.dataset;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of one split. Thread-safe. */
public final class Split {
  private final String name;
  private final int rows;
  private final Schema schema;
  private final FeatureReader reader;
  private final Column features;
  private final Column raw;
  private final Column truths;

  /** Which of the stored rows these are; null for all of them. */
  private final int @Nullable [] chosen;

  private Split(
      String name,
      int rows,
      Schema schema,
      FeatureReader reader,
      Column features,
      Column raw,
      Column truths,
      int @Nullable [] chosen) {
    this.name = name;
    this.rows = rows;
    this.schema = schema;
    this.reader = reader;
    this.features = features;
    this.raw = raw;
    this.truths = truths;
    this.chosen = chosen;
  }

  static Split open(String name, SplitFiles files, DatasetManifest manifest, ArtifactStore store) {
    Schema schema = manifest.schema();
    Column raw = Column.open(files.raw(), files.rows(), schema.raw().type(), store);
    Column features =
        files.features().equals(files.raw())
            ? raw
            : Column.open(files.features(), files.rows(), schema.features().type(), store);
    Column truths =
        Column.open(
            files.truths(),
            files.truths().isEmpty() ? 0 : files.rows(),
            schema.target().truthType(),
            store);
    return new Split(
        name,
        files.rows(),
        schema,
        FeatureReader.scaled(manifest.preprocessing(), features.type()),
        features,
        raw,
        truths,
        null);
  }

  /**
   * Some of the rows, in the given order, as a split of its own.
   *
   * @param wanted each from 0 to {@link #rows()} (exclusive)
   */
  public Split only(int[] wanted) {
    int[] places = IntStream.of(wanted).map(this::place).toArray();
    return new Split(name, places.length, schema, reader, features, raw, truths, places);
  }

  /**
   * The same rows as another model sees them.
   *
   * @param preprocessing of the same raw rows
   * @param target of the same truth
   */
  public Split as(Preprocessing preprocessing, Target target) {
    Schema other = new Schema(schema.columns(), schema.raw(), preprocessing.output(), target);
    return new Split(
        name, rows, other, FeatureReader.of(preprocessing::apply), raw, raw, truths, chosen);
  }

  private int place(int row) {
    return chosen == null ? row : chosen[row];
  }

  /** {@code train}, {@code validation} or {@code test}. */
  public String name() {
    return name;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** What one row's features are. */
  public FeatureSpec spec() {
    return schema.features();
  }

  /** What a model is to say of a row. */
  public Target target() {
    return schema.target();
  }

  /** Whether the truth of each row is known. */
  public boolean labeled() {
    return !truths.shards().isEmpty();
  }

  /** The class of one row, or 1 for an anomaly and 0 for a normal sample. */
  public int label(int row) {
    int place = place(row);
    return truths.mapped(place).getInt(truths.offset(place));
  }

  /** The classes of all rows, or which are anomalies. */
  public int[] labels() {
    return IntStream.range(0, rows).map(this::label).toArray();
  }

  /**
   * What is true of some rows: INT32 {@code [rows]}, or FLOAT32 {@code [rows, values]} in the units
   * of the data.
   *
   * @throws IllegalStateException if it is not known
   */
  public Tensor truths(int[] wanted) {
    if (!labeled()) {
      throw new IllegalStateException("The truth of the " + name + " split is not known");
    }
    ByteBuffer data =
        ByteBuffer.allocateDirect(wanted.length * truths.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int row : wanted) {
      int place = place(row);
      data.put(truths.mapped(place).slice(truths.offset(place), truths.rowBytes()));
    }
    int values = schema.target().truth().size();
    ElementType type = schema.target().truthType();
    int[] dims =
        type == ElementType.INT32 ? new int[] {wanted.length} : new int[] {wanted.length, values};
    return Tensor.wrap(type, dims, data.flip());
  }

  /** What is true of rows {@code from} to {@code to} (exclusive); see {@link #truths(int[])}. */
  public Tensor truths(int from, int to) {
    return truths(IntStream.range(from, to).toArray());
  }

  /** A copy of one raw row, NaN where missing. */
  public float[] raw(int row) {
    try (RowReader rows = new RowReader(raw)) {
      return rows.read(place(row));
    }
  }

  /** Copies of all raw rows in order, NaN where missing. */
  public RowPass<float[]> raw() {
    return new RowPass<>(raw, rows, this::place, RowReader::read);
  }

  /** Copies of some raw rows in their order, NaN where missing. */
  public RowPass<float[]> raw(int[] wanted) {
    return new RowPass<>(raw, wanted.length, i -> place(wanted[i]), RowReader::read);
  }

  /** Whether raw rows are stored as numbers from 0 to 255, a byte each. */
  public boolean holdsBytes() {
    return raw.type() == ElementType.UINT8;
  }

  /**
   * Copies of some raw rows in their order, as unsigned bytes.
   *
   * @throws IllegalStateException if they are not {@linkplain #holdsBytes stored as such}
   */
  public RowPass<byte[]> bytes(int[] wanted) {
    if (!holdsBytes()) {
      throw new IllegalStateException("The " + name + " split holds " + raw.type());
    }
    return new RowPass<>(raw, wanted.length, i -> place(wanted[i]), RowReader::bytes);
  }

  /** Copies of all rows' features in order; see {@link #features(int)}. */
  public RowPass<float[]> features() {
    return new RowPass<>(features, rows, this::place, reader::read);
  }

  /** Some raw rows as FLOAT32 {@code [rows, columns]}, NaN where missing. */
  public Tensor rawRows(int[] wanted) {
    return tensor(
        target -> {
          try (RowReader rows = new RowReader(raw)) {
            for (int row : wanted) {
              target.put(rows.read(place(row)));
            }
          }
        },
        wanted.length,
        schema.columns().size());
  }

  /** A copy of one row's features as a model takes them, in memory order. */
  public float[] features(int row) {
    try (RowReader rows = new RowReader(features)) {
      return reader.read(rows, place(row));
    }
  }

  /** Copies the features of some rows, one after the other, into a buffer at its position. */
  public void gather(int[] wanted, FloatBuffer target) {
    try (RowReader rows = new RowReader(features)) {
      for (int row : wanted) {
        target.put(reader.read(rows, place(row)));
      }
    }
  }

  /** The features of some rows as float32 in memory order, the rows first. */
  public Tensor batch(int[] wanted) {
    return tensor(target -> gather(wanted, target), spec().dims(wanted.length));
  }

  /** The features of rows {@code from} to {@code to} (exclusive); see {@link #batch(int[])}. */
  public Tensor batch(int from, int to) {
    return batch(IntStream.range(from, to).toArray());
  }

  private static Tensor tensor(Consumer<FloatBuffer> values, int... dims) {
    long size = Arrays.stream(dims).asLongStream().reduce(Float.BYTES, Math::multiplyExact);
    ByteBuffer data =
        ByteBuffer.allocateDirect(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    values.accept(data.asFloatBuffer());
    return Tensor.wrap(ElementType.FLOAT32, dims, data);
  }

  /** For people: its name and how many rows there are. */
  @Override
  public String toString() {
    return "Split[%s: %d rows]".formatted(name(), rows());
  }
}
