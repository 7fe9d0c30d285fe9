package io.edgeflow.deploy.agent.model;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.agent.config.AgentConfig;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.batch.Rows;
import io.edgeflow.deploy.bundle.InferenceConfig;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.serving.Answers;
import io.edgeflow.deploy.serving.GoldenCheck;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.HealthReport;
import io.edgeflow.deploy.wire.InferReply;
import io.edgeflow.deploy.wire.InferRequest;
import io.edgeflow.deploy.wire.InferRequest.Purpose;
import io.edgeflow.deploy.wire.TypedTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The model that answers now, and what it counted. Thread-safe: rows are answered in turn. */
public final class ModelServer {
  private static final int QUEUE = 16;

  private final AgentConfig config;
  private final Semaphore queue = new Semaphore(QUEUE);
  private final Object turn = new Object();
  private @Nullable ActiveModel active;
  private @Nullable Fault fault;
  private @Nullable RefusedException lastRefusal;

  /** Serves no model at first. */
  public ModelServer(AgentConfig config) {
    this.config = config;
  }

  /**
   * Switches models between two rows.
   *
   * @param isNew whether a drill's fault shows from here on
   * @return the model before, still open
   */
  public Optional<ActiveModel> replace(@Nullable ActiveModel next, boolean isNew) {
    synchronized (turn) {
      ActiveModel before = active;
      active = next;
      fault = isNew ? config.fault() : null;
      return Optional.ofNullable(before);
    }
  }

  /** The version that answers; 0 when none does. */
  public long version() {
    synchronized (turn) {
      return active == null ? 0 : active.version();
    }
  }

  /** The release that answers; null when none does. */
  public DeviceStatus.@Nullable Loaded loaded() {
    synchronized (turn) {
      return active == null ? null : active.loaded();
    }
  }

  /** Whether this very release answers. */
  public boolean runs(ReleaseStatement statement) {
    DeviceStatus.Loaded loaded = loaded();
    return loaded != null
        && loaded.version() == statement.version()
        && loaded.bundleSha256().equals(statement.bundleSha256());
  }

  /** Asks the active model the golden rows. */
  public HealthReport health() {
    synchronized (turn) {
      if (active == null) {
        return new HealthReport(false, 0, 0, 0, Refusal.NO_ACTIVE_MODEL.id());
      }
      if (fault == Fault.RUNTIME) {
        throw new IllegalStateException("a drill's fault");
      }
      GoldenCheck golden = active.askGolden();
      String detail =
          !golden.passes()
              ? "golden answers differ by up to " + golden.maxDifference()
              : fault == Fault.HEALTH ? "a drill's fault" : "";
      return new HealthReport(
          detail.isEmpty(), active.version(), golden.rows(), golden.maxDifference(), detail);
    }
  }

  /** Answers rows in turn, and counts them when they are traffic. */
  public InferReply infer(InferRequest request) throws RefusedException {
    if (!queue.tryAcquire()) {
      throw dropped(request.size());
    }
    try {
      synchronized (turn) {
        return answer(request);
      }
    } finally {
      queue.release();
    }
  }

  /** The device's report of now. */
  public DeviceTelemetry telemetry() {
    synchronized (turn) {
      return Telemetry.of(config, active, lastRefusal().map(last -> last.refusal().id()));
    }
  }

  /** Keeps a refusal as the last error. */
  public void remember(RefusedException refusal) {
    synchronized (turn) {
      lastRefusal = refusal;
    }
  }

  /** There is no error any more. */
  public void forgetRefusal() {
    synchronized (turn) {
      lastRefusal = null;
    }
  }

  /** The last error; empty when there is none. */
  public Optional<RefusedException> lastRefusal() {
    synchronized (turn) {
      return Optional.ofNullable(lastRefusal);
    }
  }

  private InferReply answer(InferRequest request) throws RefusedException {
    ActiveModel current = active;
    if (current == null) {
      throw new RefusedException(Refusal.NO_ACTIVE_MODEL, config.id() + " runs no model");
    }
    try {
      RequestCheck.require(current.model().config(), request);
      return answer(current, request);
    } catch (RefusedException e) {
      if (request.purpose() == Purpose.TRAFFIC) {
        current.stats().failed(request.size());
      }
      throw e;
    }
  }

  /** Nothing of a request is counted as answered unless all of it was. */
  private InferReply answer(ActiveModel current, InferRequest request) throws RefusedException {
    Tensor features = prepare(current, request.rows().tensor());
    List<Answers> answers = new ArrayList<>();
    for (int from = 0; from < request.size(); from += Rows.BATCH) {
      int to = Math.min(from + Rows.BATCH, request.size());
      answers.add(infer(current, Rows.of(features, from, to)));
    }
    List<Double> latencies = new ArrayList<>();
    answers.forEach(some -> latencies.addAll(Collections.nCopies(some.rows(), some.latencyMs())));
    Tensor numbers = Rows.joined(answers.stream().map(Answers::numbers).toList());
    if (request.purpose() == Purpose.TRAFFIC) {
      count(current, request, features, numbers, latencies);
    }
    return new InferReply(current.version(), new TypedTensor(numbers), latencies);
  }

  private static void count(
      ActiveModel current,
      InferRequest request,
      Tensor features,
      Tensor numbers,
      List<Double> latencies) {
    Tensor truths = request.truths() == null ? null : request.truths().tensor();
    for (int row = 0; row < request.size(); row++) {
      current
          .stats()
          .answered(
              features.floatRow(row),
              numbers.floatRow(row),
              truths == null ? null : truths.floatRow(row),
              latencies.get(row));
    }
  }

  private static Tensor prepare(ActiveModel current, Tensor rows) throws RefusedException {
    try {
      return current.model().prepare(rows);
    } catch (PipelineException e) {
      throw new RefusedException(Refusal.INVALID_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private Answers infer(ActiveModel current, Tensor features) throws RefusedException {
    try {
      Answers answers = current.model().answer(features).requireFinite();
      return fault == Fault.ANSWERS ? lie(current.model().config(), answers) : answers;
    } catch (PipelineException e) {
      throw new RefusedException(Refusal.INTERNAL_ERROR, "the runtime failed on a row", e);
    }
  }

  private static Answers lie(InferenceConfig config, Answers answers) {
    UnaryOperator<float[]> lie = Lie.of(config.target(), config.thresholds());
    List<float[]> rows = IntStream.range(0, answers.rows()).mapToObj(answers::row).toList();
    Tensor numbers = Rows.matrix(rows.stream().map(lie).toList(), answers.numbers().dim(1));
    return new Answers(numbers, answers.latencyMs());
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
