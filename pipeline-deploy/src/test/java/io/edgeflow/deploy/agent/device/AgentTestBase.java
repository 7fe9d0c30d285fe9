package io.edgeflow.deploy.agent.device;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.deploy.agent.config.AgentConfig;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.agent.probe.Prober;
import io.edgeflow.deploy.agent.state.AgentState;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.trust.DeviceIdentity;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.VersionRequest;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One agent with a folder, a clock and releases of its own. */
abstract class AgentTestBase {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  Releases releases;
  DeviceAgent agent;
  long sequence;

  @BeforeEach
  void start_agent() {
    releases = new Releases(folder.resolve("workspace"), CLOCK);
    releases.keys().provision("device-01", device());
    agent = start(config -> config);
  }

  @AfterEach
  void stop_agent() {
    agent.close();
  }

  DeviceStatus activate(long version) throws RefusedException, InterruptedException {
    return agent.activate(new VersionRequest(version, ++sequence));
  }

  DeviceStatus accept(long version) throws RefusedException, InterruptedException {
    return agent.accept(new VersionRequest(version, ++sequence));
  }

  DeviceStatus rollback(long version) throws RefusedException, InterruptedException {
    return agent.rollback(new VersionRequest(version, ++sequence));
  }

  static AgentState state(Path device) {
    return AgentState.FORM.read(device.resolve("active.json"));
  }

  Path device() {
    return folder.resolve("device");
  }

  DeviceAgent start(UnaryOperator<AgentConfig> change) {
    AgentConfig config = clock(AgentConfig.of("device-01", null, InProcessFleet::probe), CLOCK);
    return DeviceAgent.start(device(), DeviceIdentity.read(device()), change.apply(config));
  }

  void restart(UnaryOperator<AgentConfig> change) {
    agent.close();
    agent = start(change);
  }

  void deploy(Release release) throws Exception {
    activate(stage(release).stagedVersion());
  }

  /** Deploys a release that is then judged good. */
  void good(Release release) throws Exception {
    deploy(release);
    accept(agent.status().activeVersion());
  }

  DeviceStatus stage(Release release) throws Exception {
    return stage(release, Files.readAllBytes(release.bundle()));
  }

  DeviceStatus stage(Release release, byte[] archive)
      throws RefusedException, InterruptedException {
    return agent.stage(release.signed(), ++sequence, new ByteArrayInputStream(archive));
  }

  static AgentConfig clock(AgentConfig s, Clock clock) {
    return new AgentConfig(
        s.id(),
        s.formats(),
        s.fault(),
        s.maxRows(),
        s.maxBundleBytes(),
        s.minFreeBytes(),
        clock,
        s.prober(),
        s.product(),
        s.hardware());
  }

  static AgentConfig fault(AgentConfig s, Fault fault) {
    return new AgentConfig(
        s.id(),
        s.formats(),
        fault,
        s.maxRows(),
        s.maxBundleBytes(),
        s.minFreeBytes(),
        s.clock(),
        s.prober(),
        s.product(),
        s.hardware());
  }

  static AgentConfig prober(AgentConfig s, Prober prober) {
    return new AgentConfig(
        s.id(),
        s.formats(),
        s.fault(),
        s.maxRows(),
        s.maxBundleBytes(),
        s.minFreeBytes(),
        s.clock(),
        prober,
        s.product(),
        s.hardware());
  }

  static AgentConfig config(AgentConfig s, List<Format> formats, long maxBundle, long minFree) {
    return new AgentConfig(
        s.id(),
        formats,
        s.fault(),
        s.maxRows(),
        maxBundle,
        minFree,
        s.clock(),
        s.prober(),
        s.product(),
        s.hardware());
  }

  static void assertRefused(Refusal refusal, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(RefusedException.class)
        .extracting(e -> ((RefusedException) e).refusal())
        .isEqualTo(refusal);
  }
}
