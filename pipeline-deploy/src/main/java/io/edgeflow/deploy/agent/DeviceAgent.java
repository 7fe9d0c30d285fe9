package io.edgeflow.deploy.agent;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.release.SignedStatement;
import io.edgeflow.deploy.trust.DeviceIdentity;
import io.edgeflow.deploy.trust.ReleaseKey;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.HealthReport;
import io.edgeflow.deploy.wire.InferReply;
import io.edgeflow.deploy.wire.InferRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device: two slots, of which one is active. Each step leaves a state on disk from which a
 * restart goes on, whenever the process ends. Thread-safe: one change at a time, while inference,
 * health and telemetry go on.
 */
final class DeviceAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceAgent.class);

  private final DeviceFolder folder;
  private final ReleaseKey key;
  private final AgentSettings settings;
  private final Intake intake;
  private final Serving serving;
  private final ReentrantLock change = new ReentrantLock();
  private volatile AgentState state;
  private volatile long stagedVersion;
  private volatile long previousVersion;

  private DeviceAgent(DeviceFolder folder, ReleaseKey key, AgentSettings settings) {
    this.folder = folder;
    this.key = key;
    this.settings = settings;
    this.intake = new Intake(folder, key, settings);
    this.serving = new Serving(settings);
    this.state = folder.state();
  }

  /**
   * Starts a device from its provisioned folder, with the model that was active when it stopped.
   *
   * @throws PipelineException if another process holds the folder
   */
  static DeviceAgent start(Path root, DeviceIdentity identity, AgentSettings settings) {
    DeviceFolder folder = DeviceFolder.take(root);
    DeviceAgent agent = new DeviceAgent(folder, identity.releaseKey(), settings);
    agent.resume();
    return agent;
  }

  /** Takes a release into the inactive slot, if it passes every check. */
  DeviceStatus stage(SignedStatement signed, InputStream archive)
      throws RefusedException, IOException, InterruptedException {
    change.lockInterruptibly();
    try {
      ReleaseStatement statement = intake.admit(signed, state);
      if (!serving.runs(statement) && !isStaged(statement)) {
        stageNew(signed, statement, archive);
      }
      return status();
    } catch (RefusedException e) {
      throw remembered(e);
    } finally {
      folder.dropStaging();
      change.unlock();
    }
  }

  /** Switches to the staged version; falls back by itself when its health check fails. */
  DeviceStatus activate(long version) throws RefusedException, InterruptedException {
    change.lockInterruptibly();
    try {
      if (serving.version() != version) {
        switchTo(version);
      }
      return status();
    } catch (RefusedException e) {
      throw remembered(e);
    } finally {
      change.unlock();
    }
  }

  /** Leaves a version for the one before it, or for none; another active version stays. */
  DeviceStatus rollback(long version) throws RefusedException, InterruptedException {
    change.lockInterruptibly();
    try {
      if (serving.version() == version) {
        AgentState back = state.fallenBack();
        ActiveModel previous = back.active() == null ? null : ActiveModel.load(open(back.active()));
        save(back);
        serving.replace(previous, false).ifPresent(ActiveModel::close);
        LOG.info("{} rolled back from version {}", settings.id(), version);
      }
      return status();
    } catch (RefusedException e) {
      throw remembered(e);
    } finally {
      change.unlock();
    }
  }

  DeviceStatus status() {
    return new DeviceStatus(
        settings.id(),
        serving.loaded(),
        previousVersion,
        stagedVersion,
        state.highestVersion(),
        settings.formats(),
        serving.errorCode(),
        serving.errorDetail());
  }

  HealthReport health() {
    return serving.health();
  }

  InferReply infer(InferRequest request) throws RefusedException {
    return serving.infer(request);
  }

  DeviceTelemetry telemetry() {
    return serving.telemetry();
  }

  @Override
  public void close() {
    serving.replace(null, false).ifPresent(ActiveModel::close);
    folder.close();
  }

  private void stageNew(SignedStatement signed, ReleaseStatement statement, InputStream archive)
      throws RefusedException, IOException, InterruptedException {
    intake.receive(signed, statement, archive);
    save(state.withoutFreeSlot());
    folder.install(state.freeSlot());
    save(state.withStaged(state.freeSlot()));
    serving.clearError();
    LOG.info("{} staged version {}", settings.id(), statement.version());
  }

  private void switchTo(long version) throws RefusedException {
    String staged = state.staged();
    if (staged == null || stagedVersion != version) {
      throw new RefusedException(
          Refusal.NOT_STAGED, "version " + version + ", staged is " + stagedVersion);
    }
    Slot slot = open(staged);
    intake.requireValid(slot.statement());
    ActiveModel candidate = ActiveModel.load(slot);
    save(state.activating());
    var before = serving.replace(candidate, true);
    HealthReport report = serving.health();
    if (!report.healthy()) {
      save(state.fallenBack());
      serving.replace(before.orElse(null), false).ifPresent(ActiveModel::close);
      throw new RefusedException(Refusal.HEALTH_CHECK_FAILED, report.detail());
    }
    save(state.confirmedAs(version, slot.statement().bundleSha256()));
    before.ifPresent(ActiveModel::close);
    serving.clearError();
    LOG.info("{} activated version {}", settings.id(), version);
  }

  private void resume() {
    if (!state.confirmed()) {
      save(state.fallenBack());
      remembered(
          new RefusedException(
              Refusal.ACTIVATION_INTERRUPTED, "stopped before its health check; fell back"));
    }
    if (!load(state.active()) && state.active() != null) {
      save(state.fallenBack());
      load(state.active());
    }
    save(state);
  }

  private boolean load(@Nullable String slot) {
    if (slot == null) {
      return false;
    }
    try {
      serving.replace(ActiveModel.load(open(slot)), false);
      return true;
    } catch (RefusedException e) {
      remembered(e);
      return false;
    }
  }

  private Slot open(String slot) throws RefusedException {
    return Slot.open(folder.slot(slot), key);
  }

  private boolean isStaged(ReleaseStatement statement) {
    String staged = state.staged();
    try {
      return staged != null && open(staged).statement().equals(statement);
    } catch (RefusedException damaged) {
      return false;
    }
  }

  private void save(AgentState next) {
    folder.save(next);
    state = next;
    stagedVersion = versionIn(next.staged());
    previousVersion = versionIn(next.previous());
  }

  private long versionIn(@Nullable String slot) {
    try {
      return slot == null ? 0 : open(slot).statement().version();
    } catch (RefusedException damaged) {
      return 0;
    }
  }

  private RefusedException remembered(RefusedException refusal) {
    LOG.warn("{} refused: {}", settings.id(), refusal.getMessage());
    serving.remember(refusal);
    return refusal;
  }
}
