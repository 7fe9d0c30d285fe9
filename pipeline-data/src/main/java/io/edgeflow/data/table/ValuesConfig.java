package io.edgeflow.data.table;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Numbers (regression).
 *
 * @param columns the columns that hold the values
 */
public record ValuesConfig(List<String> columns) implements TargetConfig {
  static final String ID = "values";

  /** Copies the names. */
  public ValuesConfig {
    columns = List.copyOf(columns);
  }

  static ValuesConfig from(Section section, Problems problems) {
    TargetConfig.refuseOthers(
        section, ID, Set.of("label", "labels", "classes", "anomaly", "anomaly_quantile"), problems);
    List<String> columns = section.texts("values");
    if (columns.isEmpty()) {
      section.refuse(problems, "values", "is required with target: values; name its columns");
    }
    if (new HashSet<>(columns).size() != columns.size()) {
      section.refuse(problems, "values", "names a column twice");
    }
    return new ValuesConfig(columns);
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
  public List<Object> fingerprint() {
    return List.of(ID, columns);
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
