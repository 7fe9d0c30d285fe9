package io.edgeflow.orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.gate.Bounds;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Check.Comparison;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Metric;
import org.junit.jupiter.api.Test;

class CheckOutcomeTest {
  @Test
  void a_tested_check_tells_the_bounds_of_its_value() {
    Check check =
        Check.tested(
            Metric.ratio("golden_accuracy", 0.99, 200),
            Comparison.AT_LEAST,
            0.98,
            Verdict.INCONCLUSIVE,
            new Bounds(0.9642, 0.9988, 0.95),
            "");

    assertThat(CheckOutcome.againstLimit(check))
        .isEqualTo(
            "golden_accuracy INCONCLUSIVE: 0.99 (0.9642 to 0.9988 at 95 %), must be >= 0.98");
  }

  @Test
  void a_check_by_its_value_alone_tells_no_bounds() {
    Check check = Check.atLeast(Metric.ratio("completeness", 0.81, 10), 0.95, "");

    assertThat(CheckOutcome.againstLimit(check))
        .isEqualTo("completeness FAIL: 0.81, must be >= 0.95");
  }
}
