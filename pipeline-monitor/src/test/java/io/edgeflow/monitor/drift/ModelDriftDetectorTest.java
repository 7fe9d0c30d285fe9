package io.edgeflow.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.HistogramCounter;
import io.edgeflow.core.baseline.KolmogorovSmirnov;
import io.edgeflow.core.baseline.PopulationStability;
import io.edgeflow.core.baseline.Summary;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.Json;
import io.edgeflow.monitor.collect.DeviceWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelDriftDetectorTest {
  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
  private static final List<Double> EDGES = HistogramCounter.edgesFor(-3, 3);
  private static final DriftConfig SETTINGS =
      new DriftConfig(true, 0.1, Duration.ofHours(1), 100, 0.05);

  private static Histogram normal(long seed, int samples, double shift) {
    Random random = new Random(seed);
    HistogramCounter counter = new HistogramCounter(EDGES);
    for (int i = 0; i < samples; i++) {
      counter.add(random.nextGaussian() + shift);
    }
    return counter.snapshot();
  }

  private static DeviceWindow device(String id, Map<String, Histogram> histograms) {
    long samples = histograms.values().stream().mapToLong(Histogram::samples).max().orElse(0);
    return new DeviceWindow(id, false, samples, 0, 0, Map.of(), histograms);
  }

  private static Baseline baseline(Map<String, Histogram> histograms) {
    List<Summary> summaries =
        histograms.keySet().stream()
            .map(name -> new Summary(name, Summary.Of.INPUT_MEAN, 0))
            .toList();
    return new Baseline(summaries, histograms);
  }

  private static DriftReport detect(DriftConfig config, Baseline baseline, DeviceWindow... w) {
    return new ModelDriftDetector(config).detect(baseline, List.of(w), NOW);
  }

  @Test
  void a_value_worked_out_by_hand() {
    Histogram reference = new Histogram(List.of(0.0, 1.0), List.of(2L, 6L, 2L));
    Histogram window = new Histogram(List.of(0.0, 1.0), List.of(1L, 2L, 1L));

    // Shares below the edges: 0.2 and 0.8 against 0.25 and 0.75.
    assertThat(KolmogorovSmirnov.statistic(reference, window)).isCloseTo(0.05, within(1e-15));
    // Groups of quantiles: 52 of 100 against 30, 48 against 70, each with a half; less 1/100 +
    // 1/100.
    Histogram many = new Histogram(List.of(0.0, 1.0), List.of(0L, 52L, 48L));
    Histogram moved = new Histogram(List.of(0.0, 1.0), List.of(10L, 20L, 70L));
    double low = (30.5 / 101 - 52.5 / 101) * Math.log(30.5 / 52.5);
    double high = (70.5 / 101 - 48.5 / 101) * Math.log(70.5 / 48.5);
    assertThat(PopulationStability.index(many, moved)).isCloseTo(low + high - 0.02, within(1e-12));
    // Q(1) = 2 (e^-2 - e^-8 + e^-18 - …)
    assertThat(KolmogorovSmirnov.pValue(1 / Math.sqrt(50), 100, 100))
        .isCloseTo(2 * (Math.exp(-2) - Math.exp(-8) + Math.exp(-18)), within(1e-12));
  }

  @Test
  void the_same_histogram_is_no_drift_with_score_zero() {
    Histogram histogram = normal(1, 500, 0);

    DriftReport report =
        detect(
            SETTINGS,
            baseline(Map.of("confidence", histogram)),
            device("a", Map.of("confidence", histogram)));

    assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.driftDetected()).isFalse();
    assertThat(report.driftScore()).isZero();
    assertThat(report.summaries().get(0).pValue()).isEqualTo(1);
  }

  @Test
  void a_shift_in_one_summary_is_drift_and_the_fleet_is_summed() {
    Baseline baseline = baseline(Map.of("x", normal(1, 1000, 0), "y", normal(2, 1000, 0)));

    DriftReport report =
        detect(
            SETTINGS,
            baseline,
            device("a", Map.of("x", normal(3, 60, 0), "y", normal(4, 60, 1))),
            device("b", Map.of("x", normal(5, 70, 0), "y", normal(6, 70, 1))));

    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.driftDetected()).isTrue();
    assertThat(report.largest().orElseThrow().name()).isEqualTo("y");
    assertThat(report.driftScore())
        .isEqualTo(report.largest().orElseThrow().ks())
        .isGreaterThan(0.3);
    assertThat(report.summaries().get(0).verdict()).isEqualTo(Verdict.PASS);
    assertThat(report.samples()).isEqualTo(130);
  }

  @Test
  void a_small_difference_is_no_drift_however_significant() {
    DriftReport report =
        detect(
            SETTINGS,
            baseline(Map.of("x", normal(1, 200_000, 0))),
            device("a", Map.of("x", normal(2, 200_000, 0.05))));

    assertThat(report.summaries().get(0).pValue()).isLessThan(1e-6);
    assertThat(report.driftScore()).isBetween(0.01, 0.1);
    assertThat(report.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void a_large_difference_that_may_be_chance_is_no_drift() {
    DriftConfig few = new DriftConfig(true, 0.1, Duration.ofHours(1), 10, 0.05);

    DriftReport report =
        detect(
            few,
            baseline(Map.of("x", normal(1, 1000, 0))),
            device("a", Map.of("x", normal(11, 12, 0))));

    assertThat(report.driftScore()).isGreaterThan(0.1);
    assertThat(report.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void significance_is_shared_among_the_summaries() {
    Histogram reference = normal(1, 1000, 0);
    Histogram window = normal(30, 130, 0.25);
    double p =
        KolmogorovSmirnov.pValue(
            KolmogorovSmirnov.statistic(reference, window), reference.samples(), window.samples());
    assertThat(p).isBetween(0.05 / 4, 0.05);
    Map<String, Histogram> four = new TreeMap<>(Map.of("x", reference));
    Map<String, Histogram> seen = new TreeMap<>(Map.of("x", window));
    for (String name : List.of("a", "b", "c")) {
      four.put(name, reference);
      seen.put(name, reference);
    }

    assertThat(detect(SETTINGS, baseline(Map.of("x", reference)), device("d", seen)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(detect(SETTINGS, baseline(four), device("d", seen)).verdict())
        .isEqualTo(Verdict.PASS);
  }

  private static DeviceWindow[] devices(int count, int samples, double shiftOfTheFirst) {
    DeviceWindow[] devices = new DeviceWindow[count];
    for (int i = 0; i < count; i++) {
      Histogram seen = normal(100 + i, samples, i == 0 ? shiftOfTheFirst : 0);
      devices[i] = device("d-" + i, Map.of("x", seen));
    }
    return devices;
  }

  @Test
  void one_device_that_drifts_among_ten_is_found_where_the_sum_hides_it() {
    Baseline baseline = baseline(Map.of("x", normal(1, 2000, 0)));

    DriftReport report = detect(SETTINGS, baseline, devices(10, 270, 0.8));

    assertThat(report.driftScore()).isLessThan(0.1);
    assertThat(report.fleetDrifted()).isFalse();
    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.driftedDevices()).extracting(DeviceDrift::deviceId).containsExactly("d-0");
    assertThat(report.devices()).hasSize(10);
    assertThat(report.devices().get(1).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void few_samples_of_a_device_can_show_drift_and_never_its_absence() {
    Baseline baseline = baseline(Map.of("x", normal(1, 2000, 0)));

    DriftReport far = detect(SETTINGS, baseline, devices(10, 27, 3));
    DriftReport near = detect(SETTINGS, baseline, devices(10, 27, 0));
    DriftReport too = detect(SETTINGS, baseline, devices(10, 19, 3));

    assertThat(far.driftedDevices()).extracting(DeviceDrift::deviceId).containsExactly("d-0");
    assertThat(near.verdict()).isEqualTo(Verdict.PASS);
    assertThat(near.devices()).extracting(DeviceDrift::verdict).containsOnly(Verdict.INCONCLUSIVE);
    assertThat(near.devices().get(0).reason()).isEqualTo("27 samples, at least 100 are needed");
    assertThat(too.driftedDevices()).isEmpty();
    assertThat(too.devices().get(0).reason()).isEqualTo("19 samples, at least 20 are needed");
  }

  @Test
  void a_small_difference_of_a_device_is_no_drift_however_significant() {
    Baseline baseline = baseline(Map.of("x", normal(1, 200_000, 0)));

    DriftReport report = detect(SETTINGS, baseline, devices(3, 100_000, 0.1));

    assertThat(report.devices().get(0).pValue()).isLessThan(1e-6);
    assertThat(report.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void what_devices_send_wrongly_leaves_the_fleet_inconclusive_and_no_device_judged_by_it() {
    Baseline baseline = baseline(Map.of("x", normal(1, 2000, 0)));
    DeviceWindow[] devices = devices(3, 200, 0);
    devices[1] = device("d-1", Map.of("x", new Histogram(List.of(0.0), List.of(100L, 100L))));

    DriftReport report = detect(SETTINGS, baseline, devices);

    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.devices()).extracting(DeviceDrift::ks).containsOnlyNulls();
  }

  @Test
  void false_alarms_stay_below_the_significance_however_many_devices_are_tested() {
    DriftConfig anyDifference = new DriftConfig(true, 0, Duration.ofHours(1), 100, 0.05);
    int checks = 300;
    int alarms = 0;
    for (int check = 0; check < checks; check++) {
      Baseline reference = baseline(Map.of("x", normal(1_000_000L + check, 4000, 0)));
      DeviceWindow[] fleet = new DeviceWindow[20];
      for (int i = 0; i < fleet.length; i++) {
        fleet[i] = device("d-" + i, Map.of("x", normal(check * 1000L + i, 120, 0)));
      }
      alarms += detect(anyDifference, reference, fleet).verdict() == Verdict.FAIL ? 1 : 0;
    }

    // Expected at most 15 of 300; 27 lies three standard deviations above.
    assertThat(alarms).isBetween(1, 27);
  }

  @Test
  void a_p_value_is_never_shown_as_nothing() {
    assertThat(SummaryDrift.probability(0.0)).isEqualTo("<0.0001");
    assertThat(SummaryDrift.probability(9.9e-5)).isEqualTo("<0.0001");
    assertThat(SummaryDrift.probability(1e-4)).isEqualTo("0.0001");
    assertThat(SummaryDrift.probability(0.04321)).isEqualTo("0.0432");
    assertThat(SummaryDrift.probability(null)).isEqualTo("–");
  }

  @Test
  void twenty_samples_are_inconclusive() {
    DriftReport report =
        detect(
            SETTINGS,
            baseline(Map.of("x", normal(1, 1000, 0))),
            device("a", Map.of("x", normal(2, 20, 5))));

    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.driftDetected()).isNull();
    assertThat(report.driftScore()).isNull();
    assertThat(report.reason()).isEqualTo("20 samples, at least 100 are needed");
  }

  @Test
  void a_small_baseline_is_inconclusive() {
    DriftReport report =
        detect(
            SETTINGS,
            baseline(Map.of("x", normal(1, 99, 0))),
            device("a", Map.of("x", normal(2, 500, 0))));

    assertThat(report.reason()).contains("99 samples in the baseline");
  }

  @Test
  void what_is_missing_or_impossible_is_inconclusive_with_the_device_named() {
    Histogram reference = normal(1, 1000, 0);
    Baseline baseline = baseline(Map.of("x", reference));
    Histogram negative = reference.empty().minus(normal(3, 10, 0)).plus(normal(4, 500, 0));
    Histogram otherBins = new Histogram(List.of(0.0), List.of(300L, 300L));

    assertThat(detect(SETTINGS, baseline).reason()).startsWith("0 samples");
    assertThat(detect(SETTINGS, baseline(Map.of())).reason())
        .isEqualTo("the baseline has no histograms");
    assertThat(detect(SETTINGS, baseline, device("dev-7", Map.of("y", normal(5, 300, 0)))).reason())
        .isEqualTo("dev-7 sends no histogram of x");
    assertThat(detect(SETTINGS, baseline, device("dev-8", Map.of("x", otherBins))).reason())
        .isEqualTo("dev-8 counts x in other bins than the baseline");
    assertThat(
            detect(
                    SETTINGS,
                    baseline,
                    device("dev-9", Map.of("x", new Histogram(EDGES, withMinus(negative)))))
                .reason())
        .isEqualTo("dev-9 sends negative counts of x");
  }

  private static List<Long> withMinus(Histogram histogram) {
    List<Long> counts = new java.util.ArrayList<>(histogram.counts());
    counts.set(0, -1L);
    return counts;
  }

  @Test
  void edges_that_are_not_finite_are_inconclusive() {
    Histogram reference = new Histogram(List.of(Double.NaN), List.of(500L, 500L));

    DriftReport report =
        detect(SETTINGS, baseline(Map.of("x", reference)), device("a", Map.of("x", reference)));

    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.reason()).contains("not numbers");
  }

  @Test
  void drift_in_one_summary_is_drift_though_another_is_missing() {
    Baseline baseline = baseline(Map.of("x", normal(1, 1000, 0), "y", normal(2, 1000, 0)));

    DriftReport report = detect(SETTINGS, baseline, device("a", Map.of("x", normal(3, 200, 3))));

    assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.summaries().get(1).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_difference_on_the_last_edge_counts() {
    Histogram reference = new Histogram(List.of(0.0, 1.0), List.of(0L, 1000L, 0L));
    Histogram beyond = new Histogram(List.of(0.0, 1.0), List.of(0L, 0L, 1000L));

    assertThat(KolmogorovSmirnov.statistic(reference, beyond)).isEqualTo(1);
  }

  @Test
  void tiny_statistics_of_huge_samples_have_a_p_value_of_one() {
    assertThat(KolmogorovSmirnov.pValue(1e-9, 4_000_000_000L, 1257)).isEqualTo(1);
    assertThat(KolmogorovSmirnov.pValue(0.5, 4_000_000_000L, 4_000_000_000L)).isZero();
  }

  @Test
  void false_alarms_without_drift_stay_below_the_significance() {
    DriftConfig anyDifference = new DriftConfig(true, 0, Duration.ofHours(1), 100, 0.05);
    List<String> names = List.of("a", "b", "c", "d");
    int checks = 600;
    int alarms = 0;
    for (int check = 0; check < checks; check++) {
      Map<String, Histogram> reference = new TreeMap<>();
      Map<String, Histogram> window = new TreeMap<>();
      for (int i = 0; i < names.size(); i++) {
        reference.put(names.get(i), normal(check * 100L + i, 400, 0));
        window.put(names.get(i), normal(check * 100L + 50 + i, 270, 0));
      }
      DriftReport report = detect(anyDifference, baseline(reference), device("d", window));
      alarms += report.verdict() == Verdict.FAIL ? 1 : 0;
    }

    // Expected at most 30 of 600; 45 lies three standard deviations above. None at all would mean
    // that the test cannot fire.
    assertThat(alarms).isBetween(3, 45);
  }

  @Test
  void a_report_survives_json() {
    DriftReport report =
        detect(
            SETTINGS,
            baseline(Map.of("x", normal(1, 1000, 0), "y", normal(1, 9, 0))),
            device("a", Map.of("x", normal(2, 200, 0))));

    String json = Json.text(report);

    assertThat(Json.read(json, DriftReport.class, "test")).isEqualTo(report);
    assertThat(json).contains("\"verdict\":\"INCONCLUSIVE\"").doesNotContain("drift_detected");
  }
}
