package io.edgeflow.deploy.rollout;

import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.thread.Sleeper;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One wave on trial: its devices are asked rows of the replay set before the delivery and after it,
 * in even shares with a probe of their health each time, and judged; while the answers tell too
 * little, they are asked more. A device that is not healthy or leaves too many rows unanswered is
 * dropped and the others are judged, unless too many are.
 */
final class Bake {
  private final Setting setting;
  private final HealthCheck health;
  private final Fanout fanout;
  private final String wave;
  private Looks looks;
  private final Map<String, Watch> watches = new LinkedHashMap<>();
  private final Map<String, TargetError> dropped = new TreeMap<>();
  private int tolerated;

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
    this.looks = looks(targets.size());
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

  /** Watches no others from here on. */
  void keep(List<DeploymentTarget> targets) {
    watches.keySet().retainAll(targets.stream().map(DeploymentTarget::id).toList());
    looks = looks(watches.size());
  }

  private Looks looks(int devices) {
    return setting.validator().looks(devices, setting.order().replay().size());
  }

  /**
   * Watches for the plan's bake time, which ends early once too many devices are dropped, and
   * judges.
   *
   * @param mayDrop how many devices may be dropped
   */
  Judgement judge(int mayDrop, Consumer<String> notes) throws InterruptedException {
    return judge(mayDrop, setting.plan().probes(), setting.plan().bake(), notes);
  }

  /** Judges after one probe with all rows at once. */
  Judgement judgeAtOnce(int mayDrop) throws InterruptedException {
    return judge(mayDrop, 1, Duration.ZERO, note -> {});
  }

  /** Why devices were dropped, by their id. */
  Map<String, TargetError> dropped() {
    return Collections.unmodifiableMap(dropped);
  }

  private Judgement judge(int mayDrop, int probes, Duration time, Consumer<String> notes)
      throws InterruptedException {
    tolerated = mayDrop;
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
      ask(share(rows, probe, probes), share(rows, probe + 1, probes));
      if (isHopeless()) {
        return;
      }
      setting.sleeper().sleep(time.dividedBy(probes));
    }
  }

  /** The first position of one of several even shares. */
  static int share(int rows, int probe, int probes) {
    return (int) ((long) rows * probe / probes);
  }

  private void ask(int from, int to) throws InterruptedException {
    fanout.over(
        targets(),
        target -> {
          Watch watch = watch(target);
          watch.askNow(from, to);
          watch.probed(health.probe(target, setting.order().bundleSha256()));
          return target;
        });
    watches.forEach((id, watch) -> watch.problem().ifPresent(why -> dropped.put(id, why)));
  }

  /** Then there is no use in going on without those that were dropped. */
  private boolean isHopeless() {
    return dropped.size() > tolerated || dropped.size() == watches.size();
  }

  private Judgement judgement(int look) {
    for (Watch watch : watches.values()) {
      if (!setting.validator().isEnough(watch.answered(), watch.asked())) {
        String detail = "answered " + watch.answered() + " of " + watch.asked() + " rows";
        dropped.putIfAbsent(watch.target().id(), new TargetError.Unhealthy(detail));
      }
    }
    List<Watch> judged = isHopeless() ? List.copyOf(watches.values()) : kept();
    Looks known = dropped.isEmpty() ? looks : looks.growing();
    return setting
        .validator()
        .judge(wave, Watch.observations(judged), Watch.paired(judged), known, look);
  }

  private List<Watch> kept() {
    return watches.values().stream()
        .filter(watch -> !dropped.containsKey(watch.target().id()))
        .toList();
  }

  private List<DeploymentTarget> targets() {
    return kept().stream().map(Watch::target).toList();
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
