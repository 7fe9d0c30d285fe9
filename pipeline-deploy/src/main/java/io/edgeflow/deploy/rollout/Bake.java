package io.edgeflow.deploy.rollout;

import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.thread.Sleeper;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One wave on trial: its devices are asked rows of the replay set before the delivery and after it,
 * in even shares with a probe of their health each time, and judged; while the answers tell too
 * little, they are asked more.
 */
final class Bake {
  private final Setting setting;
  private final HealthCheck health;
  private final Fanout fanout;
  private final String wave;
  private final Looks looks;
  private final Map<String, Watch> watches = new LinkedHashMap<>();

  /** What all waves of a rollout have in common. */
  record Setting(
      FleetClient client,
      RolloutPlan plan,
      DeploymentValidator validator,
      Sleeper sleeper,
      Rollout.Order order) {}

  Bake(Setting setting, String wave, List<DeploymentTarget> targets, Fanout fanout) {
    this.setting = setting;
    this.health = new HealthCheck(setting.client(), setting.plan(), setting.sleeper());
    this.fanout = fanout;
    this.wave = wave;
    ReplaySet replay = setting.order().replay();
    this.looks = setting.validator().looks(targets.size(), replay.size());
    for (int i = 0; i < targets.size(); i++) {
      ReplaySet.Part part = replay.part(i, targets.size());
      DeploymentTarget target = targets.get(i);
      watches.put(target.id(), new Watch(target, setting.client(), replay, part));
    }
  }

  /** Asks the models which the release is to replace. */
  void askBefore() throws InterruptedException {
    List<DeploymentTarget> others = targets().stream().filter(this::runsAnother).toList();
    fanout.over(
        others,
        target -> {
          watch(target).askBefore(looks.rows(0));
          return target;
        });
  }

  /**
   * Watches for the plan's bake time, which ends early once a device is not healthy, and judges.
   */
  Judgement judge(Consumer<String> notes) throws InterruptedException {
    return judge(setting.plan().probes(), setting.plan().bake(), notes);
  }

  /** Judges after one probe with all rows at once. */
  Judgement judgeAtOnce() throws InterruptedException {
    return judge(1, Duration.ZERO, note -> {});
  }

  private Judgement judge(int probes, Duration time, Consumer<String> notes)
      throws InterruptedException {
    watch(probes, time, notes);
    Judgement judgement = judgement(0);
    for (int look = 1; look < looks.count() && judgement.wantsMoreRows(); look++) {
      notes.accept("row " + looks.rows(look) + " of " + looks.rows(looks.count() - 1));
      ask(looks.rows(look - 1), looks.rows(look));
      judgement = judgement(look);
    }
    return judgement;
  }

  private void watch(int probes, Duration time, Consumer<String> notes)
      throws InterruptedException {
    int rows = looks.rows(0);
    for (int probe = 0; probe < probes; probe++) {
      notes.accept("probe " + (probe + 1) + " of " + probes);
      if (!ask(share(rows, probe, probes), share(rows, probe + 1, probes))) {
        return;
      }
      setting.sleeper().sleep(time.dividedBy(probes));
    }
  }

  /** The first position of one of several even shares. */
  static int share(int rows, int probe, int probes) {
    return (int) ((long) rows * probe / probes);
  }

  /** Whether all are healthy after it. */
  private boolean ask(int from, int to) throws InterruptedException {
    List<Boolean> healthy =
        fanout.over(
            targets(),
            target -> {
              Watch watch = watch(target);
              watch.askNow(from, to);
              watch.probed(probe(target));
              return watch.problem().isEmpty();
            });
    return !healthy.contains(false);
  }

  private HealthCheck.Probe probe(DeploymentTarget target) {
    try {
      return health.probe(target, setting.order().bundleSha256());
    } catch (InterruptedException e) {
      throw Rollout.interrupted(e);
    }
  }

  private Judgement judgement(int look) {
    List<Observation> seen = watches.values().stream().map(Watch::observation).toList();
    return setting.validator().judge(wave, seen, Watch.paired(watches.values()), looks, look);
  }

  private List<DeploymentTarget> targets() {
    return watches.values().stream().map(Watch::target).toList();
  }

  private boolean runsAnother(DeploymentTarget target) {
    DeviceStatus before = setting.order().before().get(target.id());
    return before != null
        && before.active() != null
        && !before.runs(setting.order().bundleSha256());
  }

  private Watch watch(DeploymentTarget target) {
    Watch watch = watches.get(target.id());
    if (watch == null) {
      throw new IllegalStateException("Nobody watches " + target.id());
    }
    return watch;
  }
}
