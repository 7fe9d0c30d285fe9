package io.edgeflow.deploy.agent.device;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.deploy.agent.model.ActiveModel;
import io.edgeflow.deploy.agent.state.AgentState;
import io.edgeflow.deploy.agent.state.DeviceFolder;
import io.edgeflow.deploy.agent.state.Slot;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.trust.ReleaseKey;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a device knows of itself, in memory and on its disk. Changed by one thread at a time, read
 * by any.
 */
final class DeviceMemory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceMemory.class);

  private final DeviceFolder folder;
  private final ReleaseKey key;
  private final Clock clock;
  private volatile AgentState state;
  private volatile long stagedVersion;
  private volatile long previousVersion;

  DeviceMemory(DeviceFolder folder, ReleaseKey key, Clock clock) {
    this.folder = folder;
    this.key = key;
    this.clock = clock;
    this.state = folder.state();
  }

  AgentState state() {
    return state;
  }

  /** 0 when none is staged. */
  long stagedVersion() {
    return stagedVersion;
  }

  /** 0 when there is none. */
  long previousVersion() {
    return previousVersion;
  }

  /** Remembers a command, unless a later one was taken. A command may come again, as the same. */
  void take(long sequence, String command) throws RefusedException {
    long last = state.sequence();
    if (sequence < last || (sequence == last && !command.equals(state.command()))) {
      throw new RefusedException(
          Refusal.LATE_COMMAND,
          "\"%s\" has the number %d, but \"%s\" with %d came before"
              .formatted(command, sequence, state.command(), last));
    }
    if (sequence != last) {
      save(state.commanded(sequence, command));
    }
  }

  /** Makes the staging folder the staged slot. */
  void install() throws RefusedException {
    save(state.withStaged(null));
    String slot = state.freeSlot();
    try {
      folder.install(slot);
    } catch (IOException e) {
      throw storageFailed(e);
    }
    save(state.withStaged(slot));
  }

  /** Remembers on the disk, and only then in memory. */
  void save(AgentState next) throws RefusedException {
    try {
      folder.save(next);
    } catch (PipelineException e) {
      throw storageFailed(e);
    }
    keep(next);
  }

  /**
   * Remembers, on the disk if it takes it. For what a start finds out by itself again: an
   * activation that was not confirmed, a slot that cannot be loaded.
   */
  void settle(AgentState next) {
    try {
      save(next);
    } catch (RefusedException e) {
      LOG.warn("The state of {} is in memory alone", folder, e);
      keep(next);
    }
  }

  private void keep(AgentState next) {
    state = next;
    stagedVersion = versionIn(next.staged());
    previousVersion = versionIn(next.previous());
  }

  /**
   * Without its state a device knows of its slots only what was signed.
   *
   * @return what was damaged
   */
  RefusedException recover(PipelineException damage) {
    AgentState recovered = AgentState.recovered(0, "");
    for (String name : AgentState.SLOTS) {
      try {
        ReleaseStatement statement = open(name).statement();
        if (statement.version() > recovered.highestVersion()) {
          recovered = AgentState.recovered(statement.version(), statement.bundleSha256());
        }
      } catch (RefusedException unusable) {
        LOG.debug("Slot {} of {} tells nothing", name, folder, unusable);
      }
    }
    try {
      folder.putDamageAside();
    } catch (IOException e) {
      LOG.warn("The damaged state of {} cannot be put aside", folder, e);
    }
    settle(recovered);
    return new RefusedException(Refusal.STATE_DAMAGED, String.valueOf(damage.getMessage()), damage);
  }

  Slot open(String slot) throws RefusedException {
    return Slot.open(folder.slot(slot), key);
  }

  /** Loads the model of a slot. */
  ActiveModel loaded(Slot slot) throws RefusedException {
    return ActiveModel.load(slot, folder.countLoad(clock));
  }

  boolean isStaged(ReleaseStatement statement) {
    String staged = state.staged();
    try {
      return staged != null && open(staged).statement().equals(statement);
    } catch (RefusedException damaged) {
      return false;
    }
  }

  void dropStaging() {
    try {
      folder.dropStaging();
    } catch (IOException e) {
      LOG.warn("The staging folder of {} stays until the next start", folder, e);
    }
  }

  static RefusedException storageFailed(Exception cause) {
    Throwable found =
        cause instanceof IOException || cause.getCause() == null ? cause : cause.getCause();
    return new RefusedException(Refusal.STORAGE_FAILED, String.valueOf(found), cause);
  }

  @Override
  public void close() {
    folder.close();
  }

  private long versionIn(@Nullable String slot) {
    try {
      return slot == null ? 0 : open(slot).statement().version();
    } catch (RefusedException damaged) {
      return 0;
    }
  }
}
