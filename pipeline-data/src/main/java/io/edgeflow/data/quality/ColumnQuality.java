package io.edgeflow.data.quality;

import org.jspecify.annotations.Nullable;

/**
 * The five dimensions of one column, each a ratio of 0 to 1; null where it has no meaning for the
 * column, or no cell tells. {@link ColumnMeasuring} holds the formulas.
 *
 * @param column its name; of images, series and long vectors {@code c0}, {@code c1}, … for the
 *     channels
 */
public record ColumnQuality(
    String column,
    @Nullable Double completeness,
    @Nullable Double consistency,
    @Nullable Double accuracy,
    @Nullable Double timeliness,
    @Nullable Double validity) {
  /** One of the five. */
  public @Nullable Double of(Dimension dimension) {
    return switch (dimension) {
      case COMPLETENESS -> completeness;
      case CONSISTENCY -> consistency;
      case ACCURACY -> accuracy;
      case TIMELINESS -> timeliness;
      case VALIDITY -> validity;
    };
  }

  /** The same as measured at another time. */
  ColumnQuality at(double newTimeliness) {
    return timeliness == null
        ? this
        : new ColumnQuality(
            column, completeness, consistency, accuracy, share(newTimeliness), validity);
  }

  /** Null for what could not be measured. */
  static @Nullable Double share(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
