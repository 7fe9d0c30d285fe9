package io.edgeflow.data.preprocessing;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.data.engine.WorkFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** One split in the making. */
final class SplitWriter implements Closeable {
  private final Shards features;
  private final Truths truths;
  private final int columns;
  private final Long[] counts;

  SplitWriter(Schema schema, WorkFolder folder, SplitName split, long maxShardBytes) {
    this.columns = schema.columns().size();
    this.features =
        new Shards(folder, split.id() + ".raw", schema.raw().type(), maxShardBytes, columns);
    this.truths = Truths.of(schema.target(), folder, split, maxShardBytes);
    this.counts = new Long[Dealing.of(schema.target()).counts()];
    Arrays.fill(counts, 0L);
  }

  /** Takes a row of {@link RowSplitter#read}. */
  void append(float[] row) throws IOException {
    int number = (int) row[1];
    counts[number]++;
    features.append(Arrays.copyOfRange(row, 2, 2 + columns));
    truths.append().append(number, Arrays.copyOfRange(row, 2 + columns, row.length));
  }

  /** Ends the files and stores them. */
  RawSplit store(ArtifactStore store) throws IOException {
    close();
    return new RawSplit(List.of(counts), features.store(store), truths.store(store));
  }

  @Override
  public void close() throws IOException {
    features.close();
    truths.close();
  }
}
