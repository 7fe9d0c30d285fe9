package io.edgeflow.monitor;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.HistogramCounter;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.DeviceRuntime;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.InferenceChannel;
import io.edgeflow.core.telemetry.InferenceCounters;
import io.edgeflow.core.telemetry.ReportIdentity;
import io.edgeflow.core.telemetry.TelemetrySource;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Devices in memory that count as real ones do. Their model says whether a row's first half is
 * brighter than its second, and is unsure where they are alike.
 */
public final class FakeFleet implements TelemetrySource, InferenceChannel {
  public static final String MODEL = "a".repeat(64);
  public static final String OTHER_MODEL = "b".repeat(64);
  private static final List<Double> EDGES = HistogramCounter.edgesFor(0, 16);

  private final Map<String, Device> devices = new LinkedHashMap<>();

  /** One device; tests change it at will. */
  public static final class Device {
    public volatile boolean silent;
    public volatile boolean deaf;
    public volatile @Nullable String model = MODEL;
    public volatile @Nullable String errorCode;
    public volatile String reportsAs = "";
    public volatile Runnable beforeAnswer = () -> {};
    public volatile Runnable beforeInference = () -> {};
    public long failures;
    public final List<float[]> rows = new ArrayList<>();
    public final List<Integer> batches = new ArrayList<>();
    private double loadTimeMs = 12.5;
    private long inferences;
    private long labeled;
    private long correct;
    private HistogramCounter means = new HistogramCounter(EDGES);

    /** Loads the model again, which puts all counters back to zero. */
    public synchronized void reload() {
      loadTimeMs += 1;
      inferences = 0;
      labeled = 0;
      correct = 0;
      failures = 0;
      means = new HistogramCounter(EDGES);
    }

    private synchronized List<Prediction> infer(
        List<float[]> batch, @Nullable List<Integer> labels) {
      batches.add(batch.size());
      List<Prediction> predictions = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        rows.add(batch.get(i));
        int label = predict(batch.get(i));
        means.add(mean(batch.get(i)));
        inferences++;
        if (labels != null) {
          labeled++;
          correct += labels.get(i) == label ? 1 : 0;
        }
        predictions.add(new Prediction(label, List.of(1f, 2f), 0.25));
      }
      return predictions;
    }

    private synchronized DeviceTelemetry report(String id) {
      return new DeviceTelemetry(
          new ReportIdentity(
              reportsAs.isEmpty() ? id : reportsAs,
              Instant.parse("2025-01-01T00:00:00Z"),
              model,
              7),
          new DeviceRuntime(
              Optional.of("litert 2.20"),
              true,
              loadTimeMs,
              inferences == 0 ? null : 0.25,
              inferences == 0 ? null : 0.5,
              41.5,
              DeviceRuntime.UNKNOWN),
          Optional.ofNullable(errorCode),
          new InferenceCounters(
              inferences, failures, 0, labeled, correct, Map.of("image_mean", means.snapshot())));
    }
  }

  /** A fleet of {@code d-1} to {@code d-n}. */
  public FakeFleet(int size) {
    IntStream.rangeClosed(1, size).forEach(i -> devices.put("d-" + i, new Device()));
  }

  public Device device(String id) {
    return java.util.Objects.requireNonNull(devices.get(id));
  }

  public List<Device> all() {
    return List.copyOf(devices.values());
  }

  /** The right answer for a row. */
  public static int predict(float[] row) {
    float balance = 0;
    for (int i = 0; i < row.length; i++) {
      balance += i < row.length / 2 ? row[i] : -row[i];
    }
    return balance > 0 ? 1 : 0;
  }

  /** The baseline that rows of the given means give. */
  public static Baseline baseline(List<float[]> rows) {
    HistogramCounter counter = new HistogramCounter(EDGES);
    rows.forEach(row -> counter.add(mean(row)));
    Map<String, Histogram> histograms = new TreeMap<>(Map.of("image_mean", counter.snapshot()));
    return new Baseline(histograms);
  }

  @Override
  public List<DeploymentTarget> targets() {
    return devices.keySet().stream()
        .map(id -> new DeploymentTarget(id, URI.create("https://127.0.0.1:1/")))
        .toList();
  }

  @Override
  public DeviceTelemetry collect(DeploymentTarget target) {
    Device device = device(target.id());
    device.beforeAnswer.run();
    if (device.silent) {
      throw PipelineException.failed("connection refused").build();
    }
    return device.report(target.id());
  }

  @Override
  public List<Prediction> infer(
      DeploymentTarget target, List<float[]> rows, @Nullable List<Integer> labels) {
    Device device = device(target.id());
    device.beforeInference.run();
    if (device.deaf) {
      throw PipelineException.failed("connection reset").build();
    }
    return device.infer(rows, labels);
  }

  private static double mean(float[] row) {
    double sum = 0;
    for (float value : row) {
      sum += Float.isNaN(value) ? 0 : value;
    }
    return sum / row.length;
  }
}
