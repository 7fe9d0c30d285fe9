package io.edgeflow.deploy.agent.state;

import io.edgeflow.core.json.PersistedForm;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a device must not forget: which of its three slots is active, which one a rollback leads to,
 * which one waits for activation, and the last command. Replaced as a whole and atomically.
 *
 * <p>A rollback leads to the last release that was judged good, which a canary that nobody judged
 * never is: neither staging nor activating another release gives its slot away.
 *
 * @param judged whether the active release was judged good; true without one
 * @param confirmed whether the active slot has passed its health check; a device that starts and
 *     finds it has not falls back
 * @param highestVersion the highest version that was ever confirmed here; 0 at first
 * @param highestBundle the digest of that version's bundle; empty at first
 * @param sequence the number of the last command that was taken; 0 at first
 * @param command what that command was; empty at first
 */
public record AgentState(
    @Nullable String active,
    boolean judged,
    @Nullable String previous,
    @Nullable String staged,
    boolean confirmed,
    long highestVersion,
    String highestBundle,
    long sequence,
    String command) {
  /** A field that is not understood may be the one that forbids to switch: refused. */
  public static final PersistedForm<AgentState> FORM =
      PersistedForm.strict("device state", AgentState.class, 3)
          .upgrading(1, AgentStateV2.class, AgentStateV2::upgraded)
          .upgrading(2, AgentStateV2.class, AgentStateV2::upgraded);

  /** The names of the slots. */
  public static final List<String> SLOTS = List.of("a", "b", "c");

  /** Checks that the texts are there. */
  public AgentState {
    Objects.requireNonNull(highestBundle, "highest_bundle");
    Objects.requireNonNull(command, "command");
  }

  static AgentState fresh() {
    return new AgentState(null, true, null, null, true, 0, "", 0, "");
  }

  /** That of a device which lost its state but knows the highest version that it has run. */
  public static AgentState recovered(long highestVersion, String highestBundle) {
    return new AgentState(null, true, null, null, true, highestVersion, highestBundle, 0, "");
  }

  /** The slot that may be overwritten. */
  public String freeSlot() {
    return SLOTS.stream()
        .filter(slot -> !slot.equals(active) && !slot.equals(previous))
        .findFirst()
        .orElseThrow();
  }

  /** Whether a slot is active, waits for activation or is what a rollback leads to. */
  public boolean uses(String slot) {
    return slot.equals(active) || slot.equals(previous) || slot.equals(staged);
  }

  /** After a command was taken. */
  public AgentState commanded(long number, String what) {
    return new AgentState(
        active, judged, previous, staged, confirmed, highestVersion, highestBundle, number, what);
  }

  /** With another slot that waits for activation, or with none. */
  public AgentState withStaged(@Nullable String slot) {
    return new AgentState(
        active,
        judged,
        previous,
        slot,
        confirmed,
        highestVersion,
        highestBundle,
        sequence,
        command);
  }

  /** The staged slot as the active one, its health check still to come. */
  public AgentState activating() {
    String good = judged && active != null ? active : previous;
    return new AgentState(
        staged, false, good, null, false, highestVersion, highestBundle, sequence, command);
  }

  /** The active slot has passed its health check as a version and a bundle. */
  public AgentState confirmedAs(long version, String bundleSha256) {
    boolean higher = version > highestVersion;
    return new AgentState(
        active,
        judged,
        previous,
        staged,
        true,
        higher ? version : highestVersion,
        higher ? bundleSha256 : highestBundle,
        sequence,
        command);
  }

  /** The active release was judged good. */
  public AgentState accepted() {
    return new AgentState(
        active,
        true,
        previous,
        staged,
        confirmed,
        highestVersion,
        highestBundle,
        sequence,
        command);
  }

  /** Back to the last release that was judged good, or to no model. */
  public AgentState fallenBack() {
    return new AgentState(
        previous, true, null, null, true, highestVersion, highestBundle, sequence, command);
  }

  String text() {
    return FORM.pretty(this);
  }
}
