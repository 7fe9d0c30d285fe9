package io.edgeflow.monitor.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a fleet beside watching it.
 *
 * @param run the newest run, at work or ended
 * @param rollout its steps on the devices so far, oldest first; empty when none is in progress
 */
public record Activity(Optional<Run> run, List<Step> rollout) {
  private static final Activity NONE = new Activity(Optional.empty(), List.of());

  /** Copies the steps. */
  public Activity {
    rollout = List.copyOf(rollout);
  }

  /** Nothing was ever done. */
  public static Activity none() {
    return NONE;
  }

  /**
   * A run.
   *
   * @param error why it did not succeed; null when it did, or is at work
   */
  public record Run(
      String id, String status, Instant startedAt, List<Stage> stages, @Nullable String error) {
    /** Copies the stages. */
    public Run {
      stages = List.copyOf(stages);
    }
  }

  /**
   * A stage of a run.
   *
   * @param verdict of its gate; null when it has none or was not reached
   * @param notes what people should know though the gate may pass
   */
  public record Stage(String name, String status, @Nullable String verdict, List<String> notes) {
    /** Copies the notes. */
    public Stage {
      notes = List.copyOf(notes);
    }
  }

  /** A step of a rollout. */
  public record Step(Instant at, String what, String about) {}
}
