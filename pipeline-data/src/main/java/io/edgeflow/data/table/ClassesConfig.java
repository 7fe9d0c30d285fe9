package io.edgeflow.data.table;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One class of several.
 *
 * @param label the column that holds the class
 * @param labels the class names in order; empty means whatever names the data holds
 */
public record ClassesConfig(String label, List<String> labels) implements TargetConfig {
  /** The column that holds the class. */
  public static final Field<String> LABEL =
      Field.text("label", null, "classes: the column that holds the class; default: label");

  /** How many classes there are, when their names are the numbers from 0. */
  public static final Field<Integer> CLASSES =
      Field.integer(
          "classes",
          null,
          2,
          LabelSet.MAX_LABELS,
          "classes: the labels are 0 to this number less one");

  /** The names of the classes, in order. */
  public static final Field<List<String>> LABELS =
      Field.texts("labels", List.of(), List.of(), "classes: their names, when they are no numbers");

  static final List<Field<?>> KEYS = List.of(LABEL, CLASSES, LABELS);
  static final String DEFAULT_LABEL = "label";

  /** Copies the names. */
  public ClassesConfig {
    labels = List.copyOf(labels);
  }

  /** The label column {@code label} with the classes 0 to {@code classes - 1}. */
  public static ClassesConfig numbered(int classes) {
    return new ClassesConfig(DEFAULT_LABEL, names(classes));
  }

  static ClassesConfig from(Section section, Problems problems) {
    Optional<String> label = section.find(LABEL);
    if (label.isEmpty() && section.isWritten(LABEL)) {
      section.refuse(
          problems,
          LABEL,
          "must be one column with one class a record: several labels a record (multi-label)"
              + " are not available");
    }
    return new ClassesConfig(label.orElse(DEFAULT_LABEL), labels(section, problems));
  }

  private static List<String> labels(Section section, Problems problems) {
    List<String> names = section.get(LABELS);
    Optional<Integer> classes = section.find(CLASSES);
    if (classes.isPresent() && !names.isEmpty()) {
      section.refuse(problems, CLASSES, "give either classes or labels");
    }
    if (new HashSet<>(names).size() != names.size() || names.size() == 1) {
      section.refuse(problems, LABELS, "must be at least two different names");
    }
    return classes.map(ClassesConfig::names).orElse(names);
  }

  private static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  @Override
  public List<String> columns() {
    return List.of(label);
  }

  @Override
  public List<TableCell> cells() {
    return List.of(TableCell.text(label, ColumnType.TEXT, "label"));
  }

  @Override
  public Optional<String> labelColumn() {
    return Optional.of(label);
  }

  @Override
  public OutputKind output() {
    return OutputKind.LOGITS;
  }

  @Override
  public Target resolve(CollectedTable table) {
    return new ClassTarget(label, LabelSet.resolve(table, label, labels));
  }

  @Override
  public String label(Cells cells) {
    return cells.text(label);
  }

  @Override
  public String truth(Cells cells) {
    return "NULL";
  }
}
