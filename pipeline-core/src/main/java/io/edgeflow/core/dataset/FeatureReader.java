package io.edgeflow.core.dataset;

import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.ElementType;
import org.jspecify.annotations.Nullable;

/** What a model takes of a stored row: of bytes by a table, which gives the very same floats. */
final class FeatureReader {
  private static final int BYTES = 256;

  private final Preprocessing preprocessing;
  private final float @Nullable [] table;

  FeatureReader(Preprocessing preprocessing, ElementType stored) {
    this.preprocessing = preprocessing;
    this.table = stored == ElementType.UINT8 ? preprocessing.ofBytes().orElse(null) : null;
  }

  /** A new array. */
  float[] read(RowReader rows, int row) {
    return table == null ? preprocessing.scaled(rows.read(row)) : of(rows.bytes(row), table);
  }

  private static float[] of(byte[] bytes, float[] table) {
    float[] values = new float[bytes.length];
    int channel = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = table[channel + (bytes[i] & 0xFF)];
      channel += BYTES;
      if (channel == table.length) {
        channel = 0;
      }
    }
    return values;
  }
}
