package io.edgeflow.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.table.Collected;
import io.edgeflow.data.table.FeatureSql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
  private static final FeatureSql LISTS = new FeatureSql(1000);

  @TempDir private Path temp;
  private Collected collected;

  @BeforeEach
  void start() {
    collected = new Collected(temp);
  }

  @AfterEach
  void stop() {
    collected.close();
  }

  /** Mean and deviation of each channel in turn. */
  private List<Double> spread(FeatureSql features, int channels) {
    DataEngine engine = collected.engine();
    List<Double> found = new ArrayList<>();
    if (features.isNarrow()) {
      Extents.create(engine, features);
    }
    engine.query(
        "SELECT mean, deviation FROM (%s) ORDER BY channel"
            .formatted(Spread.of(engine, features, channels)),
        row -> {
          found.add(row.number(1));
          found.add(row.number(2));
        });
    return found;
  }

  @Test
  void mean_and_population_deviation_of_a_channel_are_those_of_all_its_numbers() {
    collected.csv("s", "a,b,c,d,label", "1,10,NA,30,x", "2,20,3,abc,x", "short").load();

    assertThat(spread(new FeatureSql(4), 2))
        .containsExactly(2.0, Math.sqrt(2 / 3.0), 20.0, Math.sqrt(200 / 3.0));
  }

  @Test
  void a_column_without_a_number_has_no_channel() {
    collected.csv("s", "a,b,label", ",1,x", "abc,3,x").load();

    assertThat(spread(new FeatureSql(2), 2)).containsExactly(2.0, 1.0);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "4, false", "1, true", "2, true", "4, true"})
  void columns_give_what_lists_give(int channels, boolean broken) {
    String odd = broken ? ",abc,,4,x" : "1,2,3,4,x";
    String[] lines =
        IntStream.range(0, 500)
            .mapToObj(
                i -> i % 7 == 3 ? odd : "%d,%s,1700000000.%d,-%d,x".formatted(i, i / 7.0, i, i * i))
            .toArray(String[]::new);
    collected.csv("s", "a,b,c,d,label\n" + String.join("\n", lines)).load();

    List<Double> lists = spread(LISTS, channels);

    List<Double> columns = spread(new FeatureSql(4), channels);
    assertThat(columns).hasSize(2 * channels);
    for (int i = 0; i < columns.size(); i++) {
      assertThat(columns.get(i)).isCloseTo(lists.get(i), within(1e-5 * Math.abs(lists.get(i))));
    }
  }
}
