package io.edgeflow.monitor;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.NoneWhenAbsent;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.monitor.alert.Alert;
import io.edgeflow.monitor.alert.AlertSeverity;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.collect.DeviceWindow;
import io.edgeflow.monitor.collect.FleetSnapshot;
import io.edgeflow.monitor.drift.DeviceDrift;
import io.edgeflow.monitor.drift.DriftReport;
import io.edgeflow.monitor.health.FleetHealth;
import io.edgeflow.monitor.replay.ReplaySummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which troubles polls, traffic and drift checks amount to. */
final class FleetAlerts {
  private static final int SHORT_HASH = 12;
  private static final double PERCENT = 100;

  private FleetAlerts() {}

  /**
   * Troubles of single devices.
   *
   * @param modelHash what each should have loaded; empty when any model is right
   */
  static List<Alert> devices(
      FleetSnapshot snapshot, List<DeviceWindow> windows, Optional<String> modelHash) {
    List<Alert> alerts = new ArrayList<>();
    for (DeviceReading device : snapshot.devices()) {
      Alert alert = device(device, modelHash, snapshot.at());
      if (alert != null) {
        alerts.add(alert);
      }
    }
    for (DeviceWindow window : windows) {
      if (window.failures() > 0) {
        alerts.add(failures(window, snapshot.at()));
      }
    }
    return alerts;
  }

  /**
   * Drift of the fleet, or else of single devices, or a check that could not tell; a fleet without
   * traffic is no trouble.
   */
  static List<Alert> drift(@Nullable DriftReport report, List<DeviceWindow> windows) {
    boolean traffic = windows.stream().anyMatch(window -> window.inferences() > 0);
    if (report == null || report.verdict() == Verdict.PASS) {
      return List.of();
    }
    if (report.verdict() == Verdict.FAIL) {
      return report.fleetDrifted()
          ? List.of(drifted(report))
          : report.driftedDevices().stream().map(device -> drifted(report, device)).toList();
    }
    return traffic ? List.of(inconclusive(report)) : List.of();
  }

  /** What the gate found of quality, devices and latency; drift has alerts of its own. */
  static List<Alert> health(GateReport health, FleetSnapshot now, double p95LatencyMs) {
    List<Alert> alerts = new ArrayList<>();
    for (Check check : health.checks()) {
      if (check.verdict() == Verdict.FAIL) {
        switch (check.name()) {
          case FleetHealth.QUALITY -> alerts.add(quality(check, now.at()));
          case FleetHealth.ACTIVE -> alerts.add(offline(check, now.at()));
          case FleetHealth.LATENCY -> alerts.addAll(slow(now, p95LatencyMs));
          default -> {}
        }
      }
    }
    return alerts;
  }

  /** Live answers that are worse than they may be. */
  static Alert quality(Check check, Instant at) {
    return fleet(
        "quality_low",
        check,
        "Live answers keep %.1f %% of the evaluator's quality (limit %.1f %%) over %d labelled rows",
        at);
  }

  private static Alert offline(Check check, Instant at) {
    return fleet(
        "devices_offline",
        check,
        "Only %.1f %% of the devices are active (limit %.1f %%) of %d",
        at);
  }

  private static Alert fleet(String what, Check check, String message, Instant at) {
    double value = check.value() == null ? Double.NaN : check.value();
    return new Alert(
        what,
        AlertSeverity.CRITICAL,
        Alert.FLEET,
        String.format(
            Locale.ROOT, message, PERCENT * value, PERCENT * check.limit(), check.samples()),
        value,
        check.limit(),
        at,
        check.remedy());
  }

  private static List<Alert> slow(FleetSnapshot now, double limit) {
    List<Alert> alerts = new ArrayList<>();
    for (DeviceReading device : now.devices()) {
      DeviceTelemetry report = device.telemetry();
      Double p95 = report == null ? null : report.runtime().p95Ms();
      if (p95 != null && p95 > limit) {
        String message =
            String.format(Locale.ROOT, "The model's p95 latency is %.3g ms (limit %s)", p95, limit);
        alerts.add(
            new Alert(
                "latency_high",
                AlertSeverity.WARNING,
                device.deviceId(),
                message,
                p95,
                limit,
                now.at(),
                "See what else runs on the device"));
      }
    }
    return alerts;
  }

  /** Rows that were sent and not answered. */
  static List<Alert> replay(@Nullable ReplaySummary replay, Instant at) {
    if (replay == null || replay.answered() == replay.rows()) {
      return List.of();
    }
    return List.of(
        new Alert(
            "traffic_unanswered",
            AlertSeverity.CRITICAL,
            Alert.FLEET,
            "Only %d of %d rows were answered: %s"
                .formatted(replay.answered(), replay.rows(), replay.errors()),
            (double) replay.answered(),
            (double) replay.rows(),
            at,
            "Look at the devices named"));
  }

  private static @Nullable Alert device(
      DeviceReading device, Optional<String> modelHash, Instant at) {
    DeviceTelemetry telemetry = device.telemetry();
    String hash = telemetry == null ? null : telemetry.identity().modelHash();
    if (telemetry == null) {
      return of(
          "device_silent",
          AlertSeverity.CRITICAL,
          device,
          "The device does not answer: " + device.error(),
          at,
          "Check its power, its network and its agent");
    }
    if (hash == null) {
      return of(
          "no_model",
          AlertSeverity.CRITICAL,
          device,
          "No model is loaded; error " + telemetry.errorCode().orElse(NoneWhenAbsent.NONE),
          at,
          "Deploy to it again");
    }
    if (modelHash.isPresent() && !modelHash.get().equals(hash)) {
      return of(
          "wrong_model",
          AlertSeverity.CRITICAL,
          device,
          "Another model is loaded: "
              + shortened(hash)
              + " instead of "
              + shortened(modelHash.get()),
          at,
          "Deploy to it again");
    }
    return telemetry
        .errorCode()
        .map(
            error ->
                of(
                    "device_error",
                    AlertSeverity.WARNING,
                    device,
                    "The device reports error " + error,
                    at,
                    "Read the log of its agent"))
        .orElse(null);
  }

  private static String shortened(String hash) {
    return hash.substring(0, Math.min(SHORT_HASH, hash.length()));
  }

  private static Alert of(
      String what,
      AlertSeverity severity,
      DeviceReading device,
      String message,
      Instant at,
      String remedy) {
    return new Alert(what, severity, device.deviceId(), message, null, null, at, remedy);
  }

  private static Alert failures(DeviceWindow window, Instant at) {
    return new Alert(
        "inference_failures",
        AlertSeverity.WARNING,
        window.deviceId(),
        window.failures() + " inferences failed",
        (double) window.failures(),
        0.0,
        at,
        "Read the log of its agent");
  }

  private static Alert drifted(DriftReport report) {
    double ks = report.driftScore() == null ? Double.NaN : report.driftScore();
    String name = report.largest().map(summary -> summary.name()).orElse("");
    return new Alert(
        "drift_detected",
        AlertSeverity.CRITICAL,
        Alert.FLEET,
        String.format(
            Locale.ROOT,
            "The data has drifted: %s moved by %.3f (limit %s) over %d samples",
            name,
            ks,
            report.threshold(),
            report.samples()),
        ks,
        report.threshold(),
        report.at(),
        "Look at recent inputs; collect and label some, then train again");
  }

  private static Alert drifted(DriftReport report, DeviceDrift device) {
    Double ks = device.ks();
    return new Alert(
        "device_drifted",
        AlertSeverity.CRITICAL,
        device.deviceId(),
        String.format(
            Locale.ROOT,
            "What the device sees has drifted: %s moved by %.3f (limit %s) over %d samples",
            device.summary(),
            ks,
            report.threshold(),
            device.samples()),
        ks,
        report.threshold(),
        report.at(),
        "Look at its sensor and at where it stands");
  }

  private static Alert inconclusive(DriftReport report) {
    return new Alert(
        "drift_inconclusive",
        AlertSeverity.WARNING,
        Alert.FLEET,
        "Nobody can tell whether the data has drifted: " + report.reason(),
        null,
        null,
        report.at(),
        "Wait for more traffic, or lower monitoring.drift.min_samples");
  }
}
