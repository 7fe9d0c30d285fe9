package io.edgeflow.data.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.edgeflow.core.json.Json;
import io.edgeflow.data.DataProfiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The golden files are made by tools/oracle/make_deequ.py. */
class DeequTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  /** A relative difference of 1e-12. */
  private static final double PERCENT = 1e-10;

  @Test
  void the_metrics_of_a_dirty_table_are_those_of_deequ() throws IOException {
    Map<String, Object> deequ =
        Json.readMap(Files.readString(GOLDEN.resolve("deequ-dirty.json")), "deequ");

    DataProfile profile = DataProfiler.profile(GOLDEN.resolve("deequ-dirty.csv"));

    assertThat(profile.columns()).hasSize(6);
    for (ColumnProfile column : profile.columns()) {
      ColumnProfile.Frequencies counts = Objects.requireNonNull(column.frequencies());
      same(deequ, "Completeness " + column.name(), column.completeness());
      same(deequ, "Uniqueness " + column.name(), counts.uniqueness());
      same(deequ, "Distinctness " + column.name(), counts.distinctness());
      same(deequ, "Entropy " + column.name(), counts.entropy());
      if (deequ.containsKey("Mean " + column.name())) {
        NumberProfile numbers = Objects.requireNonNull(column.numbers());
        same(deequ, "Mean " + column.name(), numbers.mean());
        same(deequ, "StandardDeviation " + column.name(), numbers.standardDeviation());
        same(deequ, "Minimum " + column.name(), numbers.min());
        same(deequ, "Maximum " + column.name(), numbers.max());
      }
    }
    assertThat(profile.correlations())
        .filteredOn(each -> each.first().equals("temperature") && each.second().equals("humidity"))
        .singleElement()
        .satisfies(each -> same(deequ, "Correlation temperature,humidity", each.value()));
  }

  private static void same(Map<String, Object> deequ, String name, double ours) {
    double theirs = ((Number) Objects.requireNonNull(deequ.get(name), name)).doubleValue();
    assertThat(ours).as(name).isCloseTo(theirs, withinPercentage(PERCENT));
  }
}
