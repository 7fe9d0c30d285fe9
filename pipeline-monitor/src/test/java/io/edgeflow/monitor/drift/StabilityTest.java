package io.edgeflow.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.HistogramCounter;
import io.edgeflow.core.baseline.PopulationStability;
import io.edgeflow.core.baseline.Summary;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.monitor.collect.DeviceWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the population stability index behaves at the sample sizes that drift is judged on. */
class StabilityTest {
  /** From here on, credit scoring calls a population changed. */
  private static final double CHANGED = 0.25;

  private static Baseline baseline(Random random, int samples, ToDoubleFunction<Random> draw) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      rows.add(new float[] {(float) draw.applyAsDouble(random)});
    }
    return Baseline.of(List.of(new Summary("x", Summary.Of.INPUT_VALUE, 0)), 1, rows);
  }

  private static Histogram window(
      Baseline baseline, Random random, int samples, ToDoubleFunction<Random> draw) {
    HistogramCounter counter = new HistogramCounter(baseline.histograms().get("x").edges());
    for (int i = 0; i < samples; i++) {
      counter.add((float) draw.applyAsDouble(random));
    }
    return counter.snapshot();
  }

  private static double index(int seed, int n, int m, ToDoubleFunction<Random> draw) {
    Random random = new Random(seed);
    Baseline baseline = baseline(random, n, draw);
    return PopulationStability.index(
        baseline.histograms().get("x"), window(baseline, random, m, draw));
  }

  /** How often the index is above a quarter though both samples are of one distribution. */
  static double rateWithoutChange(int n, int m, int times, ToDoubleFunction<Random> draw) {
    int changed = 0;
    for (int seed = 0; seed < times; seed++) {
      changed += index(seed, n, m, draw) > CHANGED ? 1 : 0;
    }
    return (double) changed / times;
  }

  @ParameterizedTest
  @CsvSource({"100, 100", "100, 270", "270, 100", "270, 270", "1257, 270", "1257, 27", "30, 30"})
  void samples_without_change_are_rarely_called_changed(int baseline, int window) {
    ToDoubleFunction<Random> certain = random -> 1 / (1 + Math.exp(-6 - 4 * random.nextGaussian()));
    ToDoubleFunction<Random> grey = random -> random.nextInt(3) == 0 ? random.nextInt(9) : 0;

    for (ToDoubleFunction<Random> draw :
        List.<ToDoubleFunction<Random>>of(Random::nextGaussian, certain, grey)) {
      assertThat(rateWithoutChange(baseline, window, 400, draw)).isLessThan(0.05);
    }
  }

  /** A bundle of version 2 has fifty bins of one width, of which one may hold nearly everything. */
  @Test
  void bins_of_one_width_from_older_bundles_are_gathered_into_ten() {
    int changed = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      HistogramCounter reference = new HistogramCounter(HistogramCounter.edgesFor(-4, 4));
      HistogramCounter live = new HistogramCounter(HistogramCounter.edgesFor(-4, 4));
      for (int i = 0; i < 270; i++) {
        reference.add(random.nextGaussian());
        live.add(random.nextGaussian());
      }
      double index = PopulationStability.index(reference.snapshot(), live.snapshot());
      changed += index > CHANGED ? 1 : 0;
    }

    assertThat(changed).isLessThan(8);
  }

  @Test
  void what_is_called_changed_has_drifted_and_what_has_not_drifted_is_not() {
    ModelDriftDetector detector =
        new ModelDriftDetector(new DriftConfig(true, 0.1, Duration.ofHours(1), 100, 0.05));
    int drifted = 0;
    int against = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      double shift = seed % 4 * 0.4;
      Baseline baseline = baseline(random, 1257, Random::nextGaussian);
      Histogram live = window(baseline, random, 270, r -> r.nextGaussian() + shift);
      DeviceWindow device = new DeviceWindow("d", false, 270, 0, 0, Map.of(), Map.of("x", live));
      DriftReport report = detector.detect(baseline, List.of(device), Instant.EPOCH);
      Double psi = report.summaries().get(0).psi();
      drifted += report.verdict() == Verdict.FAIL ? 1 : 0;
      against += psi > CHANGED && report.verdict() != Verdict.FAIL ? 1 : 0;
    }

    assertThat(drifted).isBetween(290, 310);
    assertThat(against).isZero();
  }

  @Test
  void a_shift_by_half_a_deviation_has_the_index_of_the_formula() {
    Random random = new Random(3);
    Baseline baseline = baseline(random, 50_000, Random::nextGaussian);
    Histogram live = window(baseline, random, 50_000, r -> r.nextGaussian() + 0.5);

    // Of two normal distributions it is the square of the shift, 0.25, less what ten groups hide.
    assertThat(PopulationStability.index(baseline.histograms().get("x"), live))
        .isCloseTo(0.24, within(0.015));
  }

  @Test
  void the_same_sample_twice_has_no_index() {
    Histogram same = new Histogram(List.of(0.0, 1.0), List.of(10L, 80L, 10L));

    assertThat(PopulationStability.index(same, same)).isZero();
  }
}
