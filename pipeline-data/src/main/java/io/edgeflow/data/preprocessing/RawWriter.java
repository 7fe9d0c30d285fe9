package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.DataEngine.RowReader;
import io.edgeflow.data.engine.ResultRow;
import io.edgeflow.data.engine.WorkFolder;
import java.io.IOException;
import java.util.List;

/**
 * Deals the valid rows of a collected table to the three splits and writes them as they are, in the
 * drawn order, to {@code .npy} shards below 1 GiB. Rows are streamed: memory is bounded by the
 * engine's limit. Equal rows, configuration and seed give equal bytes, whatever the number of
 * threads.
 */
public final class RawWriter {
  private static final long MAX_SHARD_BYTES = (1L << 30) - 1;

  private final SplitConfig config;
  private final long maxShardBytes;

  /** A writer. */
  public RawWriter(SplitConfig config) {
    this(config, MAX_SHARD_BYTES);
  }

  RawWriter(SplitConfig config, long maxShardBytes) {
    this.config = config;
    this.maxShardBytes = maxShardBytes;
  }

  /**
   * Writes the rows that {@code DataValidator} found valid. A split without rows, or without rows
   * of a class, is no error here: {@link DataPreprocessor} looks at that.
   *
   * @param engine holds the tables {@code rows}, {@code facts} and {@code judged}
   * @param schema its raw element type is found here
   */
  public RawSplits write(DataEngine engine, Schema schema, WorkFolder folder, RunContext context) {
    RowSplitter splitter = new RowSplitter(engine, config, schema.target(), context.seed());
    ElementType type = splitter.stored();
    Schema stored =
        new Schema(schema.columns(), schema.raw().of(type), schema.features(), schema.target());
    try {
      return new RawSplits(
          stored,
          write(splitter, SplitName.TRAIN, stored, folder, context),
          write(splitter, SplitName.VALIDATION, stored, folder, context),
          write(splitter, SplitName.TEST, stored, folder, context));
    } catch (IOException e) {
      throw PipelineException.failed("Cannot write the rows").cause(e).build();
    }
  }

  private RawSplit write(
      RowSplitter splitter, SplitName split, Schema schema, WorkFolder folder, RunContext context)
      throws IOException {
    List<Long> counts = splitter.counts(split);
    Shards values =
        new Shards(
            folder,
            split.id() + ".raw",
            schema.raw().type(),
            maxShardBytes,
            schema.columns().size());
    Truths truths = Truths.of(schema.target(), folder, split, maxShardBytes);
    long rows = counts.stream().mapToLong(Long::longValue).sum();
    try (Progress.Task task = context.progress().start("split " + split.id(), rows, "rows");
        values;
        truths) {
      splitter.readFeatures(split, new Rows(values, schema.columns().size(), task));
      splitter.readTruths(split, truths.append());
    }
    return new RawSplit(
        counts, values.store(context.artifacts()), truths.store(context.artifacts()));
  }

  /** Puts numbers together to rows. */
  private static final class Rows implements RowReader {
    private final Shards shards;
    private final Progress.Task task;
    private final float[] row;
    private int filled;

    private Rows(Shards shards, int columns, Progress.Task task) {
      this.shards = shards;
      this.task = task;
      this.row = new float[columns];
    }

    @Override
    public void read(ResultRow number) throws IOException {
      row[filled++] = (float) number.number(1);
      if (filled == row.length) {
        shards.append(row);
        task.step(1);
        filled = 0;
      }
    }
  }
}
