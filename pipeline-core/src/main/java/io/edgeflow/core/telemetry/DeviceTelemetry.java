package io.edgeflow.core.telemetry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.Optional;

/**
 * What a device reports. In JSON, on the wire as on disk, it is one flat object under the field's
 * standard keys, from {@code device_id} to {@code histograms}; the parts are of Java alone.
 *
 * @param errorCode the last error's name; empty when there is none
 */
public record DeviceTelemetry(
    ReportIdentity identity,
    DeviceRuntime runtime,
    Optional<String> errorCode,
    InferenceCounters counters) {
  /** Checks that no part is missing. */
  public DeviceTelemetry {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(runtime, "runtime");
    Objects.requireNonNull(errorCode, "error_code");
    Objects.requireNonNull(counters, "counters");
  }

  /** The same report without its histograms, which make up most of its size. */
  public DeviceTelemetry withoutHistograms() {
    return new DeviceTelemetry(identity, runtime, errorCode, counters.withoutHistograms());
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static DeviceTelemetry of(TelemetryJson json) {
    return json.toTelemetry();
  }

  @JsonValue
  TelemetryJson json() {
    return TelemetryJson.of(this);
  }
}
