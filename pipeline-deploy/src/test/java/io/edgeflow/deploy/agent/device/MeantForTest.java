package io.edgeflow.deploy.agent.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.json.Json;
import io.edgeflow.deploy.agent.config.AgentConfig;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.release.ReleaseStatement;
import io.edgeflow.deploy.release.ReleaseStatement.MeantFor;
import io.edgeflow.deploy.release.SignedStatement;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases that are signed by the right key and are still none for this device. */
class MeantForTest extends AgentTestBase {
  private static final String PC = AgentConfig.thisMachine();

  @Test
  void a_release_of_another_product_is_refused() {
    restart(config -> config.belongingTo("doorbell", PC));

    assertRefused(Refusal.WRONG_PRODUCT, () -> stage(new MeantFor("camera", List.of())));
    assertRefused(Refusal.WRONG_PRODUCT, () -> stage((MeantFor) null));
    assertThat(agent.status().errorDetail()).contains("doorbell");
  }

  @ParameterizedTest
  @CsvSource({"doorbell, doorbell", ",", ", doorbell"})
  void a_release_of_the_own_product_is_taken_and_a_device_of_none_takes_any(
      String device, String product) throws Exception {
    restart(config -> config.belongingTo(device, PC));

    stage(product == null ? null : new MeantFor(product, List.of(PC, "linux-riscv64")));

    assertThat(agent.status().stagedVersion()).isEqualTo(1);
  }

  @Test
  void a_release_for_other_hardware_is_refused() {
    assertRefused(
        Refusal.WRONG_HARDWARE, () -> stage(new MeantFor(null, List.of("linux-riscv64"))));
    assertThat(agent.status().errorDetail()).contains("linux-riscv64", PC);
  }

  @Test
  void a_statement_that_says_more_than_this_agent_knows_is_taken() throws Exception {
    Release release = releases.release(1);
    String text = new String(release.signed().bytes(), StandardCharsets.UTF_8);
    String more = text.replaceFirst("\\{", "{ \"from_the_future\" : [ 1 ],");

    stage(release, more);

    assertThat(agent.status().stagedVersion()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"banana", "2", "2.99999999999", "", "2.14.0-rc1"})
  void a_runtime_that_is_no_version_is_refused_by_name(String runtime) {
    Release release = releases.release(1);
    String text = new String(release.signed().bytes(), StandardCharsets.UTF_8);
    String other = text.replaceFirst("(\"min_runtime\" : )\"[^\"]*\"", "$1\"" + runtime + "\"");

    assertThatThrownBy(() -> stage(release, other))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("bundle_invalid")
        .hasMessageContaining("min_runtime is no version: " + runtime);
  }

  @Test
  void a_release_from_the_future_is_refused_unless_the_clock_may_be_a_day_off() throws Exception {
    Release release = releases.release(1);
    restart(config -> clock(config, Clock.offset(CLOCK, Duration.ofDays(-1))));
    stage(release);
    assertThat(activate(1).activeVersion()).isEqualTo(1);
    restart(config -> clock(config, Clock.offset(CLOCK, Duration.ofDays(-400))));

    assertRefused(Refusal.NOT_YET_VALID, () -> stage(releases.release(2)));
    assertThat(agent.status().activeVersion()).isEqualTo(1);
  }

  private void stage(MeantFor meant) throws Exception {
    Release release = releases.release(1);
    ReleaseStatement good = release.signed().verify(releases.keys().releaseKey());
    ReleaseStatement other =
        new ReleaseStatement(
            ReleaseStatement.SCHEMA,
            good.version(),
            good.bundleSha256(),
            good.bundleBytes(),
            good.manifestSha256(),
            good.modelSha256(),
            good.format(),
            good.precision(),
            good.minRuntime(),
            good.issuedAt(),
            good.expiresAt(),
            true,
            meant);
    stage(release, Json.pretty(other));
  }

  private void stage(Release release, String statement) throws Exception {
    byte[] bytes = statement.getBytes(StandardCharsets.UTF_8);
    SignedStatement signed = new SignedStatement(bytes, releases.keys().signer().sign(bytes));
    byte[] archive = Files.readAllBytes(release.bundle());
    agent.stage(signed, ++sequence, new ByteArrayInputStream(archive));
  }
}
