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
  private volatile @Nullable ActiveModel active;
  private @Nullable Fault fault;
  private volatile @Nullable RefusedException lastRefusal;

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

  /** The version that answers; 0 when none does. Waits for nobody's rows. */
  public long version() {
    ActiveModel current = active;
    return current == null ? 0 : current.version();
  }

  /** The release that answers; null when none does. Waits for nobody's rows. */
  public DeviceStatus.@Nullable Loaded loaded() {
    ActiveModel current = active;
    return current == null ? null : current.loaded();
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
      ActiveModel current = active;
      if (current == null) {
        return new HealthReport(false, 0, 0, 0, Refusal.NO_ACTIVE_MODEL.id());
      }
      if (fault == Fault.RUNTIME) {
        throw new IllegalStateException("a drill's fault");
      }
      GoldenCheck golden = current.askGolden();
      String detail =
          !golden.passes()
              ? "golden answers differ by up to " + golden.maxDifference()
              : fault == Fault.HEALTH ? "a drill's fault" : "";
      return new HealthReport(
          detail.isEmpty(), current.version(), golden.rows(), golden.maxDifference(), detail);
    }
  }

  /** Answers rows in turn, and counts them when they are traffic. */
  public InferReply infer(InferRequest request) throws RefusedException {
    RequestCheck.requireSize(request, config.maxRows());
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
    lastRefusal = refusal;
  }

  /** There is no error any more. */
  public void forgetRefusal() {
    lastRefusal = null;
  }

  /** The last error; empty when there is none. */
  public Optional<RefusedException> lastRefusal() {
    return Optional.ofNullable(lastRefusal);
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

  /**
   * Piece by piece, so that beside the request and its answers there are numbers of one piece only.
   * Nothing of a request is counted as answered unless all of it was.
   */
  private InferReply answer(ActiveModel current, InferRequest request) throws RefusedException {
    InferenceStats.Pending counted = current.stats().pending();
    List<Tensor> numbers = new ArrayList<>();
    List<Double> latencies = new ArrayList<>();
    for (int from = 0; from < request.size(); from += Rows.BATCH) {
      int to = Math.min(from + Rows.BATCH, request.size());
      Tensor features = prepare(current, request.rows().tensor(), from, to);
      Answers answers = infer(current, features);
      numbers.add(answers.numbers());
      latencies.addAll(Collections.nCopies(answers.rows(), answers.latencyMs()));
      if (request.purpose() == Purpose.TRAFFIC) {
        count(counted, request, from, features, answers);
      }
    }
    counted.commit();
    return new InferReply(current.version(), new TypedTensor(Rows.joined(numbers)), latencies);
  }

  private static void count(
      InferenceStats.Pending counted,
      InferRequest request,
      int from,
      Tensor features,
      Answers answers) {
    Tensor truths = request.truths() == null ? null : request.truths().tensor();
    for (int row = 0; row < answers.rows(); row++) {
      counted.answered(
          features.floatRow(row),
          answers.row(row),
          truths == null ? null : truths.floatRow(from + row),
          answers.latencyMs());
    }
  }

  private static Tensor prepare(ActiveModel current, Tensor rows, int from, int to)
      throws RefusedException {
    try {
      return current.model().prepare(rows, from, to);
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
      ActiveModel current = active;
      if (current != null) {
        current.stats().dropped(rows);
      }
    }
    return new RefusedException(Refusal.BUSY, QUEUE + " requests wait at " + config.id());
  }
}
