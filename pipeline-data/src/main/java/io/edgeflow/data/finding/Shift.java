package io.edgeflow.data.finding;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.KolmogorovSmirnov;
import io.edgeflow.core.baseline.PopulationStability;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.numeric.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How far the distribution of one summary lies from that of a reference, by the statistics that a
 * fleet's drift is judged by.
 *
 * @param verdict FAIL where the distributions differ, by the Kolmogorov-Smirnov test at a
 *     significance of 0.05 over all summaries (Holm) and by more than 0.1; INCONCLUSIVE of fewer
 *     than a hundred samples
 * @param ks the statistic, 0 to 1; NaN of no sample
 * @param psi the population stability index
 */
public record Shift(
    String name,
    Verdict verdict,
    long referenceSamples,
    long samples,
    double ks,
    double pValue,
    double psi) {
  private static final double SIGNIFICANCE = 0.05;
  private static final double LEAST = 0.1;
  private static final long MIN_SAMPLES = 100;

  /** Compares histograms of the same names and edges. */
  static List<Shift> between(Map<String, Histogram> reference, Map<String, Histogram> found) {
    List<Shift> shifts = new ArrayList<>();
    reference.forEach(
        (name, one) -> {
          Histogram other = found.get(name);
          if (other != null && one.samples() > 0 && other.samples() > 0) {
            double ks = KolmogorovSmirnov.statistic(one, other);
            double p = KolmogorovSmirnov.pValue(ks, one.samples(), other.samples());
            double psi = PopulationStability.index(one, other);
            shifts.add(new Shift(name, Verdict.PASS, one.samples(), other.samples(), ks, p, psi));
          }
        });
    boolean[] rejected = Holm.rejected(shifts.stream().map(Shift::pValue).toList(), SIGNIFICANCE);
    List<Shift> judged = new ArrayList<>();
    for (int i = 0; i < shifts.size(); i++) {
      judged.add(shifts.get(i).judged(rejected[i]));
    }
    return judged;
  }

  private Shift judged(boolean rejected) {
    Verdict judged =
        Math.min(referenceSamples, samples) < MIN_SAMPLES
            ? Verdict.INCONCLUSIVE
            : rejected && ks > LEAST ? Verdict.FAIL : Verdict.PASS;
    return new Shift(name, judged, referenceSamples, samples, ks, pValue, psi);
  }
}
