package io.edgeflow.data.preprocessing;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;

/** The shares of the three splits; they add up to 1. */
public record SplitConfig(double train, double validation, double test) {
  private static final double ROUNDING = 1e-9;

  /** The keys of {@code data_pipeline.split}. */
  public static final FieldTable FIELDS =
      FieldTable.of(share("train", 0.7), share("validation", 0.15), share("test", 0.15));

  /** Checks the sum. */
  public SplitConfig {
    if (!addsUp(train, validation, test)) {
      throw new IllegalArgumentException("Shares: " + train + ", " + validation + ", " + test);
    }
  }

  /** 70 % train, 15 % validation, 15 % test. */
  public static SplitConfig defaults() {
    return from(FIELDS.defaults(), new Problems());
  }

  /** Reads the section. */
  public static SplitConfig from(Section section, Problems problems) {
    double train = section.number("train");
    double validation = section.number("validation");
    double test = section.number("test");
    if (!addsUp(train, validation, test)) {
      section.refuse(
          problems,
          "train",
          "train, validation and test must add up to 1, found "
              + (float) (train + validation + test));
      return defaults();
    }
    return new SplitConfig(train, validation, test);
  }

  private static boolean addsUp(double train, double validation, double test) {
    return Math.abs(train + validation + test - 1) < ROUNDING;
  }

  private static Field share(String name, double byDefault) {
    return Field.number(name, byDefault, 0.01, 0.98, "share of the rows of each class").in("ratio");
  }
}
