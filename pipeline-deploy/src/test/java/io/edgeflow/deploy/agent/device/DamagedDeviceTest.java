package io.edgeflow.deploy.agent.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.deploy.agent.config.AgentConfig;
import io.edgeflow.deploy.agent.config.Fault;
import io.edgeflow.deploy.agent.state.DeviceFolder;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.trust.DeviceIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device whose memory is damaged, whose disk is full, or whose runtime fails. */
class DamagedDeviceTest extends AgentTestBase {
  @ParameterizedTest
  @ValueSource(strings = {"", "{\"active\" : \"b\", \"pre", "null", "{\"format_version\": 99}"})
  void a_damaged_state_starts_without_a_model_and_takes_the_next_release(String text)
      throws Exception {
    good(releases.release(1));
    agent.close();
    Files.writeString(device().resolve("active.json"), text);

    agent = start(config -> config);
    sequence = agent.status().sequence();

    assertThat(agent.status().active()).isNull();
    assertThat(agent.status().errorCode()).hasValue("state_damaged");
    assertThat(agent.status().highestVersion()).isEqualTo(1);
    assertThat(device().resolve("active.json.damaged")).hasContent(text);
    good(releases.release(2));
    assertThat(agent.status().activeVersion()).isEqualTo(2);
    assertThat(agent.status().errorCode()).isEmpty();
  }

  @Test
  void a_damaged_state_does_not_let_an_older_release_in() throws Exception {
    Release first = releases.release(1);
    good(first);
    good(releases.release(2));
    agent.close();
    Files.writeString(device().resolve("active.json"), "?");

    agent = start(config -> config);

    assertRefused(Refusal.VERSION_NOT_NEWER, () -> stage(first));
  }

  @Test
  void a_kill_leaves_no_temporary_file_after_the_next_start() throws Exception {
    agent.close();
    Files.writeString(device().resolve(".123.tmp"), "half");

    agent = start(config -> config);

    assertThat(device().resolve(".123.tmp")).doesNotExist();
  }

  @Test
  void a_health_check_that_throws_leaves_the_release() throws Exception {
    good(releases.release(1));
    Release second = releases.release(2);
    stage(second);
    restart(config -> fault(config, Fault.RUNTIME));

    assertRefused(Refusal.HEALTH_CHECK_FAILED, () -> activate(2));

    assertThat(agent.status().activeVersion()).isEqualTo(1);
    assertThat(agent.health().healthy()).isTrue();
  }

  @Test
  void an_upload_that_the_disk_does_not_take_is_told_by_name() {
    Release first = releases.release(1);
    InputStream full =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public int read(byte[] piece, int from, int length) throws IOException {
            return read();
          }
        };

    assertRefused(Refusal.STORAGE_FAILED, () -> agent.stage(first.signed(), ++sequence, full));
    assertThat(agent.status().errorDetail()).contains("No space left on device");
  }

  /**
   * Whichever write fails, the device serves a release that was judged good, and says the truth.
   */
  @Test
  void a_disk_that_is_full_at_any_write_leaves_the_device_on_a_good_release() throws Exception {
    good(releases.release(1));
    Release second = releases.release(2);
    int writes = 0;
    boolean all = false;
    while (!all) {
      agent.close();
      AtomicInteger left = new AtomicInteger(writes++);
      agent = startOn(left);
      all = deploysUnlessFull(second) && left.get() >= 0;
      if (!all) {
        assertThat(agent.status().activeVersion()).isEqualTo(1);
        assertThat(agent.health().healthy()).isTrue();
      }
      restart(config -> config);
      assertThat(agent.status().activeVersion()).isEqualTo(all ? 2 : 1);
      assertThat(agent.health().healthy()).isTrue();
      sequence = agent.status().sequence();
    }
    assertThat(writes).isGreaterThan(6);
  }

  private boolean deploysUnlessFull(Release release) throws Exception {
    try {
      deploy(release);
      return true;
    } catch (RefusedException e) {
      assertThat(e.refusal()).isEqualTo(Refusal.STORAGE_FAILED);
      return false;
    }
  }

  /** A device whose disk takes some writes, and none after them. */
  private DeviceAgent startOn(AtomicInteger left) {
    DeviceFolder disk =
        DeviceFolder.take(
            device(),
            (file, text) -> {
              if (left.getAndDecrement() <= 0) {
                throw PipelineException.failed("Cannot write the file")
                    .cause(new IOException("No space left on device"))
                    .build();
              }
              AtomicFile.write(file, text);
            });
    AgentConfig config = clock(AgentConfig.of("device-01", null, InProcessFleet::probe), CLOCK);
    return DeviceAgent.start(disk, DeviceIdentity.read(device()), config);
  }
}
