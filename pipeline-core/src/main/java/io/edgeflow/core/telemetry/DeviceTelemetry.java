package io.edgeflow.core.telemetry;

import io.edgeflow.core.baseline.Histogram;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a device reports, under the field's standard keys. Counters and histograms count since the
 * active model was loaded.
 *
 * @param modelHash SHA-256 of the model file that is loaded and answering; null when none is
 * @param configVersion the release version that is active; 0 when none is
 * @param delegateActive whether an accelerated kernel path (XNNPACK) runs the model
 * @param p50Ms median latency of recent inferences, NaN-free; null before the first
 * @param p95Ms 95th percentile of recent inferences; null before the first
 * @param thermalState as the platform says, {@code unknown} where it does not
 * @param errorCode the last error's name, {@code none} when there is none
 * @param inferences answered since load
 * @param failures refused or failed since load
 * @param labeled inferences that came with a true label
 * @param correct of those, the ones predicted right
 * @param histograms one for each summary of the bundle's baseline
 */
public record DeviceTelemetry(
    String deviceId,
    Instant at,
    @Nullable String modelHash,
    long configVersion,
    String runtimeVersion,
    boolean delegateActive,
    double loadTimeMs,
    @Nullable Double p50Ms,
    @Nullable Double p95Ms,
    double peakRamMb,
    long droppedFrames,
    String thermalState,
    String errorCode,
    long inferences,
    long failures,
    long labeled,
    long correct,
    Map<String, Histogram> histograms) {
  /** Sorts and copies the histograms. */
  public DeviceTelemetry {
    histograms = Collections.unmodifiableMap(new TreeMap<>(histograms));
  }
}
