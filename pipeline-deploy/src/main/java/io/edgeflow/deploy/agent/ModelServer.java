package io.edgeflow.deploy.agent;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.telemetry.InferenceChannel.Prediction;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.serving.GoldenCheck;
import io.edgeflow.deploy.serving.Scores;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.HealthReport;
import io.edgeflow.deploy.wire.InferReply;
import io.edgeflow.deploy.wire.InferRequest;
import io.edgeflow.deploy.wire.InferRequest.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The model that answers now, and what it counted. Thread-safe: rows are answered in turn. */
final class ModelServer {
  private static final int QUEUE = 16;

  private final AgentConfig config;
  private final Semaphore queue = new Semaphore(QUEUE);
  private final Object turn = new Object();
  private @Nullable ActiveModel active;
  private @Nullable Fault fault;
  private @Nullable RefusedException lastRefusal;

  ModelServer(AgentConfig config) {
    this.config = config;
  }

  /**
   * Switches models between two rows.
   *
   * @param isNew whether a drill's fault shows from here on
   * @return the model before, still open
   */
  Optional<ActiveModel> replace(@Nullable ActiveModel next, boolean isNew) {
    synchronized (turn) {
      ActiveModel before = active;
      active = next;
      fault = isNew ? config.fault() : null;
      return Optional.ofNullable(before);
    }
  }

  long version() {
    synchronized (turn) {
      return active == null ? 0 : active.version();
    }
  }

  DeviceStatus.@Nullable Loaded loaded() {
    synchronized (turn) {
      return active == null ? null : active.loaded();
    }
  }

  boolean runs(ReleaseStatement statement) {
    DeviceStatus.Loaded loaded = loaded();
    return loaded != null
        && loaded.version() == statement.version()
        && loaded.bundleSha256().equals(statement.bundleSha256());
  }

  HealthReport health() {
    synchronized (turn) {
      if (active == null) {
        return new HealthReport(false, 0, 0, 0, Refusal.NO_ACTIVE_MODEL.id());
      }
      GoldenCheck golden = active.askGolden();
      String detail =
          !golden.passes()
              ? "golden scores differ by up to " + golden.maxDifference()
              : fault == Fault.HEALTH ? "a drill's fault" : "";
      return new HealthReport(
          detail.isEmpty(), active.version(), golden.rows(), golden.maxDifference(), detail);
    }
  }

  InferReply infer(InferRequest request) throws RefusedException {
    if (!queue.tryAcquire()) {
      throw dropped(request.rows().size());
    }
    try {
      synchronized (turn) {
        return answer(request);
      }
    } finally {
      queue.release();
    }
  }

  DeviceTelemetry telemetry() {
    synchronized (turn) {
      return Telemetry.of(config, active, lastRefusal().map(last -> last.refusal().id()));
    }
  }

  void remember(RefusedException refusal) {
    synchronized (turn) {
      lastRefusal = refusal;
    }
  }

  void forgetRefusal() {
    synchronized (turn) {
      lastRefusal = null;
    }
  }

  Optional<RefusedException> lastRefusal() {
    synchronized (turn) {
      return Optional.ofNullable(lastRefusal);
    }
  }

  private InferReply answer(InferRequest request) throws RefusedException {
    ActiveModel current = active;
    if (current == null) {
      throw new RefusedException(Refusal.NO_ACTIVE_MODEL, config.id() + " runs no model");
    }
    boolean counts = request.purpose() == Purpose.TRAFFIC;
    List<float[]> prepared = prepare(current, request, counts);
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < prepared.size(); i++) {
      Scores scores = score(current, prepared.get(i), counts);
      if (counts) {
        Integer label = request.labels() == null ? null : request.labels().get(i);
        current.stats().answered(prepared.get(i), scores, label);
      }
      predictions.add(new Prediction(scores.label(), scores.toList(), scores.latencyMs()));
    }
    return new InferReply(current.version(), predictions);
  }

  private static List<float[]> prepare(ActiveModel current, InferRequest request, boolean counts)
      throws RefusedException {
    List<float[]> prepared = new ArrayList<>();
    for (float[] row : request.rows()) {
      try {
        prepared.add(current.model().prepare(row));
      } catch (PipelineException e) {
        if (counts) {
          current.stats().failed(request.rows().size());
        }
        throw new RefusedException(
            Refusal.INVALID_INPUT, "row " + prepared.size() + ": " + e.getMessage(), e);
      }
    }
    return prepared;
  }

  private Scores score(ActiveModel current, float[] features, boolean counts)
      throws RefusedException {
    try {
      return disturbed(current.model().score(features));
    } catch (PipelineException e) {
      if (counts) {
        current.stats().failed(1);
      }
      throw new RefusedException(Refusal.INTERNAL_ERROR, "the runtime failed on a row", e);
    }
  }

  private Scores disturbed(Scores scores) {
    if (fault != Fault.ANSWERS) {
      return scores;
    }
    float[] values = scores.toArray();
    float first = values[0];
    System.arraycopy(values, 1, values, 0, values.length - 1);
    values[values.length - 1] = first;
    return new Scores(values, scores.latencyMs());
  }

  private RefusedException dropped(int rows) {
    synchronized (turn) {
      if (active != null) {
        active.stats().dropped(rows);
      }
    }
    return new RefusedException(Refusal.BUSY, QUEUE + " requests wait at " + config.id());
  }
}
