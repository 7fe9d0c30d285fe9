package io.edgeflow.data.preprocessing;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.data.table.FeatureConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How raw rows become features.
 *
 * @param scalers how each channel is scaled, one after the other
 * @param missing what is done about missing values
 * @param encode how texts become numbers
 * @param image what is done with images before they are resized
 */
public record PreprocessingConfig(
    List<Scaler> scalers, MissingConfig missing, EncodeConfig encode, ImageConfig image) {
  /** The ways to scale a channel. */
  public enum Scale {
    /** Not at all. */
    NONE,
    /** To a range by the training rows' minimum and maximum. */
    MIN_MAX,
    /** To mean 0 and deviation 1 on the training rows. */
    STANDARD,
    /** To median 0 and a distance of 1 between the quartiles of the training rows. */
    ROBUST;

    /** The word in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A way with its range.
   *
   * @param low what the minimum becomes; 0 where a way has no range
   * @param high what the maximum becomes; 1 where a way has no range
   */
  public record Scaler(Scale scale, float low, float high) {
    static final Scaler MIN_MAX = of(Scale.MIN_MAX);
    static final Scaler STANDARD = of(Scale.STANDARD);

    static Scaler of(Scale scale) {
      return new Scaler(scale, 0, 1);
    }
  }

  /** Whether each channel is scaled to [0, 1]. */
  public static final Field<Boolean> NORMALIZE =
      Field.flag("normalize", true, "scale each channel to [0, 1]");

  /** Whether each channel gets mean 0 and deviation 1. */
  public static final Field<Boolean> STANDARDIZE =
      Field.flag("standardize", true, "give each channel mean 0 and deviation 1");

  /** One way to scale, in place of the two flags. */
  public static final Field<Scale> SCALE =
      Field.choice(
          "scale",
          null,
          List.of(Scale.values()),
          Scale::id,
          "one way to scale each channel, in place of normalize and standardize; robust: by median"
              + " and quartiles");

  /** What the least and the greatest value of a channel become. */
  public static final Field<List<Double>> RANGE =
      Field.numbers(
          "range",
          List.of(),
          -Float.MAX_VALUE,
          Float.MAX_VALUE,
          "scale: min_max: what minimum and maximum become; default: [0, 1]");

  /** The keys of {@code data_pipeline.preprocessing}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          NORMALIZE,
          STANDARDIZE,
          SCALE,
          RANGE,
          MissingConfig.HANDLE_MISSING,
          MissingConfig.FILL,
          MissingConfig.BY_COLUMN,
          EncodeConfig.ENCODE,
          ImageConfig.CROP,
          ImageConfig.GRAYSCALE);

  /** Copies the list. */
  public PreprocessingConfig {
    scalers = List.copyOf(scalers);
  }

  /**
   * Scaling and missing values in the simplest words.
   *
   * @param normalize scale each channel to [0, 1] by the training rows' minimum and maximum
   * @param standardize give each channel mean 0 and deviation 1 on the training rows; after
   *     normalization when both are on
   * @param imputeMean replace a missing value by its column's mean over the training rows; when
   *     off, rows with missing values go to quarantine
   */
  public PreprocessingConfig(boolean normalize, boolean standardize, boolean imputeMean) {
    this(
        scalers(normalize, standardize),
        new MissingConfig(imputeMean ? MissingConfig.Fill.MEAN : MissingConfig.Fill.DROP, Map.of()),
        EncodeConfig.NONE,
        ImageConfig.NONE);
  }

  /** Channels normalized and standardized, missing values replaced by means. */
  public static PreprocessingConfig defaults() {
    return builder().build();
  }

  /** A builder of the section. */
  public static ConfigBuilder<PreprocessingConfig> builder() {
    return FIELDS.builder(PreprocessingConfig::from);
  }

  /** Reads the section; contradictions are collected. */
  public static PreprocessingConfig from(Section section, Problems problems) {
    EncodeConfig encode = EncodeConfig.from(section, problems);
    return new PreprocessingConfig(
        scalers(section, problems),
        MissingConfig.from(section, encode.columns().keySet(), problems),
        encode,
        ImageConfig.from(section, problems));
  }

  /** Reads the section; contradictions, to what the features are too, are collected. */
  public static PreprocessingConfig from(
      Section section, FeatureConfig features, Problems problems) {
    PreprocessingConfig config = from(section, problems);
    config.missing().refuseMisfits(section, features, problems);
    config.encode().refuseMisfits(section, features, problems);
    config.image().refuseMisfits(section, features, problems);
    return new PreprocessingConfig(
        config.scalers(), config.missing(), config.encode(), config.image().before(features));
  }

  private static List<Scaler> scalers(Section section, Problems problems) {
    boolean normalize = section.get(NORMALIZE);
    boolean standardize = section.get(STANDARDIZE);
    List<Double> range = section.get(RANGE);
    Optional<Scale> scale = section.find(SCALE);
    boolean ordered = range.size() == 2 && range.get(0).floatValue() < range.get(1).floatValue();
    if (!range.isEmpty() && !ordered) {
      section.refuse(problems, RANGE, "must be [low, high], low below high");
    }
    if (!range.isEmpty() && !scale.equals(Optional.of(Scale.MIN_MAX))) {
      section.refuse(problems, RANGE, "belongs to scale: min_max");
    }
    if (scale.isEmpty()) {
      return scalers(normalize, standardize);
    }
    for (Field<?> flag : List.of(NORMALIZE, STANDARDIZE)) {
      if (section.isWritten(flag)) {
        section.refuse(problems, flag, "and scale say two things; leave one of them out");
      }
    }
    if (scale.get() == Scale.NONE) {
      return List.of();
    }
    return ordered
        ? List.of(new Scaler(scale.get(), range.get(0).floatValue(), range.get(1).floatValue()))
        : List.of(Scaler.of(scale.get()));
  }

  private static List<Scaler> scalers(boolean normalize, boolean standardize) {
    List<Scaler> scalers = new ArrayList<>();
    if (normalize) {
      scalers.add(Scaler.MIN_MAX);
    }
    if (standardize) {
      scalers.add(Scaler.STANDARD);
    }
    return scalers;
  }
}
