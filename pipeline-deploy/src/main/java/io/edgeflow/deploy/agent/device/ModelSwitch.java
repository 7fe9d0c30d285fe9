package io.edgeflow.deploy.agent.device;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.deploy.agent.model.ActiveModel;
import io.edgeflow.deploy.agent.model.ModelServer;
import io.edgeflow.deploy.agent.state.AgentState;
import io.edgeflow.deploy.agent.state.Slot;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.wire.HealthReport;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which release a device serves: each step saves a state first from which a restart goes on. Not
 * thread-safe: one change at a time.
 */
final class ModelSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(ModelSwitch.class);

  private final String device;
  private final DeviceMemory memory;
  private final ReleaseAdmission admission;
  private final ModelServer modelServer;

  ModelSwitch(
      String device, DeviceMemory memory, ReleaseAdmission admission, ModelServer modelServer) {
    this.device = device;
    this.memory = memory;
    this.admission = admission;
    this.modelServer = modelServer;
  }

  /**
   * Switches to the staged version; falls back when its health check fails.
   *
   * @throws RefusedException if another version is staged, it is not valid any more, or it fails
   */
  void switchTo(long version) throws RefusedException {
    String staged = memory.state().staged();
    if (staged == null || memory.stagedVersion() != version) {
      throw new RefusedException(
          Refusal.NOT_STAGED, "version " + version + ", staged is " + memory.stagedVersion());
    }
    Slot slot = memory.open(staged);
    admission.requireValid(slot.statement());
    ActiveModel candidate = memory.loaded(slot);
    String slotBefore = memory.state().active();
    saveOrClose(memory.state().activating(), candidate);
    ActiveModel before = modelServer.replace(candidate, true).orElse(null);
    try {
      requireHealthy();
      memory.save(memory.state().confirmedAs(version, slot.statement().bundleSha256()));
    } catch (RefusedException e) {
      fallBack(slotBefore, before);
      throw e;
    }
    close(before);
    modelServer.forgetRefusal();
    LOG.info("{} activated version {}", device, version);
  }

  private void requireHealthy() throws RefusedException {
    HealthReport report;
    try {
      report = modelServer.health();
    } catch (RuntimeException e) {
      throw new RefusedException(Refusal.HEALTH_CHECK_FAILED, "the runtime failed: " + e, e);
    }
    if (!report.healthy()) {
      throw new RefusedException(Refusal.HEALTH_CHECK_FAILED, report.detail());
    }
  }

  /** Leaves a release that is not confirmed. */
  private void fallBack(@Nullable String slotBefore, @Nullable ActiveModel before) {
    memory.settle(memory.state().fallenBack());
    if (Objects.equals(slotBefore, memory.state().active())) {
      close(modelServer.replace(before, false).orElse(null));
    } else {
      close(before);
      reload();
    }
  }

  private static void close(@Nullable ActiveModel model) {
    if (model != null) {
      model.close();
    }
  }

  /** Leaves the active version for the last one that was judged good, or for none. */
  void rollBack(long version) throws RefusedException {
    AgentState back = memory.state().fallenBack();
    ActiveModel previous = loaded(back.active());
    saveOrClose(back, previous);
    modelServer.replace(previous, false).ifPresent(ActiveModel::close);
    LOG.info("{} rolled back from version {}", device, version);
  }

  /**
   * Serves what the state on disk says, or what it falls back to.
   *
   * @param damage what is wrong with that state
   */
  void resume(Optional<PipelineException> damage) {
    if (damage.isPresent()) {
      remembered(memory.recover(damage.get()));
    } else if (!memory.state().confirmed()) {
      memory.settle(memory.state().fallenBack());
      remembered(
          new RefusedException(
              Refusal.ACTIVATION_INTERRUPTED, "stopped before its health check; fell back"));
    } else {
      memory.settle(memory.state());
    }
    if (!reload()) {
      memory.settle(memory.state().fallenBack());
      reload();
    }
  }

  /** Serves the active slot instead of what is served; false when that is impossible. */
  private boolean reload() {
    ActiveModel next = null;
    try {
      next = loaded(memory.state().active());
      return true;
    } catch (RefusedException e) {
      remembered(e);
      return false;
    } finally {
      close(modelServer.replace(next, false).orElse(null));
    }
  }

  private @Nullable ActiveModel loaded(@Nullable String slot) throws RefusedException {
    return slot == null ? null : memory.loaded(memory.open(slot));
  }

  private void saveOrClose(AgentState next, @Nullable ActiveModel model) throws RefusedException {
    try {
      memory.save(next);
    } catch (RefusedException e) {
      close(model);
      throw e;
    }
  }

  /** The refusal, which the device tells as its last error. */
  RefusedException remembered(RefusedException refusal) {
    LOG.warn("{} refused: {}", device, refusal.getMessage());
    modelServer.remember(refusal);
    return refusal;
  }
}
