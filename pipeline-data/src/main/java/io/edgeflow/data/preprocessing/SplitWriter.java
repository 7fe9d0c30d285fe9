package io.edgeflow.data.preprocessing;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.engine.WorkFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** One split in the making. */
final class SplitWriter implements Closeable {
  private final Shards features;
  private final Truths truths;
  private final Shards slices;
  private final int columns;
  private final int told;
  private final Long[] counts;

  /**
   * Starts empty.
   *
   * @param told how many columns its rows are told apart by
   */
  SplitWriter(Schema schema, WorkFolder folder, SplitName split, int told, long maxShardBytes) {
    this.told = told;
    this.slices =
        new Shards(
            folder, split.id() + ".slices", ElementType.INT16, maxShardBytes, Math.max(1, told));
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
    append(number, row, 2 + columns);
  }

  /** Takes a row of {@link RowSplitter#places}, with its features. */
  void append(int number, byte[] row, float[] others) throws IOException {
    counts[number]++;
    features.append(row);
    append(number, others, 0);
  }

  private void append(int number, float[] row, int from) throws IOException {
    int end = row.length - told;
    truths.append().append(number, Arrays.copyOfRange(row, from, end));
    if (told > 0) {
      slices.append(Arrays.copyOfRange(row, end, row.length));
    }
  }

  /** Ends the files and stores them. */
  RawSplit store(ArtifactStore store) throws IOException {
    close();
    return new RawSplit(List.of(counts), features.store(store), truths.store(store));
  }

  /** What its rows are told apart by, once {@link #store} has ended the files. */
  List<Artifact> slices(ArtifactStore store) {
    return slices.store(store);
  }

  @Override
  public void close() throws IOException {
    slices.close();
    features.close();
    truths.close();
  }
}
