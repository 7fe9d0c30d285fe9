package io.edgeflow.data.table;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.preprocess.ImageShape;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which columns a record's features and label are, and the image they form.
 *
 * @param label the label column
 * @param columns the feature columns in order; empty means all others in the order of the first
 *     source
 * @param labels the class names in order; empty means whatever names the data holds
 * @param shape the image that a record is; empty means a square of one channel
 * @param size the height and width that a model takes, {@code [height, width]}; empty means those
 *     of the record
 */
public record FeatureConfig(
    String label,
    List<String> columns,
    List<String> labels,
    Optional<ImageShape> shape,
    List<Integer> size) {
  private static final long MAX_SIDE = 4096;

  /** The keys of {@code data_pipeline.features}. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.text("label", "label", "the column that holds the class"),
          Field.texts("columns", List.of(), List.of(), "feature columns; default: all others"),
          Field.integer(
              "classes", null, 2, LabelSet.MAX_LABELS, "the labels are 0 to this number less one"),
          Field.texts("labels", List.of(), List.of(), "class names, when they are not numbers"),
          Field.integers("shape", List.of(), 1, MAX_SIDE, "height, width, channels of a record"),
          Field.integers("resize", List.of(), 1, MAX_SIDE, "height, width that a model takes"));

  /** Copies the lists and checks them. */
  public FeatureConfig {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
    size = List.copyOf(size);
    if (!size.isEmpty() && size.size() != 2) {
      throw new IllegalArgumentException("A size is a height and a width: " + size);
    }
  }

  /** The defaults: label column {@code label}, every other column a feature. */
  public static FeatureConfig defaults() {
    return from(FIELDS.defaults(), new Problems());
  }

  /** The same, with the labels 0 to {@code classes - 1}. */
  public FeatureConfig withClasses(int classes) {
    return new FeatureConfig(label, columns, numbered(classes), shape, size);
  }

  /** The same, resized for the model. */
  public FeatureConfig withSize(int height, int width) {
    return new FeatureConfig(label, columns, labels, shape, List.of(height, width));
  }

  /** Reads the section; contradictions are collected. */
  public static FeatureConfig from(Section section, Problems problems) {
    List<String> columns = section.texts("columns");
    if (columns.contains(section.text("label"))) {
      section.refuse(problems, "columns", "must not hold the label column");
    }
    if (new HashSet<>(columns).size() != columns.size()) {
      section.refuse(problems, "columns", "names a column twice");
    }
    Optional<ImageShape> shape = shape(section, columns, problems);
    return new FeatureConfig(
        section.text("label"), columns, labels(section, problems), shape, size(section, problems));
  }

  /** The parts as JSON values, in a fixed order. */
  public List<Object> fingerprint() {
    return List.of(label, columns, labels, shape.map(List::of).orElse(List.of()), size);
  }

  private static List<String> labels(Section section, Problems problems) {
    List<String> names = section.texts("labels");
    Optional<Long> classes = section.optionalInteger("classes");
    if (classes.isPresent() && !names.isEmpty()) {
      section.refuse(problems, "classes", "give either classes or labels");
    }
    if (new HashSet<>(names).size() != names.size() || names.size() == 1) {
      section.refuse(problems, "labels", "must be at least two different names");
    }
    return classes.map(n -> numbered(n.intValue())).orElse(names);
  }

  private static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  private static Optional<ImageShape> shape(
      Section section, List<String> columns, Problems problems) {
    List<Long> shape = section.integers("shape");
    if (shape.isEmpty()) {
      return Optional.empty();
    }
    if (shape.size() != 3) {
      section.refuse(problems, "shape", "must be [height, width, channels]");
      return Optional.empty();
    }
    long values = shape.get(0) * shape.get(1) * shape.get(2);
    if (values > Integer.MAX_VALUE || (!columns.isEmpty() && values != columns.size())) {
      section.refuse(
          problems, "shape", "holds " + values + " values, columns names " + columns.size());
      return Optional.empty();
    }
    return Optional.of(
        new ImageShape(shape.get(0).intValue(), shape.get(1).intValue(), shape.get(2).intValue()));
  }

  private static List<Integer> size(Section section, Problems problems) {
    List<Long> size = section.integers("resize");
    if (!size.isEmpty() && size.size() != 2) {
      section.refuse(problems, "resize", "must be [height, width]");
      return List.of();
    }
    return size.stream().map(Long::intValue).toList();
  }
}
