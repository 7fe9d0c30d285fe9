package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExactBinomialTest {
  private static Stream<JsonNode> rates() {
    return Oracle.cases("rates");
  }

  @ParameterizedTest
  @MethodSource("rates")
  void bounds_and_probabilities_are_scipys(JsonNode scipy) {
    int k = scipy.get("k").intValue();
    int n = scipy.get("n").intValue();
    double alpha = scipy.get("alpha").doubleValue();
    double rate = scipy.get("rate").doubleValue();

    assertClose(ExactBinomial.lower(k, n, alpha), scipy.get("lower"));
    assertClose(ExactBinomial.upper(k, n, alpha), scipy.get("upper"));
    assertClose(ExactBinomial.atMost(k, n, rate), scipy.get("at_most"));
    assertClose(ExactBinomial.atLeast(k, n, rate), scipy.get("at_least"));
  }

  private static void assertClose(double ours, JsonNode scipys) {
    assertThat(ours).isCloseTo(scipys.doubleValue(), within(1e-9));
  }

  /** The lower bound of all of n rows is the root of {@code rate^n = alpha}. */
  @Test
  void all_of_200_rows_show_98_percent_and_not_99() {
    assertThat(ExactBinomial.lower(200, 200, 0.05)).isCloseTo(0.98513, within(1e-5));
    assertThat(ExactBinomial.lower(200, 200, 0.025)).isCloseTo(0.98173, within(1e-5));
  }

  @Test
  void no_rows_say_nothing() {
    assertThat(ExactBinomial.lower(0, 0, 0.05)).isZero();
    assertThat(ExactBinomial.upper(0, 0, 0.05)).isOne();
    assertThat(ExactBinomial.atMost(0, 0, 0.02)).isOne();
    assertThat(ExactBinomial.atLeast(0, 0, 0.02)).isOne();
  }

  @Test
  void a_rate_of_zero_or_one_is_certain() {
    assertThat(ExactBinomial.atLeast(1, 10, 0)).isZero();
    assertThat(ExactBinomial.atMost(9, 10, 1)).isZero();
  }
}
