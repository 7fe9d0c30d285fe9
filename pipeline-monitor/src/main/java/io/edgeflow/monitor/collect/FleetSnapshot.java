package io.edgeflow.monitor.collect;

import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one poll learned about the fleet.
 *
 * @param at when the poll began
 * @param devices one reading for each device, in the fleet's order
 */
public record FleetSnapshot(Instant at, List<DeviceReading> devices) {
  /** A line of a day's telemetry; what a later version adds is ignored. */
  public static final PersistedForm<FleetSnapshot> FORM =
      PersistedForm.tolerant("fleet snapshot", FleetSnapshot.class, 3);

  /** Copies the readings. */
  public FleetSnapshot {
    devices = List.copyOf(devices);
  }

  /** One device's report, if it answered. */
  public Optional<DeviceTelemetry> telemetry(String deviceId) {
    return devices.stream()
        .filter(device -> device.deviceId().equals(deviceId))
        .map(DeviceReading::telemetry)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Sums of everything that the devices counted since they loaded their models. */
  public FleetMetrics metrics(Target target) {
    return FleetMetrics.of(target, this, DeviceWindow.between(null, this));
  }

  /** The same snapshot without histograms. */
  public FleetSnapshot compact() {
    return new FleetSnapshot(at, devices.stream().map(DeviceReading::compact).toList());
  }
}
