package io.edgeflow.monitor.drift;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.KolmogorovSmirnov;
import io.edgeflow.core.baseline.PopulationStability;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.numeric.Holm;
import io.edgeflow.monitor.collect.DeviceWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a fleet has seen with the baseline that its model was released with, one feature
 * summary at a time, the whole fleet and each of its devices.
 *
 * <p>For each of the baseline's summaries, the devices' histograms are added up and a two-sample
 * Kolmogorov-Smirnov test is made on the bins: {@code D = max |F(e) - G(e)|} over the bin edges
 * (Massey 1951), with Commons Math's p-value. The population stability index stands beside it and
 * decides nothing. A summary has drifted when {@code D > threshold} <em>and</em> its p-value is
 * rejected: the first asks whether the difference matters, the second whether it is more than
 * chance. Testing univariate summaries with a correction for their number is what S. Rabanser, S.
 * Günnemann and Z. Lipton found to detect shift best for its price ("Failing Loudly", NeurIPS
 * 2019). The score is the largest {@code D} of the fleet.
 *
 * <p>In a sum over many devices one that drifts is diluted, so each device's histograms are tested
 * too, where the fleet's could be. The fleet's tests have half of the significance and the devices'
 * the other half (a single device is the fleet, which then has all of it); within either family
 * Holm's correction keeps the chance of any false alarm below its share, so that the whole check
 * keeps {@code significance}, whatever the dependence. A device of fewer than {@code min_samples}
 * (and of at least 20) can be found to have drifted, as its p-value knows how few they are, but is
 * never said not to have; that holds up no verdict.
 *
 * <p>Too few samples of the fleet, a missing histogram, other bins or impossible counts are
 * INCONCLUSIVE with the reason, never "no drift"; drift in one summary or one device is drift,
 * whatever the others lack. Stateless and thread-safe; equal inputs give equal reports.
 *
 * <pre>{@code
 * ModelDriftDetector detector = new ModelDriftDetector(config);
 * DriftReport report = detector.detect(baseline, DeviceWindow.between(before, after), now);
 * if (report.verdict() == Verdict.FAIL) { … }
 * }</pre>
 */
public final class ModelDriftDetector {
  private final DriftConfig config;

  /** A detector with the given threshold, significance and smallest sample. */
  public ModelDriftDetector(DriftConfig config) {
    this.config = config;
  }

  /**
   * Judges what the devices counted in their windows.
   *
   * @param at when, for the report
   */
  public DriftReport detect(Baseline baseline, Collection<DeviceWindow> windows, Instant at) {
    List<SummaryDrift> measured = new ArrayList<>();
    baseline
        .histograms()
        .forEach(
            (name, reference) ->
                measured.add(
                    measure(name, reference, FleetHistogram.of(name, reference, windows))));
    List<DeviceWindow> busy = windows.stream().filter(window -> window.inferences() > 0).toList();
    boolean many = busy.size() > 1;
    double share = many ? config.significance() / 2 : config.significance();
    List<SummaryDrift> summaries = judged(measured, share);
    List<DeviceDrift> devices =
        many ? new DeviceTests(config).judge(known(baseline, summaries), busy, share) : List.of();
    return DriftReport.of(at, config, summaries, devices);
  }

  private static Map<String, Histogram> known(Baseline baseline, List<SummaryDrift> summaries) {
    Map<String, Histogram> known = new TreeMap<>(baseline.histograms());
    summaries.stream().filter(s -> s.ks() == null).forEach(s -> known.remove(s.name()));
    return known;
  }

  private SummaryDrift measure(String name, Histogram reference, FleetHistogram fleet) {
    Histogram window = fleet.sum();
    String reason = whyNot(reference, fleet);
    if (reason != null) {
      return SummaryDrift.unmeasured(name, reference.samples(), window.samples(), reason);
    }
    double ks = KolmogorovSmirnov.statistic(reference, window);
    return new SummaryDrift(
        name,
        Verdict.PASS,
        reference.samples(),
        window.samples(),
        ks,
        KolmogorovSmirnov.pValue(ks, reference.samples(), window.samples()),
        PopulationStability.index(reference, window),
        null);
  }

  /** What could not be measured counts as a test that rejects nothing. */
  private List<SummaryDrift> judged(List<SummaryDrift> measured, double significance) {
    List<Double> pValues =
        measured.stream().map(s -> Objects.requireNonNullElse(s.pValue(), 1.0)).toList();
    boolean[] rejected = Holm.rejected(pValues, significance);
    return IntStream.range(0, measured.size())
        .mapToObj(
            i -> {
              SummaryDrift summary = measured.get(i);
              Double ks = summary.ks();
              boolean drifted = rejected[i] && ks != null && ks > config.threshold();
              return drifted ? summary.drifted() : summary;
            })
        .toList();
  }

  private @Nullable String whyNot(Histogram reference, FleetHistogram fleet) {
    long least = config.minSamples();
    if (reference.edges().stream().anyMatch(edge -> !Double.isFinite(edge))
        || reference.counts().stream().anyMatch(count -> count < 0)) {
      return "the baseline has bins or counts that are not numbers of samples";
    }
    if (fleet.reason() != null) {
      return fleet.reason();
    }
    if (fleet.sum().samples() < least) {
      return fleet.sum().samples() + " samples, at least " + least + " are needed";
    }
    if (reference.samples() < least) {
      return reference.samples() + " samples in the baseline, at least " + least + " are needed";
    }
    return null;
  }
}
