package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.Percentile;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.InferenceChannel.Reply;
import io.edgeflow.deploy.fleet.FleetClient;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one device showed of its rows so far. Not thread-safe: one request at a time. */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final double P95 = 0.95;

  private final DeploymentTarget target;
  private final FleetClient client;
  private final ReplaySet replay;
  private final ReplaySet.Part part;
  private final List<Double> latencies = new ArrayList<>();
  private final Map<Integer, Boolean> rightBefore = new HashMap<>();
  private final Map<Integer, Boolean> rightNow = new HashMap<>();
  private @Nullable Double p95Before;
  private final BitSet answered = new BitSet();
  private final BitSet agreeing = new BitSet();
  private int asked;
  private HealthCheck.Probe health = new HealthCheck.Probe(false, false, "not probed");

  Watch(DeploymentTarget target, FleetClient client, ReplaySet replay, ReplaySet.Part part) {
    this.target = target;
    this.client = client;
    this.replay = replay;
    this.part = part;
  }

  DeploymentTarget target() {
    return target;
  }

  /** Asks the model that runs now for comparison; one that does not answer all is not compared. */
  void askBefore(int rows) {
    Optional<Reply> reply = ask(0, rows);
    reply.ifPresent(
        answers -> {
          p95Before = p95(answers.latenciesMs());
          keep(rightBefore, 0, rows, answers);
        });
  }

  /** Asks the rows of positions {@code from} to {@code to} (exclusive). */
  void askNow(int from, int to) {
    asked += to - from;
    ask(from, to).ifPresent(answers -> count(from, to, answers));
  }

  /** Keeps what a probe showed. */
  void probed(HealthCheck.Probe probe) {
    health = probe;
  }

  /** Empty when the last probe found it healthy. */
  Optional<TargetError> problem() {
    return health.problem();
  }

  int asked() {
    return asked;
  }

  int answered() {
    return answered.cardinality();
  }

  /**
   * What each device showed. Of a row that several answered, the answer counts for the wave whose
   * device was to be asked it first.
   */
  static List<Observation> observations(List<Watch> watches) {
    Map<Integer, Watch> owners = new HashMap<>();
    Map<Integer, Integer> positions = new HashMap<>();
    for (Watch watch : watches) {
      watch.answered.stream()
          .forEach(
              position -> {
                int row = watch.part.row(position);
                if (position < positions.getOrDefault(row, Integer.MAX_VALUE)) {
                  positions.put(row, position);
                  owners.put(row, watch);
                }
              });
    }
    return watches.stream().map(watch -> watch.observation(owners)).toList();
  }

  private Observation observation(Map<Integer, Watch> owners) {
    BitSet own = new BitSet();
    answered.stream().filter(at -> owners.get(part.row(at)) == this).forEach(own::set);
    BitSet ownAgreeing = (BitSet) own.clone();
    ownAgreeing.and(agreeing);
    return new Observation(
        target.id(),
        asked,
        answered(),
        agreeing.cardinality(),
        own.cardinality(),
        ownAgreeing.cardinality(),
        latencies.isEmpty() ? null : p95(latencies),
        p95Before,
        health.active(),
        health.healthy());
  }

  /** The labelled rows that both models answered, each by whether the new one has it right. */
  static Paired paired(Iterable<Watch> watches) {
    Map<Integer, Integer> changes = new HashMap<>();
    for (Watch watch : watches) {
      watch.rightBefore.forEach(
          (row, before) -> {
            Boolean now = watch.rightNow.get(row);
            if (now != null) {
              changes.putIfAbsent(row, Boolean.compare(now, before));
            }
          });
    }
    int lost = (int) changes.values().stream().filter(change -> change < 0).count();
    int gained = (int) changes.values().stream().filter(change -> change > 0).count();
    return new Paired(changes.size(), lost, gained);
  }

  private Optional<Reply> ask(int from, int to) {
    try {
      return from == to
          ? Optional.empty()
          : Optional.of(client.replay(target, part.rows(from, to)));
    } catch (PipelineException e) {
      if (e.isInterruption()) {
        throw e;
      }
      LOG.debug("{} did not answer {} rows", target.id(), to - from, e);
      return Optional.empty();
    }
  }

  private void count(int from, int to, Reply reply) {
    for (int position = from; position < to; position++) {
      answered.set(position);
      agreeing.set(position, replay.agrees(part.row(position), reply.answer(position - from)));
    }
    latencies.addAll(reply.latenciesMs());
    keep(rightNow, from, to, reply);
  }

  private void keep(Map<Integer, Boolean> right, int from, int to, Reply reply) {
    for (int position = from; position < to; position++) {
      int row = part.row(position);
      replay.isRight(row, reply.answer(position - from)).ifPresent(is -> right.put(row, is));
    }
  }

  private static double p95(List<Double> latencies) {
    return Percentile.of(P95, latencies.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
