package io.edgeflow.core.dataset;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of one split. Thread-safe. */
public final class Split {
  private final String name;
  private final int rows;
  private final ImageShape featureShape;
  private final Column features;
  private final Column raw;
  private final Column labels;

  private Split(
      String name, int rows, ImageShape featureShape, Column features, Column raw, Column labels) {
    this.name = name;
    this.rows = rows;
    this.featureShape = featureShape;
    this.features = features;
    this.raw = raw;
    this.labels = labels;
  }

  static Split open(String name, SplitFiles files, Schema schema, ArtifactStore store) {
    return new Split(
        name,
        files.rows(),
        schema.featureShape(),
        Column.open(files.features(), files.rows(), ElementType.FLOAT32, store),
        Column.open(files.raw(), files.rows(), ElementType.FLOAT32, store),
        Column.open(files.labels(), files.rows(), ElementType.INT32, store));
  }

  /** {@code train}, {@code validation} or {@code test}. */
  public String name() {
    return name;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The shape of one row's features. */
  public ImageShape featureShape() {
    return featureShape;
  }

  /** The label of one row. */
  public int label(int row) {
    return labels.at(row).getInt(labels.offset(row));
  }

  /** The labels of all rows. */
  public int[] labels() {
    return IntStream.range(0, rows).map(this::label).toArray();
  }

  /** A copy of one raw row, NaN where missing. */
  public float[] raw(int row) {
    return raw.copy(row);
  }

  /** A copy of one row's features in (height, width, channel) order. */
  public float[] features(int row) {
    return features.copy(row);
  }

  /** Copies the features of some rows, one after the other, into a buffer at its position. */
  public void gather(int[] wanted, FloatBuffer target) {
    for (int row : wanted) {
      target.put(features.floats(row));
    }
  }

  /**
   * Rows {@code from} to {@code to} (exclusive) as float32 {@code [batch, height, width,
   * channels]}.
   */
  public Tensor batch(int from, int to) {
    int count = to - from;
    ByteBuffer data =
        ByteBuffer.allocateDirect(Math.multiplyExact(count * Float.BYTES, featureShape.size()))
            .order(ByteOrder.LITTLE_ENDIAN);
    gather(IntStream.range(from, to).toArray(), data.asFloatBuffer());
    int[] dims = {count, featureShape.height(), featureShape.width(), featureShape.channels()};
    return Tensor.wrap(ElementType.FLOAT32, dims, data);
  }

  /** Equal-sized rows spread over mapped shards. */
  private record Column(List<ByteBuffer> shards, int rowsAShard, int rowBytes) {
    static Column open(List<Artifact> files, int rows, ElementType type, ArtifactStore store) {
      List<Npy> shards = files.stream().map(f -> Npy.map(store.open(f))).toList();
      int found = shards.stream().mapToInt(Npy::rows).sum();
      if (found != rows || shards.stream().anyMatch(s -> s.type() != type)) {
        throw PipelineException.failed("The files of a split do not fit its manifest")
            .found(found + " rows")
            .limit(rows + " rows of " + type)
            .where(files)
            .build();
      }
      requireEqual(shards);
      int rowBytes = shards.isEmpty() ? 0 : shards.get(0).rowBytes();
      int rowsAShard = shards.isEmpty() ? 1 : Math.max(1, shards.get(0).rows());
      return new Column(shards.stream().map(Npy::data).toList(), rowsAShard, rowBytes);
    }

    /** Rows are found by division, which takes equal shards; only the last may be shorter. */
    private static void requireEqual(List<Npy> shards) {
      for (int i = 1; i < shards.size(); i++) {
        int more = shards.get(0).rows() - shards.get(i).rows();
        boolean last = i == shards.size() - 1;
        if (shards.get(i).rowBytes() != shards.get(0).rowBytes() || (last ? more < 0 : more != 0)) {
          throw PipelineException.failed("The shards of a split differ")
              .found(shards.stream().map(Npy::rows).toList() + " rows")
              .limit("shards of equal rows but the last, which may be shorter")
              .remedy("prepare the data again")
              .build();
        }
      }
    }

    ByteBuffer at(int row) {
      return shards.get(row / rowsAShard);
    }

    int offset(int row) {
      return row % rowsAShard * rowBytes;
    }

    FloatBuffer floats(int row) {
      return at(row).slice(offset(row), rowBytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    float[] copy(int row) {
      float[] values = new float[rowBytes / Float.BYTES];
      floats(row).get(values);
      return values;
    }
  }
}
