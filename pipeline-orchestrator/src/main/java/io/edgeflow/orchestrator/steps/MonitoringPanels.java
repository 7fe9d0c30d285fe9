package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.json.NoneWhenAbsent;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.LiveQuality;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Counts;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.InferenceCounters;
import io.edgeflow.monitor.MonitoringResult;
import io.edgeflow.monitor.alert.AlertEvent;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.drift.DriftReport;
import io.edgeflow.monitor.drift.SummaryDrift;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.serve.ActiveRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the report shows of monitoring. */
final class MonitoringPanels {
  private MonitoringPanels() {}

  static List<Panel> of(
      MonitoringResult result, ActiveRelease release, Map<String, Histogram> counted) {
    List<Panel> panels = new ArrayList<>();
    DriftReport drift = result.drift();
    if (drift != null) {
      panels.add(drift(drift));
      if (!drift.devices().isEmpty()) {
        panels.add(deviceDrift(drift));
      }
      drift
          .summaries()
          .forEach(summary -> distribution(summary, release.baseline(), counted, panels));
    }
    if (!result.alerts().isEmpty()) {
      panels.add(alerts(result.alerts()));
    }
    panels.add(devices(result.devices().devices(), release.target()));
    return panels;
  }

  /** The verdict on drift, and the quality of live answers. */
  static List<KeyFigure> figures(MonitoringResult result) {
    Metric live = result.fleet().quality();
    List<KeyFigure> figures = new ArrayList<>();
    figures.add(drift(result.drift(), result));
    if (live.samples() > 0) {
      figures.add(
          KeyFigure.of(
              KeyFigure.heading(live.name()) + ", live",
              live.value(),
              live.unit(),
              live.direction(),
              "the fleet's answers to " + live.samples() + " labelled samples"));
    }
    return figures;
  }

  private static KeyFigure drift(@Nullable DriftReport drift, MonitoringResult result) {
    if (drift == null) {
      return KeyFigure.word("Drift", "not checked", "monitoring.drift.enabled is false");
    }
    String devices = result.fleet().totalDevices() + " devices";
    String score = drift.driftScore() == null ? "" : "score " + number(drift.driftScore()) + ", ";
    return KeyFigure.word(
        "Drift", word(drift.verdict()), score + drift.samples() + " samples of " + devices);
  }

  private static Panel drift(DriftReport drift) {
    return new Panel.Table(
        "Drift: the fleet's inputs and answers beside the release's baseline",
        List.of("summary", "KS statistic", "p-value", "PSI", "samples", "drift"),
        List.of(false, true, true, true, true, false),
        drift.summaries().stream()
            .map(
                s ->
                    List.of(
                        s.name(),
                        number(s.ks()),
                        SummaryDrift.probability(s.pValue()),
                        number(s.psi()),
                        Long.toString(s.samples()),
                        word(s.verdict())))
            .toList());
  }

  private static Panel deviceDrift(DriftReport drift) {
    return new Panel.Table(
        "Drift: each device beside the baseline",
        List.of("device", "moved most", "KS statistic", "p-value", "samples", "drift"),
        List.of(false, false, true, true, true, false),
        drift.devices().stream()
            .map(
                d ->
                    List.of(
                        d.deviceId(),
                        Objects.requireNonNullElse(d.summary(), "–"),
                        number(d.ks()),
                        SummaryDrift.probability(d.pValue()),
                        Long.toString(d.samples()),
                        d.reason() == null ? word(d.verdict()) : d.reason()))
            .toList());
  }

  private static void distribution(
      SummaryDrift summary, Baseline baseline, Map<String, Histogram> counted, List<Panel> panels) {
    Histogram reference = baseline.histograms().get(summary.name());
    Histogram live = counted.get(summary.name());
    if (reference != null && live != null && reference.edges().equals(live.edges())) {
      String note = Objects.requireNonNullElse(summary.reason(), note(summary));
      panels.add(
          new Panel.Distributions(
              summary.name(),
              reference.edges(),
              new Counts("reference", reference.counts()),
              new Counts("live", live.counts()),
              note));
    }
  }

  private static String note(SummaryDrift summary) {
    return "KS "
        + number(summary.ks())
        + ", p "
        + SummaryDrift.probability(summary.pValue())
        + ", PSI "
        + number(summary.psi())
        + "; each bin holds as much of the reference";
  }

  private static Panel alerts(List<AlertEvent> events) {
    return new Panel.Table(
        "Alerts",
        List.of("what", "who", "severity", "message", "delivered"),
        List.of(false, false, false, false, false),
        events.stream()
            .map(
                event ->
                    List.of(
                        event.alert().what(),
                        event.alert().scope(),
                        event.alert().severity().id(),
                        event.alert().message(),
                        event.deliveries().stream().allMatch(AlertEvent.Delivery::delivered)
                            ? "yes"
                            : "no"))
            .toList());
  }

  private static Panel devices(List<DeviceReading> devices, Target target) {
    String quality = LiveQuality.metric(target, Map.of(), 0).name();
    return new Panel.Table(
        "Devices",
        List.of("device", "model", "inferences", quality, "p50 ms", "p95 ms", "RAM", "state"),
        List.of(false, false, true, true, true, true, true, false),
        devices.stream().map(device -> device(device, target)).toList());
  }

  private static List<String> device(DeviceReading device, Target target) {
    DeviceTelemetry told = device.telemetry();
    if (told == null) {
      String error = Objects.requireNonNullElse(device.error(), "silent");
      return List.of(device.deviceId(), "", "", "", "", "", "", error);
    }
    String model = Objects.requireNonNullElse(told.identity().modelHash(), "none");
    return List.of(
        device.deviceId(),
        model.substring(0, Math.min(12, model.length())),
        Long.toString(told.counters().inferences()),
        told.counters().labeled() == 0 ? "–" : Numbers.of(quality(told.counters(), target)),
        number(told.runtime().p50Ms()),
        number(told.runtime().p95Ms()),
        Numbers.of(told.runtime().peakRamMb()) + " MB",
        device.active() ? "active" : told.errorCode().orElse(NoneWhenAbsent.NONE));
  }

  private static double quality(InferenceCounters counted, Target target) {
    return LiveQuality.metric(target, counted.quality(), counted.labeled()).value();
  }

  private static String number(@Nullable Double value) {
    return value == null ? "–" : Numbers.of(value);
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "no drift";
      case FAIL -> "drift";
      case INCONCLUSIVE -> verdict.name().toUpperCase(Locale.ROOT);
    };
  }
}
