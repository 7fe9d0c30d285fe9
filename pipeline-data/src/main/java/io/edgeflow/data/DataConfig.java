package io.edgeflow.data;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.data.augmentation.AugmentationConfig;
import io.edgeflow.data.finding.FindingConfig;
import io.edgeflow.data.preprocessing.PreprocessingConfig;
import io.edgeflow.data.preprocessing.SplitConfig;
import io.edgeflow.data.quality.QualityConfig;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.FileSource;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.TableColumns;
import io.edgeflow.data.table.WindowConfig;
import io.edgeflow.data.validation.ValidationConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * @param slices columns whose cells are kept beside the data set, which a model's evaluation tells
 *     rows apart by; they need be no features, and change nothing of the data set
 * @param memoryMb memory for the SQL engine's buffers, in MiB; what does not fit is spilled to disk
 */
public record DataConfig(
    List<DataSource> sources,
    FeatureConfig features,
    QualityConfig quality,
    PreprocessingConfig preprocessing,
    AugmentationConfig augmentation,
    SplitConfig split,
    FindingConfig findings,
    List<String> slices,
    int memoryMb) {

  static final int LEAST_MEMORY_MB = 256;

  /** Where records come from, each entry with the keys of {@link DataSource} and of its type. */
  public static final Field<List<Section>> SOURCES =
      Field.sections("data_sources", DataSource.FIELDS, "where records come from").input();

  /** Features and target, see {@link FeatureConfig}. */
  public static final Field<Section> FEATURES =
      Field.section("features", FeatureConfig.FIELDS, "features and target");

  /** What good data is, see {@link QualityConfig}. */
  public static final Field<Section> QUALITY =
      Field.section("quality", QualityConfig.FIELDS, "what good data is");

  /** What must hold of columns and rows, see {@link ValidationConfig}. */
  public static final Field<Section> VALIDATION =
      Field.section(
          "validation",
          ValidationConfig.FIELDS,
          "what must hold of columns and rows: checks of the gate data_quality");

  /** How rows become features, see {@link PreprocessingConfig}. */
  public static final Field<Section> PREPROCESSING =
      Field.section("preprocessing", PreprocessingConfig.FIELDS, "how rows become features");

  /** Random changes in training, see {@link AugmentationConfig}. */
  public static final Field<Section> AUGMENTATION =
      Field.section("augmentation", AugmentationConfig.FIELDS, "random changes in training");

  /** How rows are dealt, see {@link SplitConfig}. */
  public static final Field<Section> SPLIT =
      Field.section(
          "split", SplitConfig.FIELDS, "how rows are dealt to train, validation and test");

  /** What is looked for in the data set, see {@link FindingConfig}. */
  public static final Field<Section> FINDINGS =
      Field.section("findings", FindingConfig.FIELDS, "what is looked for in the data set");

  /** What runs the SQL. */
  public static final Field<String> ENGINE =
      Field.choice("engine", "duckdb", List.of("duckdb"), "what runs the SQL");

  /** Memory for the SQL engine's buffers, in MiB. */
  public static final Field<Integer> MEMORY_MB =
      Field.integer("memory_mb", 1024, LEAST_MEMORY_MB, 1 << 20, "memory for the SQL engine")
          .in("MiB")
          .presentation();

  /** The keys of the section. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          SOURCES,
          FEATURES,
          QUALITY,
          VALIDATION,
          PREPROCESSING,
          AUGMENTATION,
          SPLIT,
          FINDINGS,
          ENGINE,
          MEMORY_MB);

  /** Copies the sources. */
  public DataConfig {
    sources = List.copyOf(sources);
    slices = List.copyOf(slices);
  }

  /**
   * A builder of the section; it needs a source.
   *
   * <pre>{@code
   * DataConfig config =
   *     DataConfig.builder()
   *         .add(
   *             DataConfig.SOURCES,
   *             source ->
   *                 source
   *                     .set(DataSource.NAME, "digits")
   *                     .set(DataSource.TYPE, new FilesProvider())
   *                     .set(FileSource.PATH, Path.of("config/data/digits.csv")))
   *         .set(ClassesConfig.CLASSES, 10)
   *         .set(FeatureConfig.SHAPE, List.of(8, 8, 1))
   *         .build();
   * }</pre>
   */
  public static ConfigBuilder<DataConfig> builder() {
    return FIELDS.builder(DataConfig::from);
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
        FindingConfig.defaults(),
        List.of(),
        defaults.get(MEMORY_MB));
  }

  /**
   * Reads the section; relative paths are looked up from the folder of the configuration file that
   * holds them, then from the working folder.
   */
  public static DataConfig from(Section section, Problems problems) {
    Path file = Path.of(section.locationOf(SOURCES).file());
    return from(
        section,
        problems,
        Files.isRegularFile(file) ? Optional.ofNullable(file.getParent()) : Optional.empty());
  }

  /**
   * Reads the section.
   *
   * @param base where relative paths that a file gives are looked up, before the working folder
   */
  public static DataConfig from(Section section, Problems problems, Optional<Path> base) {
    if (section.get(SOURCES).isEmpty()) {
      section.refuse(problems, SOURCES, "at least one source is needed");
    }
    FeatureConfig features = FeatureConfig.from(section.get(FEATURES), problems);
    SplitConfig split = SplitConfig.from(section.get(SPLIT), problems);
    refuseUsed(section.get(SPLIT), SplitConfig.GROUP, split.group(), features, problems);
    refuseUsed(section.get(SPLIT), SplitConfig.COLUMN, split.column(), features, problems);
    refuseUsed(section.get(SPLIT), SplitConfig.TIME, split.time(), features, problems);
    refuseUsed(
        section.get(SPLIT),
        SplitConfig.TIME_WITHIN,
        split.timeWithin().column(),
        features,
        problems);
    SplitConfig.refuseStrata(section.get(SPLIT), features.output(), problems);
    List<DataSource> sources = DataSource.from(section.get(SOURCES), base, problems);
    new SourceRules(sources, features, split)
        .check(section.get(FEATURES), section.get(SPLIT), problems);
    DataConfig read =
        new DataConfig(
            sources,
            features,
            QualityConfig.from(section.get(QUALITY), problems)
                .withValidation(ValidationConfig.from(section.get(VALIDATION), problems)),
            PreprocessingConfig.from(section.get(PREPROCESSING), features, problems),
            AugmentationConfig.from(
                section.get(AUGMENTATION),
                features.isShaped() ? Optional.of(features.kind()) : Optional.empty(),
                problems),
            split,
            FindingConfig.from(section.get(FINDINGS)),
            List.of(),
            section.get(MEMORY_MB));
    features
        .personal()
        .refuseUsed(
            section.get(FEATURES),
            read.extraColumns().names(),
            "the timestamp, the group or the split",
            problems);
    return read;
  }

  private static void refuseUsed(
      Section split,
      Field<String> key,
      Optional<String> column,
      FeatureConfig features,
      Problems problems) {
    if (column.filter(features.columns()::contains).isPresent()) {
      split.refuse(problems, key, "is a feature column too");
    }
    if (column.filter(features.ignore()::contains).isPresent()) {
      split.refuse(problems, key, "is in features.ignore too");
    }
    if (column.filter(features.target().columns()::contains).isPresent()) {
      split.refuse(problems, key, "is the column of the target too");
    }
  }

  /** The same, from other sources. */
  public DataConfig withSources(List<DataSource> newSources) {
    return new DataConfig(
        newSources,
        features,
        quality,
        preprocessing,
        augmentation,
        split,
        findings,
        slices,
        memoryMb);
  }

  /** The same, with other features. */
  public DataConfig withFeatures(FeatureConfig newFeatures) {
    return new DataConfig(
        sources,
        newFeatures,
        quality,
        preprocessing,
        augmentation,
        split,
        findings,
        slices,
        memoryMb);
  }

  /** The same, with other demands on quality. */
  public DataConfig withQuality(QualityConfig newQuality) {
    return new DataConfig(
        sources,
        features,
        newQuality,
        preprocessing,
        augmentation,
        split,
        findings,
        slices,
        memoryMb);
  }

  /** The same, with other augmentation. */
  public DataConfig withAugmentation(AugmentationConfig newAugmentation) {
    return new DataConfig(
        sources,
        features,
        quality,
        preprocessing,
        newAugmentation,
        split,
        findings,
        slices,
        memoryMb);
  }

  /** The same, with rows dealt in another way. */
  public DataConfig withSplit(SplitConfig newSplit) {
    return new DataConfig(
        sources,
        features,
        quality,
        preprocessing,
        augmentation,
        newSplit,
        findings,
        slices,
        memoryMb);
  }

  /** The same, with other limits of what is found. */
  public DataConfig withFindings(FindingConfig newFindings) {
    return new DataConfig(
        sources,
        features,
        quality,
        preprocessing,
        augmentation,
        split,
        newFindings,
        slices,
        memoryMb);
  }

  /** The same, which keeps other columns for an evaluation. */
  public DataConfig withSlices(List<String> newSlices) {
    return new DataConfig(
        sources,
        features,
        quality,
        preprocessing,
        augmentation,
        split,
        findings,
        newSlices,
        memoryMb);
  }

  /** The columns of a record that are neither features nor target. */
  TableColumns.Extra extraColumns() {
    return new TableColumns.Extra(
        quality.timestamp(),
        split.keptColumn(),
        split.column(),
        features.window().flatMap(WindowConfig::order).or(split::time),
        features.window().flatMap(WindowConfig::by),
        List.copyOf(preprocessing.encode().columns().keySet()));
  }

  /** The transform that the trainer applies to training batches; none when it is disabled. */
  public BatchTransform augmentor(long seed) {
    return augmentation.transform(seed);
  }
}
