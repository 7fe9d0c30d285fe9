package io.edgeflow.core.telemetry;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What runs the model, and how fast.
 *
 * @param version the runtime's name and version; empty when no model is loaded
 * @param delegateActive whether an accelerated kernel path (XNNPACK) runs the model
 * @param loadTimeMs what loading the model took; 0 when none is loaded
 * @param p50Ms median latency of recent inferences, NaN-free; null before the first
 * @param p95Ms 95th percentile of recent inferences; null before the first
 * @param peakRamMb largest memory of the device's process so far
 * @param thermalState as the platform says, {@code unknown} where it does not
 */
public record DeviceRuntime(
    Optional<String> version,
    boolean delegateActive,
    double loadTimeMs,
    @Nullable Double p50Ms,
    @Nullable Double p95Ms,
    double peakRamMb,
    String thermalState) {
  /** What {@code thermalState} is where the platform tells nothing. */
  public static final String UNKNOWN = "unknown";

  /** Checks that the version is there or said to be absent. */
  public DeviceRuntime {
    Objects.requireNonNull(version, "runtime_version");
  }

  /** That of a device without a model. */
  public static DeviceRuntime idle(double peakRamMb) {
    return new DeviceRuntime(Optional.empty(), false, 0, null, null, peakRamMb, UNKNOWN);
  }
}
