package io.edgeflow.data.quality;

import io.edgeflow.core.sample.Target;
import io.edgeflow.data.table.ClassesConfig;
import io.edgeflow.data.table.Collected;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.TableColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Eight rows, of which all but the first and third have one thing wrong each. */
final class EightRows {
  static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");

  private EightRows() {}

  static RowFacts load(Collected collected) {
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
    return measured(
        collected.load(
            FeatureConfig.defaults(),
            new TableColumns.Extra(Optional.of("t"), Optional.empty(), Optional.empty())),
        config(),
        2,
        "x",
        "y");
  }

  static RowFacts measured(
      CollectedTable table, QualityConfig config, int channels, String... labels) {
    Target target = new ClassesConfig("label", List.of(labels)).resolve(table);
    return RowFacts.measure(table, target, config.ranges(), channels);
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
