package io.edgeflow.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void a_sparkline_leaves_gaps_for_what_is_not_a_number() {
    assertThat(Sparkline.of(List.of(0.0, Double.NaN, 1.0))).isEqualTo("▁ █");
    assertThat(Sparkline.of(List.of(5, 5))).hasSize(2);
    assertThat(Sparkline.of(List.of())).isEmpty();
  }

  @Test
  void many_numbers_become_as_many_blocks_as_there_is_room_for() {
    List<Double> rising = IntStream.range(0, 1001).mapToObj(i -> (double) i).toList();

    assertThat(Sparkline.of(rising, 8)).isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(Sparkline.of(List.of(1.0, 2.0), 8)).isEqualTo("▁█");
    assertThat(Sparkline.of(Collections.nCopies(9, Double.NaN), 3)).isEqualTo("   ");
    assertThat(Sparkline.of(List.of(), 8)).isEmpty();
  }
}
