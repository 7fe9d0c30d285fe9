package io.edgeflow.data.table;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sample itself (reconstruction), learnt from normal records.
 *
 * @param anomaly the column that tells anomalies; when absent every record counts as normal
 * @param quantile the share of normal validation rows whose error is not above the threshold
 */
public record SelfConfig(Optional<String> anomaly, double quantile) implements TargetConfig {
  static final String ID = "self";

  static SelfConfig from(Section section, Problems problems) {
    TargetConfig.refuseOthers(
        section, ID, Set.of("label", "labels", "classes", "values"), problems);
    return new SelfConfig(section.optionalText("anomaly"), section.number("anomaly_quantile"));
  }

  @Override
  public List<String> columns() {
    return anomaly.stream().toList();
  }

  @Override
  public OutputKind output() {
    return OutputKind.RECONSTRUCTION;
  }

  @Override
  public Target resolve(CollectedTable table) {
    return new SelfTarget(anomaly.orElse(null), quantile);
  }

  @Override
  public List<Object> fingerprint() {
    return List.of(ID, anomaly.orElse(""), quantile);
  }

  @Override
  public String label(Cells cells) {
    return "NULL";
  }

  @Override
  public String truth(Cells cells) {
    return anomaly.map(column -> "[" + CellText.anomaly(cells.text(column)) + "]").orElse("NULL");
  }
}
