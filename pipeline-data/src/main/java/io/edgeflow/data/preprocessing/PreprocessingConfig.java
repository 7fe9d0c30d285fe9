package io.edgeflow.data.preprocessing;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import java.util.List;
import java.util.Locale;

/**
 * How raw rows become features.
 *
 * @param normalize scale each channel to [0, 1] by the training rows' minimum and maximum
 * @param standardize give each channel mean 0 and deviation 1 on the training rows; after
 *     normalization when both are on
 * @param imputeMean replace a missing value by its column's mean over the training rows; when off,
 *     rows with missing values go to quarantine
 */
public record PreprocessingConfig(boolean normalize, boolean standardize, boolean imputeMean) {
  /** What is done about a missing value. */
  public enum Missing {
    /** It is replaced by its column's mean over the training rows. */
    MEAN,
    /** Its row goes to quarantine. */
    REJECT;

    /** The word in the configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether each channel is scaled to [0, 1]. */
  public static final Field<Boolean> NORMALIZE =
      Field.flag("normalize", true, "scale each channel to [0, 1]");

  /** Whether each channel gets mean 0 and deviation 1. */
  public static final Field<Boolean> STANDARDIZE =
      Field.flag("standardize", true, "give each channel mean 0 and deviation 1");

  /** What is done about a missing value. */
  public static final Field<Missing> HANDLE_MISSING =
      Field.choice(
          "handle_missing",
          Missing.MEAN,
          List.of(Missing.values()),
          Missing::id,
          "mean: the column's mean over the training rows; reject: quarantine the row");

  /** The keys of {@code data_pipeline.preprocessing}. */
  public static final FieldTable FIELDS = FieldTable.of(NORMALIZE, STANDARDIZE, HANDLE_MISSING);

  /** All three on. */
  public static PreprocessingConfig defaults() {
    return builder().build();
  }

  /** A builder of the section. */
  public static ConfigBuilder<PreprocessingConfig> builder() {
    return FIELDS.builder((section, problems) -> from(section));
  }

  /** Reads the section. */
  public static PreprocessingConfig from(Section section) {
    return new PreprocessingConfig(
        section.get(NORMALIZE),
        section.get(STANDARDIZE),
        section.get(HANDLE_MISSING) == Missing.MEAN);
  }
}
