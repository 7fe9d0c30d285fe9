package io.edgeflow.deploy.agent.device;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.deploy.agent.config.AgentConfig;
import io.edgeflow.deploy.agent.model.ActiveModel;
import io.edgeflow.deploy.agent.model.ModelServer;
import io.edgeflow.deploy.agent.state.AgentState;
import io.edgeflow.deploy.agent.state.DeviceFolder;
import io.edgeflow.deploy.agent.state.Slot;
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
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device: two slots, of which one is active. Each step leaves a state on disk from which a
 * restart goes on, whenever the process ends. Thread-safe: one change at a time, while inference,
 * health and telemetry go on.
 */
public final class DeviceAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceAgent.class);

  private final DeviceFolder folder;
  private final ReleaseKey key;
  private final AgentConfig config;
  private final ReleaseAdmission admission;
  private final ModelServer modelServer;
  private final ReentrantLock change = new ReentrantLock();
  private volatile AgentState state;
  private volatile long stagedVersion;
  private volatile long previousVersion;

  private DeviceAgent(DeviceFolder folder, ReleaseKey key, AgentConfig config) {
    this.folder = folder;
    this.key = key;
    this.config = config;
    this.admission = new ReleaseAdmission(folder, key, config);
    this.modelServer = new ModelServer(config);
    this.state = folder.state();
  }

  /**
   * Starts a device from its provisioned folder, with the model that was active when it stopped.
   *
   * @throws PipelineException if another process holds the folder
   */
  public static DeviceAgent start(Path root, DeviceIdentity identity, AgentConfig config) {
    DeviceFolder folder = DeviceFolder.take(root);
    DeviceAgent agent = new DeviceAgent(folder, identity.releaseKey(), config);
    agent.resume();
    return agent;
  }

  /** Takes a release into the inactive slot, if it passes every check. */
  public DeviceStatus stage(SignedStatement signed, InputStream archive)
      throws RefusedException, IOException, InterruptedException {
    change.lockInterruptibly();
    try {
      ReleaseStatement statement = admission.admit(signed, state);
      if (!modelServer.runs(statement) && !isStaged(statement)) {
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
  public DeviceStatus activate(long version) throws RefusedException, InterruptedException {
    change.lockInterruptibly();
    try {
      if (modelServer.version() != version) {
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
  public DeviceStatus rollback(long version) throws RefusedException, InterruptedException {
    change.lockInterruptibly();
    try {
      if (modelServer.version() == version) {
        AgentState back = state.fallenBack();
        ActiveModel previous = back.active() == null ? null : loaded(open(back.active()));
        save(back);
        modelServer.replace(previous, false).ifPresent(ActiveModel::close);
        LOG.info("{} rolled back from version {}", config.id(), version);
      }
      return status();
    } catch (RefusedException e) {
      throw remembered(e);
    } finally {
      change.unlock();
    }
  }

  /** What the device runs and keeps, and its last error. */
  public DeviceStatus status() {
    Optional<RefusedException> refusal = modelServer.lastRefusal();
    return new DeviceStatus(
        config.id(),
        modelServer.loaded(),
        previousVersion,
        stagedVersion,
        state.highestVersion(),
        config.formats(),
        refusal.map(last -> last.refusal().id()),
        refusal.map(RefusedException::detail).orElse(""));
  }

  /** Asks the active model the golden rows. */
  public HealthReport health() {
    return modelServer.health();
  }

  /** Answers rows with the active model. */
  public InferReply infer(InferRequest request) throws RefusedException {
    return modelServer.infer(request);
  }

  /** The device's report of now. */
  public DeviceTelemetry telemetry() {
    return modelServer.telemetry();
  }

  @Override
  public void close() {
    modelServer.replace(null, false).ifPresent(ActiveModel::close);
    folder.close();
  }

  private void stageNew(SignedStatement signed, ReleaseStatement statement, InputStream archive)
      throws RefusedException, IOException, InterruptedException {
    admission.receive(signed, statement, archive);
    save(state.withoutFreeSlot());
    folder.install(state.freeSlot());
    save(state.withStaged(state.freeSlot()));
    modelServer.forgetRefusal();
    LOG.info("{} staged version {}", config.id(), statement.version());
  }

  private void switchTo(long version) throws RefusedException {
    String staged = state.staged();
    if (staged == null || stagedVersion != version) {
      throw new RefusedException(
          Refusal.NOT_STAGED, "version " + version + ", staged is " + stagedVersion);
    }
    Slot slot = open(staged);
    admission.requireValid(slot.statement());
    ActiveModel candidate = loaded(slot);
    save(state.activating());
    var before = modelServer.replace(candidate, true);
    HealthReport report = modelServer.health();
    if (!report.healthy()) {
      save(state.fallenBack());
      modelServer.replace(before.orElse(null), false).ifPresent(ActiveModel::close);
      throw new RefusedException(Refusal.HEALTH_CHECK_FAILED, report.detail());
    }
    save(state.confirmedAs(version, slot.statement().bundleSha256()));
    before.ifPresent(ActiveModel::close);
    modelServer.forgetRefusal();
    LOG.info("{} activated version {}", config.id(), version);
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
      modelServer.replace(loaded(open(slot)), false);
      return true;
    } catch (RefusedException e) {
      remembered(e);
      return false;
    }
  }

  private ActiveModel loaded(Slot slot) throws RefusedException {
    return ActiveModel.load(slot, folder.countLoad());
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
    LOG.warn("{} refused: {}", config.id(), refusal.getMessage());
    modelServer.remember(refusal);
    return refusal;
  }
}
