package io.edgeflow.monitor.server;

import io.edgeflow.core.json.NoneWhenAbsent;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.monitor.alert.AlertSeverity;
import io.edgeflow.monitor.collect.DeviceReading;
import io.edgeflow.monitor.collect.FleetMetrics;
import io.edgeflow.monitor.drift.DriftReport;
import io.edgeflow.monitor.drift.SummaryDrift;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The document of {@code /metrics} in Prometheus' text format 0.0.4, made anew from the latest
 * status at each scrape. What is not known has no sample.
 */
final class PrometheusText {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final double BYTES_A_MB = 1 << 20;
  private static final double MS_A_SECOND = 1000;

  private PrometheusText() {}

  static String of(FleetStatus status) {
    MetricSnapshots.Builder out = MetricSnapshots.builder();
    fleet(out, status);
    devices(out, status);
    drift(out, status.drift());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.builder().build().write(bytes, out.build());
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory cannot fail", e);
    }
    return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void fleet(MetricSnapshots.Builder out, FleetStatus status) {
    FleetMetrics metrics = status.metrics();
    new Gauges("edgeflow_devices", "Devices of the fleet").add(metrics.totalDevices()).to(out);
    new Gauges("edgeflow_devices_active", "Devices that answer and have a model loaded")
        .add(metrics.activeDevices())
        .to(out);
    Metric quality = metrics.quality();
    new Gauges(
            LiveView.gauge(quality),
            LiveView.correct(status.target(), metrics.sums()).isPresent()
                ? "Correct over labeled inferences of the fleet since its models were loaded"
                : "Of the fleet's labeled inferences since its models were loaded")
        .addIfKnown(LiveView.known(quality))
        .to(out);
    new Gauges("edgeflow_last_collection_timestamp_seconds", "When the fleet was last polled")
        .add(status.snapshot().at().toEpochMilli() / MS_A_SECOND)
        .to(out);
    Gauges alerts = new Gauges("edgeflow_alerts_active", "Alerts that are not resolved");
    for (AlertSeverity severity : AlertSeverity.values()) {
      alerts.count(
          status.active().stream().filter(alert -> alert.severity() == severity).count(),
          Labels.of("severity", severity.id()));
    }
    alerts.to(out);
  }

  private static void devices(MetricSnapshots.Builder out, FleetStatus status) {
    Gauges up = new Gauges("edgeflow_device_up", "1 when the device answers, else 0");
    for (DeviceReading device : status.snapshot().devices()) {
      up.add(device.telemetry() == null ? 0 : 1, Labels.of("device", device.deviceId()));
    }
    up.to(out);
    DeviceMetrics metrics = new DeviceMetrics(status.target());
    status.snapshot().devices().stream()
        .map(DeviceReading::telemetry)
        .filter(Objects::nonNull)
        .forEach(metrics::add);
    metrics.to(out);
  }

  private static void drift(MetricSnapshots.Builder out, @Nullable DriftReport drift) {
    if (drift == null) {
      return;
    }
    Boolean detected = drift.driftDetected();
    new Gauges("edgeflow_drift_detected", "1 when the latest check found drift, 0 when it did not")
        .addIfKnown(detected == null ? null : detected ? 1.0 : 0.0)
        .to(out);
    new Gauges("edgeflow_drift_inconclusive", "1 when the latest check could not tell, else 0")
        .add(detected == null ? 1 : 0)
        .to(out);
    new Gauges(
            "edgeflow_drift_score_ratio",
            "Largest Kolmogorov-Smirnov statistic of the latest check")
        .addIfKnown(drift.driftScore())
        .to(out);
    Gauges ks = new Gauges("edgeflow_drift_ks_ratio", "Kolmogorov-Smirnov statistic by summary");
    Gauges p = new Gauges("edgeflow_drift_p_value_ratio", "Its p-value by summary");
    Gauges psi = new Gauges("edgeflow_drift_psi", "Population stability index by summary");
    Gauges samples = new Gauges("edgeflow_drift_samples", "Samples judged by summary");
    for (SummaryDrift summary : drift.summaries()) {
      Labels labels = Labels.of("summary", summary.name());
      ks.addIfKnown(summary.ks(), labels);
      p.addIfKnown(summary.pValue(), labels);
      psi.addIfKnown(summary.psi(), labels);
      samples.count(summary.samples(), labels);
    }
    Arrays.asList(ks, p, psi, samples).forEach(family -> family.to(out));
  }

  /** The families that have a sample for each device that answers. */
  private static final class DeviceMetrics {
    private final Counters inferences =
        new Counters("edgeflow_inferences", "Rows answered since the model was loaded");
    private final Counters failures =
        new Counters("edgeflow_inference_failures", "Rows refused or failed since then");
    private final Counters labeled =
        new Counters("edgeflow_labeled_inferences", "Rows answered that came with a true label");
    private final Counters correct =
        new Counters("edgeflow_correct_inferences", "Of those, the ones predicted right");
    private final Counters sums =
        new Counters("edgeflow_quality", "Sums over those, which their metric follows from");
    private final Counters dropped =
        new Counters("edgeflow_dropped_frames", "Frames dropped before inference");
    private final Gauges median =
        new Gauges("edgeflow_latency_p50_seconds", "Median latency of recent inferences");
    private final Gauges tail =
        new Gauges("edgeflow_latency_p95_seconds", "95th percentile of recent inferences");
    private final Gauges load =
        new Gauges("edgeflow_model_load_time_seconds", "Time that loading the model took");
    private final Gauges ram = new Gauges("edgeflow_peak_ram_bytes", "Largest memory in use");
    private final Gauges info =
        new Gauges("edgeflow_device_info", "Always 1; what runs is in the labels");

    private final Target target;

    private DeviceMetrics(Target target) {
      this.target = target;
    }

    void add(DeviceTelemetry device) {
      Labels labels = Labels.of("device", device.identity().deviceId());
      inferences.count(device.counters().inferences(), labels);
      failures.count(device.counters().failures(), labels);
      labeled.count(device.counters().labeled(), labels);
      quality(device.counters().quality(), device.identity().deviceId());
      dropped.count(device.counters().droppedFrames(), labels);
      median.addIfKnown(seconds(device.runtime().p50Ms()), labels);
      tail.addIfKnown(seconds(device.runtime().p95Ms()), labels);
      load.addIfKnown(seconds(device.runtime().loadTimeMs()), labels);
      ram.add(device.runtime().peakRamMb() * BYTES_A_MB, labels);
      info.add(1, about(device));
    }

    private void quality(Map<String, Double> quality, String device) {
      Optional<Long> right = LiveView.correct(target, quality);
      if (right.isPresent()) {
        correct.count(right.get(), Labels.of("device", device));
      } else {
        quality.forEach((name, sum) -> sums.add(sum, Labels.of("device", device, "sum", name)));
      }
    }

    void to(MetricSnapshots.Builder out) {
      Arrays.asList(inferences, failures, labeled, correct, sums, dropped).forEach(c -> c.to(out));
      Arrays.asList(median, tail, load, ram, info).forEach(g -> g.to(out));
    }

    private static Labels about(DeviceTelemetry device) {
      String hash = device.identity().modelHash();
      return Labels.of(
          "device", device.identity().deviceId(),
          "model_hash", hash == null ? "" : hash,
          "config_version", Long.toString(device.identity().configVersion()),
          "runtime_version", device.runtime().version().orElse(NoneWhenAbsent.NONE),
          "error_code", device.errorCode().orElse(NoneWhenAbsent.NONE));
    }

    private static @Nullable Double seconds(@Nullable Double ms) {
      return ms == null ? null : ms / MS_A_SECOND;
    }
  }
}
