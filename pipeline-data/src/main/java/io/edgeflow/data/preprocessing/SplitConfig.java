package io.edgeflow.data.preprocessing;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.data.quality.Parting;
import java.time.Duration;
import java.util.List;
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
 * @param time the column with the time that rows, or whole groups, are dealt in
 * @param timeWithin what is cut at times of its own
 * @param gap how far apart in time two splits are at least
 * @param stratify within what the shares are those wanted
 * @param stable whether a row or a group goes where it alone says, and so stays there for good
 */
public record SplitConfig(
    double train,
    double validation,
    double test,
    Optional<String> group,
    Optional<String> column,
    Optional<String> time,
    TimeWithin timeWithin,
    Duration gap,
    Stratify stratify,
    boolean stable) {
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

  /** The column of times. */
  public static final Field<String> TIME =
      Field.text("time", null, "column with a time: the earliest rows train, the latest test");

  /** What is cut at times of its own. */
  public static final Field<String> TIME_WITHIN =
      Field.text(
          "time_within",
          TimeWithin.ALL.word(),
          "time: whether all rows, those of each source, or those with equal cells of the column of"
              + " this name are cut at times of their own");

  /** How far apart in time two splits are. */
  public static final Field<Duration> GAP =
      Field.seconds(
          "gap", Duration.ZERO, 0, 1e9, "time: how far apart in time two splits are at least");

  /** Within what rows are dealt. */
  public static final Field<Stratify> STRATIFY =
      Field.choice(
          "stratify",
          Stratify.CLASSES,
          List.of(Stratify.values()),
          Stratify::id,
          "within what the shares are those wanted: each class, each tenth by the first value, or"
              + " all rows");

  /** Whether a row stays where it is. */
  public static final Field<Boolean> STABLE =
      Field.flag(
          "stable", false, "a row or group goes where its own hash says; shares are approximate");

  /** The keys of {@code data_pipeline.split}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          TRAIN, VALIDATION, TEST, GROUP, COLUMN, TIME, TIME_WITHIN, GAP, STRATIFY, STABLE);

  /** Checks the sum and what goes together. */
  public SplitConfig {
    if (!addsUp(train, validation, test)) {
      throw new IllegalArgumentException("Shares: " + train + ", " + validation + ", " + test);
    }
    if (column.isPresent() && (group.isPresent() || time.isPresent() || stable)) {
      throw new IllegalArgumentException("A split by " + column + " and by something else");
    }
    if (time.isPresent() && stable) {
      throw new IllegalArgumentException("A split by " + time + " and by hashes");
    }
  }

  /** Dealt by row in these shares. */
  public SplitConfig(double train, double validation, double test) {
    this(
        train,
        validation,
        test,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        TimeWithin.ALL,
        Duration.ZERO,
        Stratify.CLASSES,
        false);
  }

  /** 70 % train, 15 % validation, 15 % test, by row. */
  public static SplitConfig defaults() {
    return builder().build();
  }

  /** The same shares, by group. */
  public SplitConfig byGroup(String newGroup) {
    return new SplitConfig(
        train,
        validation,
        test,
        Optional.of(newGroup),
        Optional.empty(),
        time,
        timeWithin,
        gap,
        stratify,
        stable);
  }

  /** The same shares, in time order. */
  public SplitConfig byTime(String newTime) {
    return new SplitConfig(
        train,
        validation,
        test,
        group,
        Optional.empty(),
        Optional.of(newTime),
        timeWithin,
        gap,
        stratify,
        false);
  }

  /** As the cells of a column say. */
  public static SplitConfig byColumn(String column) {
    return builder().set(COLUMN, column).build();
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
    if (!addsUp(train, validation, test)) {
      section.refuse(
          problems,
          TRAIN,
          "train, validation and test must add up to 1, found "
              + (float) (train + validation + test));
      return defaults();
    }
    return contradicts(section, problems)
        ? defaults()
        : new SplitConfig(
            train,
            validation,
            test,
            section.find(GROUP),
            section.find(COLUMN),
            section.find(TIME),
            new TimeWithin(section.get(TIME_WITHIN)),
            section.get(GAP),
            section.get(STRATIFY),
            section.get(STABLE));
  }

  private static boolean contradicts(Section section, Problems problems) {
    if (section.find(COLUMN).isPresent()) {
      refuse(section, problems, Stream.of(GROUP), "give either group or column");
      refuse(section, problems, Stream.of(TIME), "give either time or column");
      refuse(
          section,
          problems,
          Stream.of(TRAIN, VALIDATION, TEST, TIME_WITHIN, GAP, STRATIFY, STABLE),
          "has no meaning when column is given");
      return Stream.of(GROUP, TIME, STABLE).anyMatch(section::isWritten);
    }
    if (section.find(TIME).isPresent()) {
      refuse(
          section,
          problems,
          Stream.of(STRATIFY, STABLE),
          "has no meaning with time, which alone says where a row goes");
      boolean torn =
          section.find(GROUP).isPresent()
              && !section.get(TIME_WITHIN).equals(TimeWithin.ALL.word());
      if (torn) {
        section.refuse(problems, TIME_WITHIN, "must be all with group, which stays whole");
      }
      return torn || section.get(STABLE);
    }
    refuse(section, problems, Stream.of(TIME_WITHIN, GAP), "has no meaning without time");
    if (section.get(STABLE)) {
      refuse(
          section,
          problems,
          Stream.of(STRATIFY),
          "has no meaning with stable: a row's own hash says where it goes");
    }
    return false;
  }

  private static void refuse(
      Section section, Problems problems, Stream<Field<?>> fields, String why) {
    fields.filter(section::isWritten).forEach(key -> section.refuse(problems, key, why));
  }

  /** Refuses strata that a target has not. */
  public static void refuseStrata(Section section, OutputKind output, Problems problems) {
    Stratify found = section.get(STRATIFY);
    boolean fits =
        switch (found) {
          case CLASSES -> output == OutputKind.LOGITS;
          case QUANTILES -> output == OutputKind.VALUES;
          case NONE -> true;
        };
    if (!fits && section.isWritten(STRATIFY)) {
      section.refuse(
          problems,
          STRATIFY,
          "must be none, or fit the target: classes with classes, quantiles with values");
    }
  }

  /** The column that is kept beside each row, because its equal cells tell what is dealt. */
  public Optional<String> keptColumn() {
    return group.or(timeWithin::column);
  }

  /** Whether each row's split is known before any is dealt. */
  boolean isGiven() {
    return column.isPresent() || time.isPresent() || stable;
  }

  /**
   * What gives rows their splits by what they themselves say; none when they are dealt together, or
   * name their split.
   */
  public Optional<Parting> parting(Target target, long seed) {
    if (time.isPresent()) {
      return Optional.of(new TimeParting(this, target));
    }
    return stable ? Optional.of(new HashParting(this, target, seed)) : Optional.empty();
  }

  private static boolean addsUp(double train, double validation, double test) {
    return Math.abs(train + validation + test - 1) < ROUNDING;
  }

  private static Field<Double> share(String name, double byDefault) {
    return Field.number(name, byDefault, 0.01, 0.98, "share of the rows of each class").in("ratio");
  }
}
