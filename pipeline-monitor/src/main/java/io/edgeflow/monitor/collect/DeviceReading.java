package io.edgeflow.monitor.collect;

import io.edgeflow.core.telemetry.DeviceTelemetry;
import org.jspecify.annotations.Nullable;

/**
 * What one poll learned about one device.
 *
 * @param error why it did not answer; null when it did
 * @param telemetry its report; null when it did not answer
 */
public record DeviceReading(
    String deviceId, @Nullable String error, @Nullable DeviceTelemetry telemetry) {

  /** A device that answered. */
  public static DeviceReading of(DeviceTelemetry telemetry) {
    return new DeviceReading(telemetry.identity().deviceId(), null, telemetry);
  }

  /** A device that did not. */
  static DeviceReading failed(String deviceId, String error) {
    return new DeviceReading(deviceId, error, null);
  }

  /** Whether it answered and has a model loaded. */
  public boolean active() {
    return telemetry != null && telemetry.identity().modelHash() != null;
  }

  /** The same reading without its histograms, which make up most of its size. */
  public DeviceReading compact() {
    return telemetry == null ? this : of(telemetry.withoutHistograms());
  }
}
