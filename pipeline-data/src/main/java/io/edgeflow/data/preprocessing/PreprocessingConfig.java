package io.edgeflow.data.preprocessing;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import java.util.List;

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
  /** The keys of {@code data_pipeline.preprocessing}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.flag("normalize", true, "scale each channel to [0, 1]"),
          Field.flag("standardize", true, "give each channel mean 0 and deviation 1"),
          Field.choice(
              "handle_missing",
              "mean",
              List.of("mean", "reject"),
              "mean: the column's mean over the training rows; reject: quarantine the row"));

  /** All three on. */
  public static PreprocessingConfig defaults() {
    return from(FIELDS.defaults());
  }

  /** Reads the section. */
  public static PreprocessingConfig from(Section section) {
    return new PreprocessingConfig(
        section.flag("normalize"),
        section.flag("standardize"),
        section.text("handle_missing").equals("mean"));
  }
}
