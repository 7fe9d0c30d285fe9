package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What became of each target so far. Thread-safe. */
final class Outcomes {
  private static final Optional<String> UNREACHABLE =
      Optional.of(new TargetError.Unreachable().id());

  private final FleetClient client;
  private final Rollout.Order order;
  private final int tolerated;
  private final Set<String> touched = Collections.synchronizedSet(new TreeSet<>());
  private final Set<String> failed = Collections.synchronizedSet(new TreeSet<>());
  private final Map<String, TargetError> errors = Collections.synchronizedMap(new TreeMap<>());

  /** Outcomes of a rollout in which some targets may fail. */
  Outcomes(FleetClient client, Rollout.Order order, int tolerated) {
    this.client = client;
    this.order = order;
    this.tolerated = tolerated;
  }

  /** The targets that take part: they answered before the start and were not given up. */
  List<DeploymentTarget> present() {
    return in(TargetState.TAKES_PART);
  }

  /** The targets that did not answer before the start. */
  List<DeploymentTarget> pending() {
    return in(TargetState.PENDING);
  }

  /** Those that are to get the release: all but those that have it already, judged good. */
  List<DeploymentTarget> lacking() {
    return present().stream().filter(target -> !hasJudged(target)).toList();
  }

  /** Those that the release was sent to, or may have been. */
  List<DeploymentTarget> touched() {
    return client.targets().stream().filter(target -> touched.contains(target.id())).toList();
  }

  /** Those of some targets that the release was sent to and that were given up. */
  List<DeploymentTarget> lost(List<DeploymentTarget> targets) {
    return targets.stream()
        .filter(target -> touched.contains(target.id()) && failed.contains(target.id()))
        .toList();
  }

  static String ids(List<DeploymentTarget> targets) {
    return targets.stream().map(DeploymentTarget::id).collect(Collectors.joining(", "));
  }

  void touch(DeploymentTarget target) {
    touched.add(target.id());
  }

  /** Gives a target up. */
  void fail(String id, TargetError error) {
    failed.add(id);
    keep(id, error);
  }

  /** Keeps an error, unless there was one before it. */
  void keep(String id, TargetError error) {
    errors.putIfAbsent(id, error);
  }

  /** How many more may fail; negative when too many have. */
  int left() {
    return tolerated - failed.size();
  }

  /**
   * The targets that run the release and do not know that it was judged good: its version there.
   */
  Map<DeploymentTarget, Long> unaware(List<TargetOutcome> now) {
    Map<String, Long> running = new TreeMap<>();
    now.stream()
        .filter(TargetOutcome::successful)
        .forEach(target -> running.put(target.id(), target.versionAfter()));
    Map<DeploymentTarget, Long> unaware = new LinkedHashMap<>();
    for (DeploymentTarget target : client.targets()) {
      Long version = running.get(target.id());
      if (version != null && !hasJudged(target)) {
        unaware.put(target, version);
      }
    }
    return unaware;
  }

  /** Whether it had the release before, and knew that it is good. */
  private boolean hasJudged(DeploymentTarget target) {
    DeviceStatus before = order.before().get(target.id());
    return before != null && before.judged() && before.runs(order.bundleSha256());
  }

  /** What a target reports now; one that is pending is not asked. */
  TargetOutcome of(DeploymentTarget target) {
    DeviceStatus before = order.before().get(target.id());
    long versionBefore = before == null ? 0 : before.activeVersion();
    boolean sent = touched.contains(target.id());
    TargetState state = state(target);
    Optional<String> error = Optional.ofNullable(errors.get(target.id())).map(TargetError::id);
    try {
      if (state == TargetState.PENDING) {
        return unreachable(target, versionBefore, sent, state);
      }
      DeviceStatus now = client.status(target);
      boolean active = now.runs(order.bundleSha256());
      return new TargetOutcome(
          target.id(),
          versionBefore,
          now.activeVersion(),
          now.active() == null ? null : now.active().modelSha256(),
          active,
          now.active() != null && client.health(target).healthy(),
          sent,
          state,
          error);
    } catch (PipelineException e) {
      if (e.isInterruption()) {
        throw e;
      }
      return unreachable(target, versionBefore, sent, state);
    }
  }

  private static TargetOutcome unreachable(
      DeploymentTarget target, long versionBefore, boolean sent, TargetState state) {
    return new TargetOutcome(
        target.id(), versionBefore, 0, null, false, false, sent, state, UNREACHABLE);
  }

  private List<DeploymentTarget> in(TargetState state) {
    return client.targets().stream().filter(target -> state(target) == state).toList();
  }

  private TargetState state(DeploymentTarget target) {
    if (!order.before().containsKey(target.id())) {
      return TargetState.PENDING;
    }
    return failed.contains(target.id()) ? TargetState.FAILED : TargetState.TAKES_PART;
  }
}
