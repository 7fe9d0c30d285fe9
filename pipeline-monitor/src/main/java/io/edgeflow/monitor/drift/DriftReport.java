package io.edgeflow.monitor.drift;

import io.edgeflow.core.gate.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one drift check found.
 *
 * @param verdict FAIL if any summary drifted, else INCONCLUSIVE if any could not be judged, else
 *     PASS
 * @param driftDetected whether the verdict is FAIL; null when it is INCONCLUSIVE
 * @param driftScore the largest Kolmogorov-Smirnov statistic, 0 to 1; null when INCONCLUSIVE
 * @param threshold the score above which a significant difference counts as drift
 * @param significance of the whole check; each summary is tested at {@code significance / number of
 *     summaries}
 * @param summaries by name
 * @param reason why it is INCONCLUSIVE; null otherwise
 */
public record DriftReport(
    Instant at,
    Verdict verdict,
    @Nullable Boolean driftDetected,
    @Nullable Double driftScore,
    double threshold,
    double significance,
    List<SummaryDrift> summaries,
    @Nullable String reason) {
  /** Copies the summaries. */
  public DriftReport {
    summaries = List.copyOf(summaries);
  }

  /** The summary that moved most, if any was measured. */
  public Optional<SummaryDrift> largest() {
    return summaries.stream()
        .filter(summary -> summary.ks() != null)
        .max(java.util.Comparator.comparing(summary -> Objects.requireNonNull(summary.ks())));
  }

  /** Samples that the check rests on: those of the summary that has the fewest. */
  public long samples() {
    return summaries.stream().mapToLong(SummaryDrift::samples).min().orElse(0);
  }

  static DriftReport of(Instant at, DriftConfig config, List<SummaryDrift> summaries) {
    Verdict verdict = Verdict.worst(summaries.stream().map(SummaryDrift::verdict).toList());
    boolean known = verdict != Verdict.INCONCLUSIVE;
    return new DriftReport(
        at,
        verdict,
        known ? verdict == Verdict.FAIL : null,
        known ? score(summaries) : null,
        config.threshold(),
        config.significance(),
        summaries,
        known ? null : reason(summaries));
  }

  private static @Nullable Double score(List<SummaryDrift> summaries) {
    return summaries.stream()
        .map(SummaryDrift::ks)
        .filter(Objects::nonNull)
        .max(Double::compare)
        .orElse(null);
  }

  private static String reason(List<SummaryDrift> summaries) {
    String reasons =
        summaries.stream()
            .map(SummaryDrift::reason)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining("; "));
    return reasons.isEmpty() ? "the baseline has no histograms" : reasons;
  }
}
