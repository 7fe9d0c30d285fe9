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
 * @param verdict FAIL if any summary or device drifted, else INCONCLUSIVE if any summary could not
 *     be judged, else PASS
 * @param driftDetected whether the verdict is FAIL; null when it is INCONCLUSIVE
 * @param driftScore the largest Kolmogorov-Smirnov statistic of the whole fleet, 0 to 1; null when
 *     INCONCLUSIVE
 * @param threshold the score above which a significant difference counts as drift
 * @param significance of the whole check
 * @param summaries of the whole fleet, by name
 * @param devices each by itself, where there are several that have seen anything
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
    List<DeviceDrift> devices,
    @Nullable String reason) {
  /** Copies the lists. */
  public DriftReport {
    summaries = List.copyOf(summaries);
    devices = List.copyOf(devices);
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

  /** The devices that drifted. */
  public List<DeviceDrift> driftedDevices() {
    return devices.stream().filter(device -> device.verdict() == Verdict.FAIL).toList();
  }

  /** Whether the fleet as a whole drifted, and not only some of its devices. */
  public boolean fleetDrifted() {
    return summaries.stream().anyMatch(summary -> summary.verdict() == Verdict.FAIL);
  }

  static DriftReport of(
      Instant at, DriftConfig config, List<SummaryDrift> summaries, List<DeviceDrift> devices) {
    Verdict fleet = Verdict.worst(summaries.stream().map(SummaryDrift::verdict).toList());
    boolean anyDevice = devices.stream().anyMatch(device -> device.verdict() == Verdict.FAIL);
    Verdict verdict = anyDevice ? Verdict.FAIL : fleet;
    boolean known = verdict != Verdict.INCONCLUSIVE;
    return new DriftReport(
        at,
        verdict,
        known ? verdict == Verdict.FAIL : null,
        known ? score(summaries) : null,
        config.threshold(),
        config.significance(),
        summaries,
        devices,
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
