package io.edgeflow.data.preprocessing;

import java.util.Locale;

/** Within what rows are dealt in the shares wanted. */
public enum Stratify {
  /** Within each class, where the target is a class; else over all rows. */
  CLASSES,
  /** Within each tenth of the rows by the first value to be predicted. */
  QUANTILES,
  /** Over all rows. */
  NONE;

  /** The word in the configuration. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
