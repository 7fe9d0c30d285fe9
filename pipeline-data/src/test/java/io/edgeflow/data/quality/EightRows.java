package io.edgeflow.data.quality;

import io.edgeflow.data.table.Collected;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.LabelSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Eight rows, of which all but the first and third have one thing wrong each. */
final class EightRows {
  static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");

  private EightRows() {}

  static CollectedTable load(Collected collected) {
    collected.csv(
        "plant",
        "t,a,b,label",
        "2024-06-01T11:59:50Z,1,2,x",
        "2024-06-01T11:59:50Z,1,2,y",
        "2024-05-01T00:00:00Z,,3,x",
        "2024-06-01T12:00:01Z,11,4,x",
        "lately,abc,5,y",
        "2024-06-01T12:00:00Z,6,7,z",
        ",8,9,",
        "1,2");
    CollectedTable table = collected.load(FeatureConfig.defaults(), Optional.of("t"));
    LabelSet.resolve(table, List.of("x", "y"));
    return table;
  }

  static QualityConfig config() {
    QualityConfig usual = QualityConfig.defaults();
    return new QualityConfig(
        usual.thresholds(),
        usual.notApplicable(),
        usual.allowInconclusive(),
        Optional.of("t"),
        Duration.ofMinutes(1),
        List.of(new DeclaredRange(List.of(), 0, 10)));
  }
}
