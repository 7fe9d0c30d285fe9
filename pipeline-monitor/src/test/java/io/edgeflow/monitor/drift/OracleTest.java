package io.edgeflow.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.HistogramCounter;
import io.edgeflow.core.baseline.KolmogorovSmirnov;
import io.edgeflow.core.baseline.PopulationStability;
import io.edgeflow.core.numeric.Holm;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SciPy's numbers for the same samples; made by {@code tools/oracle/make_monitor.py}. */
class OracleTest {
  private record Pair(String name, JsonNode golden) {
    private Histogram histogram(String counts) {
      JsonNode binned = golden.get("binned");
      return new Histogram(
          each(binned.get("edges")).map(JsonNode::doubleValue).toList(),
          each(binned.get(counts)).map(JsonNode::longValue).toList());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Stream<Pair> pairs() throws IOException {
    try (InputStream in = OracleTest.class.getResourceAsStream("/oracle/ks_psi.json")) {
      JsonNode pairs = new ObjectMapper().readTree(in).get("pairs");
      List<Pair> all =
          each(pairs).map(pair -> new Pair(pair.get("name").textValue(), pair)).toList();
      assertThat(all).hasSizeGreaterThan(5);
      return all.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bins_are_counted_as_numpy_counts_them(Pair pair) {
    HistogramCounter counter = new HistogramCounter(pair.histogram("counts_a").edges());

    each(pair.golden.get("a")).forEach(value -> counter.add(value.doubleValue()));

    assertThat(counter.snapshot()).isEqualTo(pair.histogram("counts_a"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void the_statistic_on_bins_is_scipys_and_at_most_that_of_the_raw_samples(Pair pair) {
    double ks = KolmogorovSmirnov.statistic(pair.histogram("counts_a"), pair.histogram("counts_b"));

    assertThat(ks)
        .isCloseTo(pair.golden.get("binned").get("statistic").doubleValue(), within(1e-12));
    assertThat(ks).isLessThanOrEqualTo(pair.golden.get("statistic").doubleValue() + 1e-12);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void the_p_value_is_the_kolmogorov_distributions(Pair pair) {
    double p =
        KolmogorovSmirnov.pValue(
            pair.golden.get("statistic").doubleValue(),
            pair.golden.get("a").size(),
            pair.golden.get("b").size());

    assertThat(p).isCloseTo(pair.golden.get("p").get("kolmogorov").doubleValue(), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void the_stability_index_is_the_formulas(Pair pair) {
    double psi = PopulationStability.index(pair.histogram("counts_a"), pair.histogram("counts_b"));

    assertThat(psi).isCloseTo(pair.golden.get("binned").get("psi").doubleValue(), within(1e-12));
  }

  private static Stream<JsonNode> golden(String name) throws IOException {
    try (InputStream in = OracleTest.class.getResourceAsStream("/oracle/ks_psi.json")) {
      return each(new ObjectMapper().readTree(in).get(name));
    }
  }

  private static Stream<JsonNode> holm() throws IOException {
    return golden("holm");
  }

  @ParameterizedTest
  @MethodSource("holm")
  void stepping_down_rejects_what_the_adjusted_p_values_do(JsonNode tests) {
    List<Double> p = each(tests.get("p")).map(JsonNode::doubleValue).toList();

    boolean[] rejected = Holm.rejected(p, tests.get("alpha").doubleValue());

    for (int i = 0; i < rejected.length; i++) {
      assertThat(rejected[i]).as("%d", i).isEqualTo(tests.get("rejected").get(i).booleanValue());
    }
  }

  private static Stream<JsonNode> nulls() throws IOException {
    return golden("psi_null");
  }

  /** NumPy drew 4000 times, so that its own rates are known to some tenths of a percent. */
  @ParameterizedTest
  @MethodSource("nulls")
  void without_change_the_index_is_called_changed_as_rarely_as_numpy_finds(JsonNode numpy) {
    assertThat(numpy.get("above").doubleValue()).isLessThan(0.01);
    double changed =
        StabilityTest.rateWithoutChange(
            numpy.get("n").intValue(), numpy.get("m").intValue(), 1000, Random::nextGaussian);

    assertThat(changed).isCloseTo(numpy.get("above").doubleValue(), within(0.01));
  }
}
