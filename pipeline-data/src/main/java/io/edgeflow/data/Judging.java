package io.edgeflow.data;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.Target;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.quality.DataQualityChecker;
import io.edgeflow.data.quality.DataQualityMetrics;
import io.edgeflow.data.quality.DataValidator;
import io.edgeflow.data.quality.RowFacts;
import io.edgeflow.data.quality.ValidRows;
import io.edgeflow.data.source.Landed;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.SchemaInference;
import io.edgeflow.data.table.TableColumns;
import io.edgeflow.data.validation.Sandbox;
import io.edgeflow.data.validation.Validation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Landed bytes as a table in an engine of its own, and what is to be said of its records. */
final class Judging implements AutoCloseable {
  private final DataConfig config;
  private final RunContext context;
  private final WorkFolder folder;
  private final DataEngine engine;
  private final CollectedTable table;

  /** What came of it. */
  record Judged(Schema schema, DataQualityMetrics quality, ValidRows rows) {}

  Judging(DataConfig config, Landed landed, RunContext context) {
    this.config = config;
    this.context = context;
    this.folder = WorkFolder.in(context.artifacts());
    this.engine = DataEngine.duckDb(folder, config.memoryMb(), context.threads());
    try {
      this.table =
          CollectedTable.load(
              engine,
              landed.sources(),
              source -> context.artifacts().open(source.raw()),
              config.features(),
              config.extraColumns(),
              this::kept);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private List<String> kept(TableColumns columns, Set<String> names) {
    Set<String> kept =
        new LinkedHashSet<>(config.quality().validation().texts(columns.features(), names));
    for (String slice : config.slices()) {
      if (!names.contains(slice)) {
        throw PipelineException.config("A column to slice by is in no source")
            .found(slice + Problems.didYouMean(slice, names))
            .where("model_training.evaluation.slices")
            .remedy("correct its name")
            .build();
      }
      kept.add(slice);
    }
    return List.copyOf(kept);
  }

  CollectedTable table() {
    return table;
  }

  WorkFolder folder() {
    return folder;
  }

  /** Measures quality and quarantines invalid rows. */
  Judged judge() {
    config.preprocessing().missing().requireKnown(table.columns().features());
    Target target = config.features().target().resolve(table);
    Schema schema = SchemaInference.schema(config.features(), table.columns(), target);
    int channels = schema.raw().channels();
    RowFacts facts =
        RowFacts.measure(
            table, target, config.quality().ranges(table.columns(), channels), channels);
    DataQualityMetrics quality =
        new DataQualityChecker(facts, config.quality())
            .check(context.clock().instant())
            .validated(validate(channels));
    ValidRows rows =
        new DataValidator(
                facts,
                config.preprocessing().missing()::drops,
                config.split().parting(target, context.seed()))
            .validate(folder, context.artifacts());
    return new Judged(schema, quality, rows);
  }

  private List<Check> validate(int channels) {
    try (WorkFolder scratch = WorkFolder.in(context.artifacts())) {
      int memoryMb = Math.max(DataConfig.LEAST_MEMORY_MB, config.memoryMb() / 2);
      Sandbox sandbox = new Sandbox(scratch, memoryMb, context.threads());
      return Validation.judge(table, config.quality().validation(), channels, sandbox);
    }
  }

  @Override
  public void close() {
    try {
      engine.close();
    } finally {
      folder.close();
    }
  }
}
