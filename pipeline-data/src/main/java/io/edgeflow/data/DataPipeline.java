package io.edgeflow.data;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.edgeflow.data.Judging.Judged;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.personal.PersonalColumns;
import io.edgeflow.data.preprocessing.DataPreprocessor;
import io.edgeflow.data.preprocessing.RawSplits;
import io.edgeflow.data.preprocessing.RawWriter;
import io.edgeflow.data.profile.DataProfile;
import io.edgeflow.data.profile.ProfileLimits;
import io.edgeflow.data.quality.QualityGate;
import io.edgeflow.data.quality.Stamps;
import io.edgeflow.data.quality.ValidRows;
import io.edgeflow.data.source.Landed;
import io.edgeflow.data.source.LandedSource;
import io.edgeflow.data.source.Landing;
import io.edgeflow.data.source.MissingSource;
import io.edgeflow.data.table.CollectedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

  /**
   * A stage of the given configuration.
   *
   * @throws io.edgeflow.core.error.PipelineException if it asks for augmentations of images and the
   *     records are none
   */
  public DataPipeline(DataConfig config) {
    config.augmentation().require(config.features().kind());
    this.config = config;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Lands the bytes of all sources, without what personal columns hold.
   *
   * @throws io.edgeflow.core.error.PipelineException if a source fails
   */
  public Landed land(RunContext context) {
    return Landing.land(
        config.sources(),
        new PersonalColumns(config.features().personal(), config.memoryMb()),
        context);
  }

  /**
   * Lands all sources and collects what they hold.
   *
   * @throws io.edgeflow.core.error.PipelineException if a source fails or is no table
   */
  public DataCollection collect(RunContext context) {
    return collect(land(context), context);
  }

  /**
   * Takes landed bytes apart, quarantines invalid rows, measures quality and writes the valid rows
   * of each split as they are. Equal bytes, configuration and seed give the same, but for
   * timeliness. Poor quality is no error here: the gate judges it.
   *
   * @throws io.edgeflow.core.error.PipelineException if a source is no table
   */
  public DataCollection collect(Landed landed, RunContext context) {
    try (Judging judging = new Judging(config, landed, context)) {
      DataCollection collection = judging.table().reading(() -> collect(judging, landed, context));
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

  /**
   * The gate {@code data_quality} over landed bytes alone: judges all records as {@link #collect}
   * does, and deals and writes none of those that are valid.
   *
   * <pre>{@code
   * GateReport report = pipeline.gate(pipeline.land(context), context);
   * }</pre>
   *
   * @throws io.edgeflow.core.error.PipelineException if a source is no table
   */
  public GateReport gate(Landed landed, RunContext context) {
    try (Judging judging = new Judging(config, landed, context)) {
      CollectedTable table = judging.table();
      Judged judged = table.reading(judging::judge);
      return QualityGate.judge(
          judged.quality(),
          config.quality(),
          table.rows(),
          judged.rows().valid() + judged.rows().quarantined());
    }
  }

  /**
   * What was collected of the same bytes before, judged by the clock of now.
   *
   * @param landed the same bytes, perhaps from elsewhere
   */
  public DataCollection judgedAnew(DataCollection kept, Landed landed, RunContext context) {
    Metric timeliness =
        kept.stamps().stream()
            .findFirst()
            .map(stamps -> context.artifacts().open(stamps))
            .map(
                file ->
                    Stamps.timeliness(
                        file,
                        kept.collected(),
                        config.quality().maxAge(),
                        context.clock().instant()))
            .orElse(kept.quality().timeliness());
    return kept.with(kept.quality().with(timeliness), landed);
  }

  private DataCollection collect(Judging judging, Landed landed, RunContext context) {
    CollectedTable table = judging.table();
    WorkFolder folder = judging.folder();
    Judged judged = judging.judge();
    ValidRows rows = judged.rows();
    RawSplits splits =
        new RawWriter(config.split(), config.preprocessing().encode(), config.slices())
            .write(table, judged.schema(), folder, context);
    return new DataCollection(
        landed.version(),
        table.rows(),
        rows.valid(),
        rows.quarantined(),
        splits,
        rows.quarantine(),
        judged.quality(),
        config.quality().timestamp().isEmpty()
            ? List.of()
            : List.of(Stamps.write(table, folder, context.artifacts())),
        landed.sources(),
        Stream.concat(landed.missing().stream(), empty(table, landed)).toList(),
        profile(table, judged.schema(), context));
  }

  private static Stream<MissingSource> empty(CollectedTable table, Landed landed) {
    return table.empty().stream().map(place -> MissingSource.empty(landed.sources().get(place)));
  }

  private static Artifact profile(CollectedTable table, Schema schema, RunContext context) {
    DataProfile profile = DataProfile.measure(table, schema.raw().channels(), ProfileLimits.QUICK);
    return context
        .artifacts()
        .put("data_profile.json", DataProfile.FORM.pretty(profile).getBytes(UTF_8));
  }

  /**
   * Fits preprocessing on the training rows and writes the data set.
   *
   * @throws io.edgeflow.core.error.PipelineException if a split has too few valid rows, of a class
   *     or at all; ask {@link #gate} first, it may know why
   */
  @Override
  public DataResult run(DataCollection collection, RunContext context) {
    DatasetManifest dataset =
        new DataPreprocessor(config.preprocessing(), config.split())
            .prepare(collection.splits(), collection.dataVersion(), context);
    return new Findings(config).found(collection, dataset, context);
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
    files.add(collection.quarantine());
    files.addAll(collection.stamps());
    Optional.ofNullable(collection.profile()).ifPresent(files::add);
    collection.splits().files().forEach(files::add);
    List<Metric> metrics = new ArrayList<>();
    metrics.add(samples("collected", collection.collected(), collection));
    metrics.add(samples("valid", collection.valid(), collection));
    metrics.add(samples("quarantined", collection.quarantined(), collection));
    metrics.addAll(collection.quality().measured());
    return new StageReport(
        Optional.of(gate(collection)),
        metrics,
        files,
        collection.missing().stream().map(MissingSource::note).toList());
  }

  @Override
  public StageReport report(DataResult result) {
    StageReport collected = report(result.collection());
    DatasetManifest dataset = result.dataset();
    List<Artifact> files =
        Stream.of(
                Findings.files(result),
                collected.artifacts().stream(),
                Stream.of(dataset.train(), dataset.validation(), dataset.test())
                    .flatMap(DataPipeline::files))
            .flatMap(Function.identity())
            .distinct()
            .toList();
    return new Findings(config).judged(result, collected, files);
  }

  private static Stream<Artifact> files(SplitFiles split) {
    return Stream.of(split.features(), split.raw(), split.truths()).flatMap(List::stream);
  }

  private Metric samples(String name, long count, DataCollection collection) {
    String unit = config.features().window().isPresent() ? "windows" : "rows";
    return new Metric(name, count, unit, Direction.NEUTRAL, collection.collected());
  }
}
