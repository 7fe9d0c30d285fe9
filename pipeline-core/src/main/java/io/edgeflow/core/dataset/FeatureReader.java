package io.edgeflow.core.dataset;

import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.ElementType;
import java.util.function.UnaryOperator;

/** What a model takes of a stored row. */
@FunctionalInterface
interface FeatureReader {
  /** How many values a byte has. */
  int BYTES = 256;

  /** A new array. */
  float[] read(RowReader rows, int row);

  /** What a function makes of each row. */
  static FeatureReader of(UnaryOperator<float[]> change) {
    return (rows, row) -> change.apply(rows.read(row));
  }

  /** What is scaled for each batch: of bytes by a table, which gives the very same floats. */
  static FeatureReader scaled(Preprocessing preprocessing, ElementType stored) {
    FeatureReader plain = of(preprocessing::scaled);
    return stored == ElementType.UINT8
        ? preprocessing.ofBytes().map(FeatureReader::by).orElse(plain)
        : plain;
  }

  private static FeatureReader by(float[] table) {
    return (rows, row) -> looked(rows.bytes(row), table);
  }

  private static float[] looked(byte[] bytes, float[] table) {
    float[] values = new float[bytes.length];
    int channels = table.length / BYTES;
    for (int channel = 0; channel < channels; channel++) {
      int from = channel * BYTES;
      for (int i = channel; i < values.length; i += channels) {
        values[i] = table[from + (bytes[i] & 0xFF)];
      }
    }
    return values;
  }
}
