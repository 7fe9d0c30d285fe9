package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.numeric.Percentile;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.InferenceChannel.Reply;
import io.edgeflow.core.thread.Sleeper;
import io.edgeflow.deploy.fleet.FleetClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches devices for a while: replays rows in even shares and probes their health each time. */
final class Bake {
  private static final Logger LOG = LoggerFactory.getLogger(Bake.class);
  private static final double P95 = 0.95;

  private final FleetClient client;
  private final RolloutPlan plan;
  private final Sleeper sleeper;
  private final HealthCheck health;

  Bake(FleetClient client, RolloutPlan plan, Sleeper sleeper) {
    this.client = client;
    this.plan = plan;
    this.sleeper = sleeper;
    this.health = new HealthCheck(client, plan, sleeper);
  }

  /** Watches for the plan's bake time; ends early once a device is not healthy. */
  List<Observation> watch(
      List<DeploymentTarget> targets,
      String bundleSha256,
      ReplaySet replay,
      Fanout fanout,
      Consumer<String> notes)
      throws InterruptedException {
    return watch(targets, bundleSha256, replay, fanout, plan.probes(), plan.bake(), notes);
  }

  /** One probe with all rows at once. */
  List<Observation> probe(
      List<DeploymentTarget> targets, String bundleSha256, ReplaySet replay, Fanout fanout)
      throws InterruptedException {
    return watch(targets, bundleSha256, replay, fanout, 1, Duration.ZERO, note -> {});
  }

  /** Waits, as long as the plan's retries allow, until a device runs a bundle and is healthy. */
  boolean isHealthy(DeploymentTarget target, String bundleSha256) {
    try {
      return health.probe(target, bundleSha256).detail().isEmpty();
    } catch (InterruptedException e) {
      throw Rollout.interrupted(e);
    }
  }

  private List<Observation> watch(
      List<DeploymentTarget> targets,
      String bundleSha256,
      ReplaySet replay,
      Fanout fanout,
      int probes,
      Duration time,
      Consumer<String> notes)
      throws InterruptedException {
    ReplaySet rows = replay.first(plan.minInferences());
    Map<String, Watch> watches = new LinkedHashMap<>();
    targets.forEach(target -> watches.put(target.id(), new Watch(target)));
    for (int probe = 0; probe < probes; probe++) {
      notes.accept("probe " + (probe + 1) + " of " + probes);
      ReplaySet share = rows.share(probe, probes);
      boolean healthy =
          fanout.over(targets, t -> watch(watches, t).probe(share, bundleSha256)).stream()
              .allMatch(Boolean::booleanValue);
      if (!healthy) {
        break;
      }
      sleeper.sleep(time.dividedBy(probes));
    }
    return watches.values().stream().map(Watch::observation).toList();
  }

  private static Watch watch(Map<String, Watch> watches, DeploymentTarget target) {
    Watch watch = watches.get(target.id());
    if (watch == null) {
      throw new IllegalStateException("Nobody watches " + target.id());
    }
    return watch;
  }

  /** What one device showed so far; one probe at a time. */
  private final class Watch {
    private final DeploymentTarget target;
    private final List<Double> latencies = new ArrayList<>();
    private int asked;
    private int agreeing;
    private HealthCheck.Probe last = new HealthCheck.Probe(false, false, "not probed");

    private Watch(DeploymentTarget target) {
      this.target = target;
    }

    private synchronized boolean probe(ReplaySet share, String bundleSha256) {
      ask(share);
      try {
        last = health.probe(target, bundleSha256);
      } catch (InterruptedException e) {
        throw Rollout.interrupted(e);
      }
      return last.detail().isEmpty();
    }

    private void ask(ReplaySet share) {
      asked += share.size();
      try {
        Reply reply = client.replay(target, share.rows());
        for (int row = 0; row < share.size(); row++) {
          agreeing += share.agrees(row, reply.answer(row)) ? 1 : 0;
        }
        latencies.addAll(reply.latenciesMs());
      } catch (PipelineException e) {
        if (e.isInterruption()) {
          throw e;
        }
        LOG.debug("{} answered none of {} rows", target.id(), share.size(), e);
      }
    }

    private synchronized Observation observation() {
      return new Observation(
          target.id(), asked, latencies.size(), agreeing, p95(), last.active(), last.healthy());
    }

    private @Nullable Double p95() {
      return latencies.isEmpty()
          ? null
          : Percentile.of(P95, latencies.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }
}
