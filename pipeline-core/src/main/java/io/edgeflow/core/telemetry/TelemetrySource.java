package io.edgeflow.core.telemetry;

import io.edgeflow.core.target.DeploymentTarget;
import java.util.List;

/** Asks devices what they report. Thread-safe. */
public interface TelemetrySource {
  /** The devices of the fleet. */
  List<DeploymentTarget> targets();

  /**
   * One device's report.
   *
   * @throws io.edgeflow.core.error.PipelineException if the device does not answer
   */
  DeviceTelemetry collect(DeploymentTarget target);
}
