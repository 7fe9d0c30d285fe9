package io.edgeflow.data;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.json.Json;
import io.edgeflow.data.augmentation.AugmentationConfig;
import io.edgeflow.data.preprocessing.PreprocessingConfig;
import io.edgeflow.data.preprocessing.SplitConfig;
import io.edgeflow.data.quality.QualityConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.FileSource;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.TableColumns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code data_pipeline}.
 *
 * <pre>{@code
 * DataConfig config =
 *     DataConfig.ofFile(Path.of("config/data/digits.csv"))
 *         .withFeatures(
 *             FeatureConfig.defaults().withClasses(10).withShape(8, 8, 1).withSize(32, 32))
 *         .withQuality(
 *             QualityConfig.defaults().withNotApplicable(Dimension.TIMELINESS, "static data set"));
 * }</pre>
 *
 * @param memoryMb memory for the SQL engine's buffers, in MiB; what does not fit is spilled to disk
 */
public record DataConfig(
    List<DataSource> sources,
    FeatureConfig features,
    QualityConfig quality,
    PreprocessingConfig preprocessing,
    AugmentationConfig augmentation,
    SplitConfig split,
    int memoryMb) {

  /** The keys of the section. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.sections("data_sources", DataSource.FIELDS, "where records come from").input(),
          Field.section("features", FeatureConfig.FIELDS, "features and target"),
          Field.section("quality", QualityConfig.FIELDS, "what good data is"),
          Field.section("preprocessing", PreprocessingConfig.FIELDS, "how rows become features"),
          Field.section("augmentation", AugmentationConfig.FIELDS, "random changes in training"),
          Field.section(
              "split", SplitConfig.FIELDS, "how rows are dealt to train, validation and test"),
          Field.choice("engine", "duckdb", List.of("duckdb"), "what runs the SQL"),
          Field.integer("memory_mb", 1024, 256, 1 << 20, "memory for the SQL engine")
              .in("MiB")
              .presentation());

  /** Copies the sources. */
  public DataConfig {
    sources = List.copyOf(sources);
  }

  /** Every default, with one CSV file as source. */
  public static DataConfig ofFile(Path file) {
    Section defaults = FIELDS.defaults();
    return new DataConfig(
        List.of(new FileSource("file", file)),
        FeatureConfig.defaults(),
        QualityConfig.defaults(),
        PreprocessingConfig.defaults(),
        AugmentationConfig.none(),
        SplitConfig.defaults(),
        defaults.integer("memory_mb"));
  }

  /**
   * Reads the section; relative paths are looked up from the working folder, then from the folder
   * of the configuration file that holds them.
   */
  public static DataConfig from(Section section, Problems problems) {
    Path file = Path.of(section.locationOf("data_sources").file());
    return from(
        section,
        problems,
        Files.isRegularFile(file) ? Optional.ofNullable(file.getParent()) : Optional.empty());
  }

  /**
   * Reads the section.
   *
   * @param base where relative paths are looked up after the working folder
   */
  public static DataConfig from(Section section, Problems problems, Optional<Path> base) {
    FeatureConfig features = FeatureConfig.from(section.section("features"), problems);
    SplitConfig split = SplitConfig.from(section.section("split"), problems);
    refuseUsed(section.section("split"), "group", split.group(), features, problems);
    refuseUsed(section.section("split"), "column", split.column(), features, problems);
    return new DataConfig(
        DataSource.from(section, base, problems),
        features,
        QualityConfig.from(section.section("quality"), problems),
        PreprocessingConfig.from(section.section("preprocessing")),
        AugmentationConfig.from(
            section.section("augmentation"),
            features.shape().isEmpty() ? Optional.empty() : Optional.of(features.kind()),
            problems),
        split,
        section.integer("memory_mb"));
  }

  private static void refuseUsed(
      Section split,
      String key,
      Optional<String> column,
      FeatureConfig features,
      Problems problems) {
    if (column.filter(features.columns()::contains).isPresent()) {
      split.refuse(problems, key, "is a feature column too");
    }
    if (column.filter(features.target().columns()::contains).isPresent()) {
      split.refuse(problems, key, "is the column of the target too");
    }
  }

  /** The same, from other sources. */
  public DataConfig withSources(List<DataSource> newSources) {
    return new DataConfig(
        newSources, features, quality, preprocessing, augmentation, split, memoryMb);
  }

  /** The same, with other features. */
  public DataConfig withFeatures(FeatureConfig newFeatures) {
    return new DataConfig(
        sources, newFeatures, quality, preprocessing, augmentation, split, memoryMb);
  }

  /** The same, with other demands on quality. */
  public DataConfig withQuality(QualityConfig newQuality) {
    return new DataConfig(
        sources, features, newQuality, preprocessing, augmentation, split, memoryMb);
  }

  /** The same, with other preprocessing. */
  public DataConfig withPreprocessing(PreprocessingConfig newPreprocessing) {
    return new DataConfig(
        sources, features, quality, newPreprocessing, augmentation, split, memoryMb);
  }

  /** The same, with other augmentation. */
  public DataConfig withAugmentation(AugmentationConfig newAugmentation) {
    return new DataConfig(
        sources, features, quality, preprocessing, newAugmentation, split, memoryMb);
  }

  /** The same, with rows dealt in another way. */
  public DataConfig withSplit(SplitConfig newSplit) {
    return new DataConfig(
        sources, features, quality, preprocessing, augmentation, newSplit, memoryMb);
  }

  /** The columns of a record that are neither features nor target. */
  TableColumns.Extra extraColumns() {
    return new TableColumns.Extra(quality.timestamp(), split.group(), split.column());
  }

  /** The transform that the trainer applies to training batches; none when it is disabled. */
  public BatchTransform augmentor(long seed) {
    return augmentation.transform(seed);
  }

  /**
   * Canonical text of what the prepared data set depends on besides the data version and the seed.
   * Augmentation is not in it: training's key takes {@link AugmentationConfig#fingerprint()}.
   */
  public String fingerprint() {
    return Json.text(
        Map.of(
            "features", features.fingerprint(),
            "ranges", quality.ranges(),
            "timestamp", quality.timestamp().orElse(""),
            "preprocessing", preprocessing,
            "split", split.fingerprint()));
  }
}
