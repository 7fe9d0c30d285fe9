package io.edgeflow.monitor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.Secret;
import io.edgeflow.monitor.LoopbackHook;
import io.edgeflow.monitor.alert.AlertEvent.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every channel that posts to an address promises besides. */
abstract class HttpChannelContract extends AlertChannelContract {
  private static final Duration SHORT = Duration.ofMillis(300);

  LoopbackHook hook;

  /** A channel that posts to an address. */
  abstract ChannelConfig to(Secret address);

  @BeforeEach
  final void start_the_server() throws IOException {
    hook = new LoopbackHook();
  }

  @AfterEach
  final void stop_the_server() {
    hook.close();
  }

  @Override
  final List<String> arrived() {
    return hook.bodies;
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 404, 500})
  final void an_answer_other_than_success_is_an_error_with_the_status_alone(int status) {
    hook.status = status;

    assertThatThrownBy(() -> open(TIMEOUT).send(Kind.RAISED, alert("fleet")))
        .isInstanceOf(IOException.class)
        .hasMessage("HTTP status " + status);
    assertThat(hook.bodies).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"})
  @Timeout(20)
  final void a_server_that_stalls_is_given_up_in_time(String answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread stalling = new Thread(() -> answer(server, answer), "stalling-server");
      stalling.setDaemon(true);
      stalling.start();
      String address = "http://127.0.0.1:" + server.getLocalPort() + "/T0KEN";

      assertThatThrownBy(() -> to(new Secret(address)).open(SHORT).send(Kind.RAISED, alert("f")))
          .isInstanceOf(IOException.class)
          .hasMessage("no answer within 300 ms")
          .hasNoCause();
    }
  }

  /** Begins an answer and never ends it. */
  private static void answer(ServerSocket server, String text) {
    try (var socket = server.accept()) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      while (socket.getInputStream().read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  final void errors_and_texts_never_hold_the_address() throws IOException {
    String closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = "http://127.0.0.1:" + socket.getLocalPort() + "/T0KEN";
    }
    ChannelConfig config = to(new Secret(closed));
    AlertChannel channel = config.open(TIMEOUT);

    assertThatThrownBy(() -> channel.send(Kind.RAISED, alert("fleet")))
        .isInstanceOf(IOException.class)
        .hasNoCause()
        .hasMessage("ConnectException");
    assertThat(config + " " + channel).doesNotContain("T0KEN", "127.0.0.1");
  }

  @Test
  final void an_interrupt_ends_the_wait_and_stays_an_interrupt() {
    AlertChannel channel = open(TIMEOUT);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> channel.send(Kind.RAISED, alert("fleet")))
        .isInstanceOf(InterruptedException.class);
  }
}
