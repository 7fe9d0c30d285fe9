package io.edgeflow.monitor.drift;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.monitor.collect.DeviceWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a fleet has seen with the baseline that its model was released with, one feature
 * summary at a time.
 *
 * <p>For each of the baseline's {@code k} summaries, the devices' histograms are added up and a
 * two-sample Kolmogorov-Smirnov test is made on the bins: {@code D = max |F(e) - G(e)|} over the
 * bin edges (Massey 1951), with Commons Math's p-value. The population stability index stands
 * beside it and decides nothing. A summary has drifted when {@code D > threshold} <em>and</em>
 * {@code p < significance / k}: the first asks whether the difference matters, the second whether
 * it is more than chance. Testing each at {@code significance / k} (Bonferroni) keeps the chance of
 * a false alarm of the whole check below {@code significance}, whatever the dependence between
 * summaries; testing univariate summaries with this correction is what S. Rabanser, S. Günnemann
 * and Z. Lipton found to detect shift best for its price ("Failing Loudly", NeurIPS 2019). The
 * score is the largest {@code D}.
 *
 * <p>Too few samples, a missing histogram, other bins or impossible counts are INCONCLUSIVE with
 * the reason, never "no drift"; drift in one summary is drift, whatever the others lack. Stateless
 * and thread-safe; equal inputs give equal reports.
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
    List<SummaryDrift> summaries = new ArrayList<>();
    baseline
        .histograms()
        .forEach(
            (name, reference) -> {
              FleetHistogram fleet = FleetHistogram.of(name, reference, windows);
              int tests = baseline.histograms().size();
              summaries.add(judge(name, reference, fleet, config.significance() / tests));
            });
    return DriftReport.of(at, config, summaries);
  }

  private SummaryDrift judge(
      String name, Histogram reference, FleetHistogram fleet, double significance) {
    Histogram window = fleet.sum();
    String reason = whyNot(reference, fleet);
    if (reason != null) {
      return SummaryDrift.unmeasured(name, reference.samples(), window.samples(), reason);
    }
    double ks = KolmogorovSmirnov.statistic(reference, window);
    double p = KolmogorovSmirnov.pValue(ks, reference.samples(), window.samples());
    boolean drifted = ks > config.threshold() && p < significance;
    return new SummaryDrift(
        name,
        drifted ? Verdict.FAIL : Verdict.PASS,
        reference.samples(),
        window.samples(),
        ks,
        p,
        PopulationStability.index(reference, window),
        null);
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
