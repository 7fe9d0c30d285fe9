package io.edgeflow.data.preprocessing;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How rows are dealt to the three splits.
 *
 * @param train share of the rows; the three add up to 1
 * @param validation share of the rows
 * @param test share of the rows
 * @param group the column whose equal cells keep their rows in one split
 * @param column the column whose cells name the split; the shares do not count then
 */
public record SplitConfig(
    double train, double validation, double test, Optional<String> group, Optional<String> column) {
  private static final double ROUNDING = 1e-9;

  /** The share of training rows. */
  public static final Field<Double> TRAIN = share("train", 0.7);

  /** The share of validation rows. */
  public static final Field<Double> VALIDATION = share("validation", 0.15);

  /** The share of test rows. */
  public static final Field<Double> TEST = share("test", 0.15);

  /** The column of groups that are kept together. */
  public static final Field<String> GROUP =
      Field.text("group", null, "column whose equal cells keep their rows in one split");

  /** The column that names the split. */
  public static final Field<String> COLUMN =
      Field.text("column", null, "column that says train, validation or test");

  /** The keys of {@code data_pipeline.split}. */
  public static final FieldTable FIELDS = FieldTable.of(TRAIN, VALIDATION, TEST, GROUP, COLUMN);

  /** Checks the sum. */
  public SplitConfig {
    if (!addsUp(train, validation, test)) {
      throw new IllegalArgumentException("Shares: " + train + ", " + validation + ", " + test);
    }
    if (group.isPresent() && column.isPresent()) {
      throw new IllegalArgumentException("A split by " + group + " and by " + column);
    }
  }

  /** Dealt by row in these shares. */
  public SplitConfig(double train, double validation, double test) {
    this(train, validation, test, Optional.empty(), Optional.empty());
  }

  /** 70 % train, 15 % validation, 15 % test, by row. */
  public static SplitConfig defaults() {
    return builder().build();
  }

  /** The same shares, by group. */
  public SplitConfig byGroup(String newGroup) {
    return new SplitConfig(train, validation, test, Optional.of(newGroup), Optional.empty());
  }

  /** As the cells of a column say. */
  public static SplitConfig byColumn(String column) {
    SplitConfig usual = defaults();
    return new SplitConfig(
        usual.train, usual.validation, usual.test, Optional.empty(), Optional.of(column));
  }

  /** A builder of the section. */
  public static ConfigBuilder<SplitConfig> builder() {
    return FIELDS.builder(SplitConfig::from);
  }

  /** Reads the section; contradictions are collected. */
  public static SplitConfig from(Section section, Problems problems) {
    double train = section.get(TRAIN);
    double validation = section.get(VALIDATION);
    double test = section.get(TEST);
    Optional<String> group = section.find(GROUP);
    Optional<String> column = section.find(COLUMN);
    if (!addsUp(train, validation, test)) {
      section.refuse(
          problems,
          TRAIN,
          "train, validation and test must add up to 1, found "
              + (float) (train + validation + test));
      return defaults();
    }
    if (column.isPresent() && group.isPresent()) {
      section.refuse(problems, GROUP, "give either group or column");
      return defaults();
    }
    if (column.isPresent()) {
      Stream.of(TRAIN, VALIDATION, TEST)
          .filter(section::isWritten)
          .forEach(key -> section.refuse(problems, key, "has no meaning when column is given"));
    }
    return new SplitConfig(train, validation, test, group, column);
  }

  private static boolean addsUp(double train, double validation, double test) {
    return Math.abs(train + validation + test - 1) < ROUNDING;
  }

  private static Field<Double> share(String name, double byDefault) {
    return Field.number(name, byDefault, 0.01, 0.98, "share of the rows of each class").in("ratio");
  }
}
