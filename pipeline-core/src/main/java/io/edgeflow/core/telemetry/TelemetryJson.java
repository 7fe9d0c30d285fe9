package io.edgeflow.core.telemetry;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.json.NoneWhenAbsent;
import io.edgeflow.core.predict.LiveQuality;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON form of a report: one object, whose keys and their order other programs rely on. */
record TelemetryJson(
    String deviceId,
    Instant at,
    @Nullable String modelHash,
    long configVersion,
    @NoneWhenAbsent Optional<String> runtimeVersion,
    boolean delegateActive,
    double loadTimeMs,
    @Nullable Double p50Ms,
    @Nullable Double p95Ms,
    double peakRamMb,
    long droppedFrames,
    String thermalState,
    @NoneWhenAbsent Optional<String> errorCode,
    @Nullable Long loadCount,
    long inferences,
    long failures,
    long labeled,
    long correct,
    @Nullable Map<String, Double> quality,
    Map<String, Histogram> histograms) {
  static TelemetryJson of(DeviceTelemetry report) {
    ReportIdentity identity = report.identity();
    DeviceRuntime runtime = report.runtime();
    InferenceCounters counters = report.counters();
    return new TelemetryJson(
        identity.deviceId(),
        identity.at(),
        identity.modelHash(),
        identity.configVersion(),
        runtime.version(),
        runtime.delegateActive(),
        runtime.loadTimeMs(),
        runtime.p50Ms(),
        runtime.p95Ms(),
        runtime.peakRamMb(),
        counters.droppedFrames(),
        runtime.thermalState(),
        report.errorCode(),
        counters.load(),
        counters.inferences(),
        counters.failures(),
        counters.labeled(),
        Math.round(counters.quality().getOrDefault(LiveQuality.CORRECT, 0.0)),
        counters.quality(),
        counters.histograms());
  }

  DeviceTelemetry toTelemetry() {
    return new DeviceTelemetry(
        new ReportIdentity(deviceId, at, modelHash, configVersion),
        new DeviceRuntime(
            runtimeVersion, delegateActive, loadTimeMs, p50Ms, p95Ms, peakRamMb, thermalState),
        errorCode,
        new InferenceCounters(
            loadCount, inferences, failures, droppedFrames, labeled, sums(), histograms));
  }

  /** The first devices counted classes only. */
  private Map<String, Double> sums() {
    if (quality != null) {
      return quality;
    }
    return labeled == 0 ? Map.of() : Map.of(LiveQuality.CORRECT, (double) correct);
  }
}
