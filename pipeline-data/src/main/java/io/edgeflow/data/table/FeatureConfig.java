package io.edgeflow.data.table;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.OutputKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which columns a record's features and truth are, and what the features form.
 *
 * @param target what a model is to say of a record
 * @param columns the feature columns in order; empty means all others in the order of the first
 *     source
 * @param ignore columns that are neither features nor truth, when {@code columns} is empty
 * @param shape sizes of the axes of a record: {@code [height, width, channels]} of an image, {@code
 *     [time, features]} of a series, {@code [features]} of a vector; empty means a vector of all
 *     feature columns
 * @param window how rows are cut into series; when absent a record is a sample
 * @param size the height and width that a model takes of an image; empty means those of the record
 * @param personal the columns that never land as they are
 */
public record FeatureConfig(
    TargetConfig target,
    List<String> columns,
    List<String> ignore,
    List<Integer> shape,
    Optional<WindowConfig> window,
    List<Integer> size,
    PersonalConfig personal) {
  private static final int MAX_SIZE = 1 << 20;
  private static final int MAX_SIDE = 4096;
  private static final int IMAGE_AXES = FeatureKind.IMAGE.axes().size();

  /** Which of {@link TargetConfig} it is; that one has the keys that go with it. */
  public static final Field<TargetConfig.Kind> TARGET =
      Field.choice(
          "target",
          TargetConfig.Kind.CLASSES,
          List.of(TargetConfig.Kind.values()),
          TargetConfig.Kind::id,
          "what a model is to say of a record");

  /** The feature columns, in order. */
  public static final Field<List<String>> COLUMNS =
      Field.texts("columns", List.of(), List.of(), "feature columns; default: all others");

  /** The columns that are left out, such as numbers that records are known by. */
  public static final Field<List<String>> IGNORE =
      Field.texts("ignore", List.of(), List.of(), "columns to leave out, such as an id");

  /** The sizes of a record's axes. */
  public static final Field<List<Integer>> SHAPE =
      Field.integers(
          "shape",
          List.of(),
          1,
          MAX_SIZE,
          "[height, width, channels] of an image, [time, features] of a series; default: a"
              + " vector");

  /** How rows are cut into series. */
  public static final Field<Section> WINDOW =
      Field.section(
          "window",
          WindowConfig.FIELDS,
          "tables: cut rows into series; default: a row is a sample");

  /** The height and width, in pixels, that a model takes of an image. */
  public static final Field<List<Integer>> RESIZE =
      Field.integers(
          "resize", List.of(), 1, MAX_SIDE, "height, width that a model takes of an image");

  /** The keys of {@code data_pipeline.features}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          TARGET,
          ClassesConfig.LABEL,
          ClassesConfig.CLASSES,
          ClassesConfig.LABELS,
          ValuesConfig.VALUES,
          SelfConfig.ANOMALY,
          SelfConfig.ANOMALY_QUANTILE,
          SelfConfig.NORMAL_SOURCES,
          COLUMNS,
          IGNORE,
          SHAPE,
          WINDOW,
          RESIZE,
          PersonalConfig.PERSONAL,
          PersonalConfig.KEY);

  /** Copies the lists and checks them. */
  public FeatureConfig {
    columns = List.copyOf(columns);
    ignore = List.copyOf(ignore);
    shape = List.copyOf(shape);
    size = List.copyOf(size);
    if (shape.size() > IMAGE_AXES || shape.stream().anyMatch(axis -> axis < 1)) {
      throw new IllegalArgumentException("No kind of sample has the shape " + shape);
    }
    if (window.isPresent() && !shape.isEmpty()) {
      throw new IllegalArgumentException("Windows of records of the shape " + shape);
    }
    if (!size.isEmpty() && (size.size() != 2 || shape.size() != IMAGE_AXES)) {
      throw new IllegalArgumentException("A size of " + size + " for the shape " + shape);
    }
  }

  /** The defaults: classes in the column {@code label}, a vector of all other columns. */
  public static FeatureConfig defaults() {
    return builder().build();
  }

  /** The same with another target. */
  public FeatureConfig withTarget(TargetConfig newTarget) {
    return new FeatureConfig(newTarget, columns, ignore, shape, window, size, personal);
  }

  /** The same with the classes 0 to {@code classes - 1} in the column {@code label}. */
  public FeatureConfig withClasses(int classes) {
    return withTarget(ClassesConfig.numbered(classes));
  }

  /** The same with the numbers in these columns as target. */
  public FeatureConfig withValues(String... values) {
    return withTarget(new ValuesConfig(List.of(values)));
  }

  /** The same with these feature columns. */
  public FeatureConfig withColumns(String... names) {
    return new FeatureConfig(target, List.of(names), ignore, shape, window, size, personal);
  }

  /** The same without these columns. */
  public FeatureConfig withoutColumns(String... names) {
    return new FeatureConfig(target, columns, List.of(names), shape, window, size, personal);
  }

  /** The same with records of this shape. */
  public FeatureConfig withShape(Integer... axes) {
    return new FeatureConfig(target, columns, ignore, List.of(axes), window, size, personal);
  }

  /** The same with rows cut into windows. */
  public FeatureConfig withWindow(WindowConfig newWindow) {
    return new FeatureConfig(
        target, columns, ignore, shape, Optional.of(newWindow), size, personal);
  }

  /** The same with images resized for the model. */
  public FeatureConfig withSize(int height, int width) {
    return new FeatureConfig(
        target, columns, ignore, shape, window, List.of(height, width), personal);
  }

  /** The same with these columns never landing as they are. */
  public FeatureConfig withPersonal(PersonalConfig columnsOfPersons) {
    return new FeatureConfig(target, columns, ignore, shape, window, size, columnsOfPersons);
  }

  /**
   * A builder of the section.
   *
   * <pre>{@code
   * FeatureConfig features =
   *     FeatureConfig.builder()
   *         .set(ClassesConfig.CLASSES, 10)
   *         .set(FeatureConfig.SHAPE, List.of(8, 8, 1))
   *         .build();
   * }</pre>
   */
  public static ConfigBuilder<FeatureConfig> builder() {
    return FIELDS.builder(FeatureConfig::from);
  }

  /** What a model for these features gives. */
  public OutputKind output() {
    return target.output();
  }

  /** What a record is. */
  public FeatureKind kind() {
    if (window.isPresent()) {
      return FeatureKind.SERIES;
    }
    return shape.isEmpty() ? FeatureKind.VECTOR : FeatureKind.ofRank(shape.size());
  }

  /** Whether it is said what a record is; else it is a vector. */
  public boolean isShaped() {
    return !shape.isEmpty() || window.isPresent();
  }

  /** The sizes of the axes of a sample of a table's columns. */
  List<Integer> shape(TableColumns found) {
    if (window.isPresent()) {
      return List.of(window.get().rows(), found.channels().size());
    }
    return shape.isEmpty() ? List.of(found.features().size()) : shape;
  }

  /** Reads the section; contradictions are collected. */
  public static FeatureConfig from(Section section, Problems problems) {
    TargetConfig target = TargetConfig.from(section, problems);
    List<String> columns = section.get(COLUMNS);
    for (String column : target.columns()) {
      if (columns.contains(column)) {
        section.refuse(problems, COLUMNS, "must not hold \"" + column + "\", which is the target");
      }
    }
    if (new HashSet<>(columns).size() != columns.size()) {
      section.refuse(problems, COLUMNS, "names a column twice");
    }
    List<String> ignore = section.get(IGNORE);
    if (!ignore.isEmpty() && !columns.isEmpty()) {
      section.refuse(problems, IGNORE, "has no meaning when columns names the features");
    }
    target.columns().stream()
        .filter(ignore::contains)
        .forEach(c -> section.refuse(problems, IGNORE, "must not hold \"" + c + "\", the target"));
    List<Integer> shape = shape(section, columns, problems);
    PersonalConfig personal = PersonalConfig.from(section, problems);
    personal.refuseUsed(section, columns, "a feature", problems);
    personal.refuseUsed(section, target.columns(), "the target", problems);
    Optional<WindowConfig> window =
        WindowConfig.from(section.get(WINDOW), target.output(), problems);
    if (window.isPresent() && !shape.isEmpty()) {
      section.refuse(problems, SHAPE, "has no meaning with window, which makes [rows, columns]");
      shape = List.of();
    }
    return new FeatureConfig(
        target, columns, ignore, shape, window, size(section, shape, problems), personal);
  }

  private static List<Integer> shape(Section section, List<String> columns, Problems problems) {
    List<Integer> shape = section.get(SHAPE);
    if (shape.size() > IMAGE_AXES) {
      section.refuse(
          problems, SHAPE, "must be [height, width, channels], [time, features] or [features]");
      return List.of();
    }
    double values = shape.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    boolean misfit = !shape.isEmpty() && !columns.isEmpty() && values != columns.size();
    if (values > Integer.MAX_VALUE || misfit) {
      section.refuse(
          problems, SHAPE, "holds " + (long) values + " values, columns names " + columns.size());
      return List.of();
    }
    return shape;
  }

  private static List<Integer> size(Section section, List<Integer> shape, Problems problems) {
    List<Integer> size = section.get(RESIZE);
    if (size.isEmpty()) {
      return List.of();
    }
    if (size.size() != 2) {
      section.refuse(problems, RESIZE, "must be [height, width]");
      return List.of();
    }
    if (shape.size() != IMAGE_AXES) {
      section.refuse(problems, RESIZE, "is for images; give shape: [height, width, channels]");
      return List.of();
    }
    return size;
  }
}
