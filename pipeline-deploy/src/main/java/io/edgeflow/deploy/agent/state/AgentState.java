package io.edgeflow.deploy.agent.state;

import io.edgeflow.core.json.PersistedForm;
import org.jspecify.annotations.Nullable;

/**
 * What a device must not forget: which of its two slots is active, which one a rollback leads to,
 * which one waits for activation. Replaced as a whole and atomically.
 *
 * @param confirmed whether the active slot has passed its health check; a device that starts and
 *     finds it has not falls back
 * @param highestVersion the highest version that was ever confirmed here; 0 at first
 * @param highestBundle the digest of that version's bundle; empty at first
 */
public record AgentState(
    @Nullable String active,
    @Nullable String previous,
    @Nullable String staged,
    boolean confirmed,
    long highestVersion,
    String highestBundle) {
  /** A field that is not understood may be the one that forbids to switch: refused. */
  public static final PersistedForm<AgentState> FORM =
      PersistedForm.strict("device state", AgentState.class, 2);

  private static final String SLOT_A = "a";
  private static final String SLOT_B = "b";

  static AgentState fresh() {
    return new AgentState(null, null, null, true, 0, "");
  }

  /** The slot that may be overwritten. */
  public String freeSlot() {
    return SLOT_A.equals(active) ? SLOT_B : SLOT_A;
  }

  /** Whether a slot is active, waits for activation or is what a rollback leads to. */
  public boolean uses(String slot) {
    return slot.equals(active) || slot.equals(previous) || slot.equals(staged);
  }

  /** Before the free slot is overwritten: nothing may lead to it any more. */
  public AgentState withoutFreeSlot() {
    return new AgentState(active, null, null, confirmed, highestVersion, highestBundle);
  }

  /** The same with a slot that waits for activation. */
  public AgentState withStaged(String slot) {
    return new AgentState(active, previous, slot, confirmed, highestVersion, highestBundle);
  }

  /** The staged slot as the active one, its health check still to come. */
  public AgentState activating() {
    return new AgentState(
        /* active= */ staged,
        /* previous= */ active,
        /* staged= */ null,
        false,
        highestVersion,
        highestBundle);
  }

  /** The active slot has passed its health check as a version and a bundle. */
  public AgentState confirmedAs(long version, String bundleSha256) {
    boolean higher = version > highestVersion;
    return new AgentState(
        active,
        previous,
        staged,
        true,
        higher ? version : highestVersion,
        higher ? bundleSha256 : highestBundle);
  }

  /** Back to the previous slot, or to no model. */
  public AgentState fallenBack() {
    return new AgentState(previous, null, null, true, highestVersion, highestBundle);
  }

  String text() {
    return FORM.pretty(this);
  }
}
