package io.edgeflow.monitor;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.HistogramCounter;
import io.edgeflow.core.baseline.Summary;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.predict.LiveQuality;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.DeviceRuntime;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.InferenceChannel;
import io.edgeflow.core.telemetry.InferenceCounters;
import io.edgeflow.core.telemetry.ReportIdentity;
import io.edgeflow.core.telemetry.TelemetrySource;
import io.edgeflow.core.tensor.Tensor;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Devices in memory that count as real ones do, with the model of a {@link FakeTask}. */
public final class FakeFleet implements TelemetrySource, InferenceChannel {
  public static final String MODEL = "a".repeat(64);
  public static final String OTHER_MODEL = "b".repeat(64);
  private static final List<Double> EDGES = HistogramCounter.edgesFor(0, 16);

  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final FakeTask task;

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
    public @Nullable Long loads = 1L;
    private double loadTimeMs = 12.5;
    private long inferences;
    private long labeled;
    private final Map<String, Double> quality = new TreeMap<>();
    private HistogramCounter means = new HistogramCounter(EDGES);

    /**
     * Loads the model again, which puts all counters back to zero; that takes as long as before
     * where loads are numbered.
     */
    public synchronized void reload() {
      if (loads == null) {
        loadTimeMs += 1;
      } else {
        loads++;
      }
      inferences = 0;
      labeled = 0;
      quality.clear();
      failures = 0;
      means = new HistogramCounter(EDGES);
    }

    private synchronized Reply infer(FakeTask task, Tensor batch, @Nullable Tensor truths) {
      int count = batch.dim(0);
      batches.add(count);
      int numbers = task.target().answers().size();
      float[] answers = new float[count * numbers];
      for (int i = 0; i < count; i++) {
        float[] row = batch.floatRow(i);
        float[] answer = task.answer(row);
        System.arraycopy(answer, 0, answers, i * numbers, numbers);
        rows.add(row);
        means.add(FakeTask.mean(row));
        inferences++;
        if (truths != null) {
          labeled++;
          LiveQuality.of(task.target(), answer, truths.floatRow(i), task.thresholds())
              .forEach((name, value) -> quality.merge(name, value, Double::sum));
        }
      }
      return new Reply(
          Tensor.of(new int[] {count, numbers}, answers), Collections.nCopies(count, 0.25));
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
              loads,
              inferences,
              failures,
              0,
              labeled,
              quality,
              Map.of("image_mean", means.snapshot())));
    }
  }

  /** A fleet of {@code d-1} to {@code d-n}. */
  public FakeFleet(int size) {
    this(size, FakeTask.CLASSES);
  }

  /** The same with another model. */
  public FakeFleet(int size, FakeTask task) {
    this.task = task;
    IntStream.rangeClosed(1, size).forEach(i -> devices.put("d-" + i, new Device()));
  }

  public Device device(String id) {
    return java.util.Objects.requireNonNull(devices.get(id));
  }

  public List<Device> all() {
    return List.copyOf(devices.values());
  }

  /** The class of a row. */
  public static int predict(float[] row) {
    return Argmax.of(FakeTask.CLASSES.answer(row));
  }

  /** The baseline that rows of the given means give. */
  public static Baseline baseline(List<float[]> rows) {
    HistogramCounter counter = new HistogramCounter(EDGES);
    rows.forEach(row -> counter.add(FakeTask.mean(row)));
    return new Baseline(
        List.of(new Summary("image_mean", Summary.Of.INPUT_MEAN, 0)),
        Map.of("image_mean", counter.snapshot()));
  }

  /** Sends rows of four values without their truth. */
  public void send(DeploymentTarget target, List<float[]> rows) {
    infer(target, tensor(rows), null);
  }

  /** Sends rows of four values that are all of one class. */
  public void send(DeploymentTarget target, List<float[]> rows, int label) {
    int[] labels = new int[rows.size()];
    Arrays.fill(labels, label);
    infer(target, tensor(rows), Tensor.of(new int[] {labels.length}, labels));
  }

  private static Tensor tensor(List<float[]> rows) {
    float[] values = new float[rows.size() * 4];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * 4, 4);
    }
    return Tensor.of(new int[] {rows.size(), 4}, values);
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
  public Reply infer(DeploymentTarget target, Tensor rows, @Nullable Tensor truths) {
    Device device = device(target.id());
    device.beforeInference.run();
    if (device.deaf) {
      throw PipelineException.failed("connection reset").build();
    }
    return device.infer(task, rows, truths);
  }
}
