package io.edgeflow.data;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.Stage;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.preprocessing.DataPreprocessor;
import io.edgeflow.data.quality.DataQualityChecker;
import io.edgeflow.data.quality.DataQualityMetrics;
import io.edgeflow.data.quality.DataValidator;
import io.edgeflow.data.quality.QualityGate;
import io.edgeflow.data.quality.ValidRows;
import io.edgeflow.data.source.LandedSource;
import io.edgeflow.data.source.Landing;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.LabelSet;
import io.edgeflow.data.table.SchemaInference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stage 1: from raw records to a split data set.
 *
 * <pre>{@code
 * RunContext context = RunContext.standalone(Path.of(".edgeflow"), 42);
 * DataPipeline pipeline = new DataPipeline(DataConfig.ofFile(Path.of("digits.csv")));
 * DataCollection collection = pipeline.collect(context);
 * if (pipeline.gate(collection).passes()) {
 *   DataResult result = pipeline.run(collection, context);
 *   Dataset dataset = Dataset.open(result.dataset(), context.artifacts());
 * }
 * }</pre>
 */
public final class DataPipeline implements Stage<DataCollection, DataResult> {
  /** The stage's name. */
  public static final String NAME = "data_pipeline";

  private final DataConfig config;

  /** A stage of the given configuration. */
  public DataPipeline(DataConfig config) {
    this.config = config;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String fingerprint() {
    return config.fingerprint();
  }

  /**
   * Collects all sources, lands their bytes, quarantines invalid rows and measures quality. Never
   * cached. Poor quality is no error here: the gate judges it.
   *
   * @throws io.edgeflow.core.error.PipelineException if a source fails or is no table
   */
  public DataCollection collect(RunContext context) {
    List<LandedSource> landed = Landing.land(config.sources(), context);
    try (WorkFolder folder = WorkFolder.in(context.artifacts());
        DataEngine engine = DataEngine.duckDb(folder, config.memoryMb(), context.threads())) {
      CollectedTable table =
          CollectedTable.load(
              engine,
              landed,
              source -> context.artifacts().open(source.raw()),
              config.features(),
              config.quality().timestamp());
      DataCollection collection = judge(table, landed, folder, context);
      context
          .events()
          .record(
              "data.collected",
              Map.of(
                  "data_version", collection.dataVersion(),
                  "collected", collection.collected(),
                  "quarantined", collection.quarantined()));
      return collection;
    }
  }

  private DataCollection judge(
      CollectedTable table, List<LandedSource> landed, WorkFolder folder, RunContext context) {
    List<String> labels = LabelSet.resolve(table, config.features().labels());
    Schema schema = SchemaInference.schema(config.features(), table.columns(), labels);
    DataQualityMetrics quality =
        new DataQualityChecker(table, config.quality(), schema.rawShape().channels())
            .check(context.clock().instant());
    ValidRows rows =
        new DataValidator(table, config.quality(), !config.preprocessing().imputeMean())
            .validate(folder, context.artifacts());
    return new DataCollection(
        LandedSource.version(landed),
        table.rows(),
        rows.valid(),
        rows.quarantined(),
        schema,
        rows.rows(),
        rows.quarantine(),
        quality,
        landed);
  }

  /**
   * Splits, fits preprocessing on the training rows and writes the data set.
   *
   * @throws io.edgeflow.core.error.PipelineException if a class has too few valid rows; ask {@link
   *     #gate} first, it may know why
   */
  @Override
  public DataResult run(DataCollection collection, RunContext context) {
    DatasetManifest dataset =
        new DataPreprocessor(config.preprocessing(), config.split(), config.memoryMb())
            .prepare(
                collection.validRows(), collection.dataVersion(), collection.schema(), context);
    return new DataResult(collection, dataset);
  }

  /** The gate {@code data_quality}. */
  public GateReport gate(DataCollection collection) {
    return QualityGate.judge(
        collection.quality(),
        config.quality(),
        collection.collected(),
        collection.valid() + collection.quarantined());
  }

  /** Judges a collection of which no data set was made, because its gate blocks. */
  public StageReport report(DataCollection collection) {
    List<Artifact> files =
        new ArrayList<>(collection.sources().stream().map(LandedSource::raw).toList());
    files.add(collection.validRows());
    files.add(collection.quarantine());
    List<Metric> metrics = new ArrayList<>();
    metrics.add(rows("collected", collection.collected(), collection));
    metrics.add(rows("valid", collection.valid(), collection));
    metrics.add(rows("quarantined", collection.quarantined(), collection));
    metrics.addAll(collection.quality().measured());
    return new StageReport(Optional.of(gate(collection)), metrics, files);
  }

  @Override
  public StageReport report(DataResult result) {
    StageReport collected = report(result.collection());
    DatasetManifest dataset = result.dataset();
    List<Artifact> files =
        Stream.concat(
                collected.artifacts().stream(),
                Stream.of(dataset.train(), dataset.validation(), dataset.test())
                    .flatMap(DataPipeline::files))
            .toList();
    return new StageReport(collected.gate(), collected.metrics(), files);
  }

  private static Stream<Artifact> files(SplitFiles split) {
    return Stream.of(split.features(), split.raw(), split.labels()).flatMap(List::stream);
  }

  private static Metric rows(String name, long count, DataCollection collection) {
    return new Metric(name, count, "rows", Direction.NEUTRAL, collection.collected());
  }
}
