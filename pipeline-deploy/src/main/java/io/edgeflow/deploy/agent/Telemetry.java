package io.edgeflow.deploy.agent;

import io.edgeflow.core.telemetry.DeviceRuntime;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.InferenceCounters;
import io.edgeflow.core.telemetry.ReportIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fills in the field's standard keys. */
final class Telemetry {
  private static final Path LINUX_STATUS = Path.of("/proc/self/status");
  private static final String PEAK_RESIDENT = "VmHWM:";
  private static final double KIB_PER_MIB = 1024;

  private Telemetry() {}

  static DeviceTelemetry of(
      AgentConfig config, @Nullable ActiveModel active, Optional<String> errorCode) {
    return new DeviceTelemetry(
        identity(config, active),
        active == null ? DeviceRuntime.idle(peakRamMb()) : runtime(active),
        errorCode,
        active == null ? InferenceCounters.zero() : active.stats().counters());
  }

  private static ReportIdentity identity(AgentConfig config, @Nullable ActiveModel active) {
    return new ReportIdentity(
        config.id(),
        config.clock().instant(),
        active == null ? null : active.loaded().modelSha256(),
        active == null ? 0 : active.version());
  }

  private static DeviceRuntime runtime(ActiveModel active) {
    String version = active.model().runtime();
    LatencyRing latencies = active.stats().latencies();
    return new DeviceRuntime(
        Optional.of(version),
        version.contains("XNNPACK"),
        active.model().loadTimeMs(),
        latencies.percentile(0.5),
        latencies.percentile(0.95),
        peakRamMb(),
        DeviceRuntime.UNKNOWN);
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
