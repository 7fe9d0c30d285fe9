package io.edgeflow.monitor.drift;

import io.edgeflow.core.gate.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * How far one device moved.
 *
 * @param verdict FAIL for drift, PASS for none, INCONCLUSIVE when its samples are too few to say so
 * @param samples that the verdict rests on
 * @param summary the one that moved most, of those that drifted if any did; null when none was
 *     measured
 * @param ks its Kolmogorov-Smirnov statistic, 0 to 1; null when none was measured
 * @param pValue chance of such a statistic without drift, before the correction for many tests;
 *     null when {@code ks} is
 * @param reason why it is INCONCLUSIVE; null otherwise
 */
public record DeviceDrift(
    String deviceId,
    Verdict verdict,
    long samples,
    @Nullable String summary,
    @Nullable Double ks,
    @Nullable Double pValue,
    @Nullable String reason) {}
