package io.edgeflow.data.table;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers (regression).
 *
 * @param columns the columns that hold the values
 */
public record ValuesConfig(List<String> columns) implements TargetConfig {
  /** The columns that hold the values. */
  public static final Field<List<String>> VALUES =
      Field.texts("values", List.of(), List.of(), "values: the columns that hold them");

  static final List<Field<?>> KEYS = List.of(VALUES);

  /** Copies the names. */
  public ValuesConfig {
    columns = List.copyOf(columns);
  }

  static ValuesConfig from(Section section, Problems problems) {
    List<String> columns = section.get(VALUES);
    if (columns.isEmpty()) {
      section.refuse(problems, VALUES, "is required with target: values; name its columns");
    }
    if (new HashSet<>(columns).size() != columns.size()) {
      section.refuse(problems, VALUES, "names a column twice");
    }
    return new ValuesConfig(columns);
  }

  @Override
  public List<TableCell> cells() {
    return IntStream.rangeClosed(1, columns.size())
        .mapToObj(i -> TableCell.number(columns.get(i - 1), "truth[" + i + "]"))
        .toList();
  }

  @Override
  public OutputKind output() {
    return OutputKind.VALUES;
  }

  @Override
  public Target resolve(CollectedTable table) {
    return ValueTarget.unscaled(columns);
  }

  @Override
  public String label(Cells cells) {
    return "NULL";
  }

  @Override
  public String truth(Cells cells) {
    return CellText.numbers(cells.list(columns));
  }
}
