package io.edgeflow.deploy.agent;

import io.edgeflow.core.telemetry.DeviceTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills in the field's standard keys. */
final class Telemetry {
  private static final Path LINUX_STATUS = Path.of("/proc/self/status");
  private static final String PEAK_RESIDENT = "VmHWM:";
  private static final double KIB_PER_MIB = 1024;

  private Telemetry() {}

  static DeviceTelemetry of(AgentConfig config, @Nullable ActiveModel active, String errorCode) {
    if (active == null) {
      return idle(config, errorCode);
    }
    InferenceStats stats = active.stats();
    String runtime = active.model().runtime();
    return new DeviceTelemetry(
        config.id(),
        config.clock().instant(),
        active.loaded().modelSha256(),
        active.version(),
        runtime,
        runtime.contains("XNNPACK"),
        active.model().loadTimeMs(),
        stats.latencies().percentile(0.5),
        stats.latencies().percentile(0.95),
        peakRamMb(),
        stats.droppedRows(),
        "unknown",
        errorCode,
        stats.inferences(),
        stats.failures(),
        stats.labeled(),
        stats.correct(),
        stats.histograms());
  }

  private static DeviceTelemetry idle(AgentConfig config, String errorCode) {
    return new DeviceTelemetry(
        config.id(),
        config.clock().instant(),
        null,
        0,
        "none",
        false,
        0,
        null,
        null,
        peakRamMb(),
        0,
        "unknown",
        errorCode,
        0,
        0,
        0,
        0,
        Map.of());
  }

  /** The largest resident memory of this process; of the Java heap where Linux is not there. */
  private static double peakRamMb() {
    try {
      return Files.readAllLines(LINUX_STATUS).stream()
          .filter(line -> line.startsWith(PEAK_RESIDENT))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
          .findFirst()
          .orElseGet(Telemetry::heapMb);
    } catch (IOException notLinux) {
      return heapMb();
    }
  }

  private static double heapMb() {
    return Runtime.getRuntime().totalMemory() / KIB_PER_MIB / KIB_PER_MIB;
  }
}
