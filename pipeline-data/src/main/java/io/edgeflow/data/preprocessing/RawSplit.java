package io.edgeflow.data.preprocessing;

import io.edgeflow.core.run.Progress;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.engine.WorkFolder;
import java.io.IOException;

/**
 * The rows of one split as they were collected.
 *
 * @param values float32 {@code [rows, columns]}, NaN where missing
 * @param labels int32 {@code [rows]}
 */
record RawSplit(Shards values, Shards labels) {
  static RawSplit write(
      RowSplitter splitter,
      SplitName split,
      int columns,
      WorkFolder folder,
      long maxShardBytes,
      Progress.Task task)
      throws IOException {
    Shards values =
        new Shards(folder, split.id() + ".raw", ElementType.FLOAT32, maxShardBytes, columns);
    Shards labels = new Shards(folder, split.id() + ".labels", ElementType.INT32, maxShardBytes);
    try (values;
        labels) {
      splitter.read(
          split,
          (row, label) -> {
            values.append(row);
            labels.append(label);
            task.step(1);
          });
    }
    return new RawSplit(values, labels);
  }
}
