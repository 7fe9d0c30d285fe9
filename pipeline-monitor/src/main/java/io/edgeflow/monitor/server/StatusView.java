package io.edgeflow.monitor.server;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a status server shows.
 *
 * @param live the latest status; empty before the first poll
 * @param known what was known before it, for people only; empty when nothing was
 * @param activity the newest run and the rollout in progress
 */
public record StatusView(
    Supplier<Optional<FleetStatus>> live,
    Optional<FleetStatus> known,
    Supplier<Activity> activity) {
  /** Nothing but the latest status. */
  public static StatusView of(Supplier<Optional<FleetStatus>> live) {
    return new StatusView(live, Optional.empty(), Activity::none);
  }
}
