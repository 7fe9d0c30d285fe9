package io.edgeflow.monitor.drift;

import io.edgeflow.core.gate.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far one feature summary moved.
 *
 * @param verdict PASS for no drift, FAIL for drift, INCONCLUSIVE when nobody can tell
 * @param baselineSamples in the baseline's histogram
 * @param samples in the window, over the whole fleet
 * @param ks Kolmogorov-Smirnov statistic, 0 to 1; null when it could not be measured
 * @param pValue chance of such a statistic without drift; null when {@code ks} is
 * @param psi population stability index; null when {@code ks} is
 * @param reason why it is INCONCLUSIVE; null otherwise
 */
public record SummaryDrift(
    String name,
    Verdict verdict,
    long baselineSamples,
    long samples,
    @Nullable Double ks,
    @Nullable Double pValue,
    @Nullable Double psi,
    @Nullable String reason) {
  private static final double LEAST_SHOWN = 1e-4;

  SummaryDrift drifted() {
    return new SummaryDrift(name, Verdict.FAIL, baselineSamples, samples, ks, pValue, psi, reason);
  }

  static SummaryDrift unmeasured(String name, long baselineSamples, long samples, String reason) {
    return new SummaryDrift(
        name, Verdict.INCONCLUSIVE, baselineSamples, samples, null, null, null, reason);
  }

  /** A p-value for people: four decimals, and {@code <0.0001} below, never 0; – where unknown. */
  public static String probability(@Nullable Double p) {
    if (p == null) {
      return "–";
    }
    return p < LEAST_SHOWN ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }
}
