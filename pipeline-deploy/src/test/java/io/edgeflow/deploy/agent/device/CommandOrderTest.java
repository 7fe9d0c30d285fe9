package io.edgeflow.deploy.agent.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.wire.VersionRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Commands that come late or twice, and uploads that take their time. */
class CommandOrderTest extends AgentTestBase {
  @Test
  void an_activation_that_comes_after_the_rollback_does_nothing() throws Exception {
    good(releases.release(1));
    stage(releases.release(2));
    VersionRequest late = new VersionRequest(2, ++sequence);
    rollback(2);

    assertRefused(Refusal.LATE_COMMAND, () -> agent.activate(late));

    assertThat(agent.status().activeVersion()).isEqualTo(1);
    assertThat(agent.status().errorDetail()).contains("activate 2", "rollback 2");
  }

  @Test
  void the_last_command_may_come_again_and_another_of_its_number_may_not() throws Exception {
    good(releases.release(1));
    deploy(releases.release(2));
    VersionRequest back = new VersionRequest(2, ++sequence);

    agent.rollback(back);

    assertThat(agent.rollback(back).activeVersion()).isEqualTo(1);
    assertRefused(Refusal.LATE_COMMAND, () -> agent.activate(back));
  }

  @Test
  void a_restart_does_not_forget_which_command_came_last() throws Exception {
    deploy(releases.release(1));
    long last = sequence;

    restart(config -> config);

    assertThat(agent.status().sequence()).isEqualTo(last);
    assertRefused(Refusal.LATE_COMMAND, () -> agent.rollback(new VersionRequest(1, last - 1)));
  }

  @Test
  void a_rollback_does_not_wait_for_an_upload_and_overtakes_it() throws Exception {
    good(releases.release(1));
    deploy(releases.release(2));
    Release third = releases.release(3);
    CountDownLatch uploading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    InputStream slow =
        new InputStream() {
          private final InputStream bytes =
              new ByteArrayInputStream(Files.readAllBytes(third.bundle()));

          @Override
          public int read() throws IOException {
            throw new UnsupportedOperationException("is read in pieces");
          }

          @Override
          public int read(byte[] piece, int from, int length) throws IOException {
            uploading.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return bytes.read(piece, from, length);
          }
        };
    long number = ++sequence;
    CompletableFuture<Refusal> upload =
        CompletableFuture.supplyAsync(() -> refusal(third, number, slow));
    assertThat(uploading.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(rollback(2).activeVersion()).isEqualTo(1);
    goOn.countDown();

    assertThat(upload.get(30, TimeUnit.SECONDS)).isEqualTo(Refusal.LATE_COMMAND);
    assertThat(agent.status().stagedVersion()).isZero();
    assertThat(device().resolve("staging")).doesNotExist();
  }

  private Refusal refusal(Release release, long number, InputStream archive) {
    try {
      agent.stage(release.signed(), number, archive);
      return null;
    } catch (RefusedException e) {
      return e.refusal();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
