package io.edgeflow.deploy.agent.device;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import io.edgeflow.deploy.agent.config.AgentConfig;
import io.edgeflow.deploy.agent.model.ActiveModel;
import io.edgeflow.deploy.agent.model.ModelServer;
import io.edgeflow.deploy.agent.state.AgentState;
import io.edgeflow.deploy.agent.state.DeviceFolder;
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
import io.edgeflow.deploy.wire.VersionRequest;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device: three slots, of which one is active and one holds the last release that was judged
 * good. Each step leaves a state on disk from which a restart goes on, whenever the process ends.
 * Thread-safe: one change at a time, while uploads, inference, health and telemetry go on.
 */
public final class DeviceAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceAgent.class);

  private final AgentConfig config;
  private final DeviceMemory memory;
  private final ReleaseAdmission admission;
  private final ModelServer modelServer;
  private final ModelSwitch models;
  private final ReentrantLock upload = new ReentrantLock();
  private final ReentrantLock change = new ReentrantLock();

  private DeviceAgent(DeviceFolder folder, ReleaseKey key, AgentConfig config) {
    this.config = config;
    this.memory = new DeviceMemory(folder, key, config.clock());
    this.admission = new ReleaseAdmission(folder, key, config);
    this.modelServer = new ModelServer(config);
    this.models = new ModelSwitch(config.id(), memory, admission, modelServer);
  }

  /**
   * Starts a device from its provisioned folder, with the model that was active when it stopped. A
   * device whose state is damaged starts without a model and says so.
   *
   * @throws PipelineException if another process holds the folder
   */
  public static DeviceAgent start(Path root, DeviceIdentity identity, AgentConfig config) {
    return start(DeviceFolder.take(root), identity, config);
  }

  static DeviceAgent start(DeviceFolder folder, DeviceIdentity identity, AgentConfig config) {
    DeviceAgent agent = new DeviceAgent(folder, identity.releaseKey(), config);
    try {
      agent.models.resume(folder.damage());
      return agent;
    } catch (RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  /** A change of the device. */
  @FunctionalInterface
  private interface Change {
    void make() throws RefusedException;
  }

  /**
   * Takes a release into the free slot, if it passes every check. It is received and tried while
   * other commands go on; one of those that comes meanwhile overtakes it.
   */
  public DeviceStatus stage(SignedStatement signed, long sequence, InputStream archive)
      throws RefusedException, InterruptedException {
    upload.lockInterruptibly();
    try {
      ReleaseStatement statement = admission.admit(signed, memory.state());
      String command = "stage " + statement.version();
      alone(sequence, command, () -> {});
      if (!modelServer.runs(statement) && !memory.isStaged(statement)) {
        admission.receive(signed, statement, archive);
        alone(sequence, command, () -> install(statement));
      }
      return status();
    } catch (RefusedException e) {
      throw models.remembered(e);
    } finally {
      memory.dropStaging();
      upload.unlock();
    }
  }

  /** Switches to the staged version; falls back by itself when its health check fails. */
  public DeviceStatus activate(VersionRequest request)
      throws RefusedException, InterruptedException {
    long version = request.version();
    return changed(
        request.sequence(),
        "activate " + version,
        () -> {
          if (modelServer.version() != version) {
            models.switchTo(version);
          }
        });
  }

  /** Keeps the active version as the one that a rollback of a later one leads to. */
  public DeviceStatus accept(VersionRequest request) throws RefusedException, InterruptedException {
    long version = request.version();
    return changed(
        request.sequence(),
        "accept " + version,
        () -> {
          if (modelServer.version() != version) {
            throw new RefusedException(
                Refusal.NOT_ACTIVE, "version " + version + ", active is " + modelServer.version());
          }
          memory.save(memory.state().accepted());
        });
  }

  /**
   * Leaves a version for the last one that was judged good, or for none; another active version
   * stays.
   */
  public DeviceStatus rollback(VersionRequest request)
      throws RefusedException, InterruptedException {
    long version = request.version();
    return changed(
        request.sequence(),
        "rollback " + version,
        () -> {
          if (modelServer.version() == version) {
            models.rollBack(version);
          }
        });
  }

  /** What the device runs and keeps, and its last error. */
  public DeviceStatus status() {
    Optional<RefusedException> refusal = modelServer.lastRefusal();
    AgentState now = memory.state();
    return new DeviceStatus(
        config.id(),
        modelServer.loaded(),
        memory.previousVersion(),
        memory.stagedVersion(),
        now.highestVersion(),
        config.formats(),
        refusal.map(last -> last.refusal().id()),
        refusal.map(RefusedException::detail).orElse(""),
        new DeviceStatus.Standing(now.judged(), now.sequence()));
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
    memory.close();
  }

  /** A change that the device remembers the refusal of. */
  private DeviceStatus changed(long sequence, String command, Change what)
      throws RefusedException, InterruptedException {
    try {
      alone(sequence, command, what);
      return status();
    } catch (RefusedException e) {
      throw models.remembered(e);
    }
  }

  /** One change at a time, none that was overtaken, and none that the disk does not take. */
  private void alone(long sequence, String command, Change what)
      throws RefusedException, InterruptedException {
    change.lockInterruptibly();
    try {
      memory.take(sequence, command);
      what.make();
    } finally {
      change.unlock();
    }
  }

  private void install(ReleaseStatement statement) throws RefusedException {
    memory.install();
    modelServer.forgetRefusal();
    LOG.info("{} staged version {}", config.id(), statement.version());
  }
}
