package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.table.ByteRows;
import io.edgeflow.data.table.CollectedTable;
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
  private final EncodeConfig encode;
  private final List<String> slices;
  private final long maxShardBytes;

  /**
   * A writer.
   *
   * @param slices columns whose texts the table keeps, and which are written beside the rows
   */
  public RawWriter(SplitConfig config, EncodeConfig encode, List<String> slices) {
    this(config, encode, slices, MAX_SHARD_BYTES);
  }

  RawWriter(SplitConfig config, EncodeConfig encode, List<String> slices, long maxShardBytes) {
    this.config = config;
    this.encode = encode;
    this.slices = List.copyOf(slices);
    this.maxShardBytes = maxShardBytes;
  }

  /**
   * Writes the rows that {@code DataValidator} found valid. A split without rows, or without rows
   * of a class, is no error here: {@link DataPreprocessor} looks at that.
   *
   * @param table its engine holds the tables {@code truths}, {@code rejects} and {@code doubles}
   * @param schema its raw element type is found here
   */
  public RawSplits write(
      CollectedTable table, Schema schema, WorkFolder folder, RunContext context) {
    RowSplitter splitter = new RowSplitter(table, config, schema.target(), context.seed());
    SliceCodes told = new SliceCodes(table, slices);
    TextCodes texts = new TextCodes(table.engine(), encode, schema.columns());
    ElementType type = texts.isEmpty() ? splitter.stored() : ElementType.FLOAT32;
    Schema stored =
        new Schema(schema.columns(), schema.raw().of(type), schema.features(), schema.target());
    try (SplitWriter train =
            new SplitWriter(stored, folder, SplitName.TRAIN, told.count(), maxShardBytes);
        SplitWriter validation =
            new SplitWriter(stored, folder, SplitName.VALIDATION, told.count(), maxShardBytes);
        SplitWriter test =
            new SplitWriter(stored, folder, SplitName.TEST, told.count(), maxShardBytes);
        Progress.Task task = context.progress().start("split", splitter.rows(), "rows")) {
      List<SplitWriter> writers = List.of(train, validation, test);
      if (splitter.isBytes()) {
        bytes(table, splitter, told, writers, task);
      } else {
        splitter.read(
            type,
            texts,
            told,
            row -> {
              writers.get((int) row[0]).append(row);
              task.step(1);
            });
      }
      return new RawSplits(
          stored,
          train.store(context.artifacts()),
          validation.store(context.artifacts()),
          test.store(context.artifacts()),
          splitter.equalRows(),
          texts.step(),
          told.files(
              train.slices(context.artifacts()),
              validation.slices(context.artifacts()),
              test.slices(context.artifacts())));
    } catch (IOException e) {
      throw PipelineException.failed("Cannot write the rows").cause(e).build();
    }
  }

  private static void bytes(
      CollectedTable table,
      RowSplitter splitter,
      SliceCodes told,
      List<SplitWriter> writers,
      Progress.Task task) {
    try (ByteRows bytes = table.bytes()) {
      byte[] features = new byte[bytes.width()];
      splitter.places(
          told,
          (source, record, split, number, others) -> {
            bytes.read(source, record, features);
            writers.get(split).append(number, features, others);
            task.step(1);
          });
    }
  }
}
