package io.edgeflow.core.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BoundedCallTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int MAX_BYTES = 1000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch closed = new CountDownLatch(1);
  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void an_answer_of_the_largest_size_is_taken() throws Exception {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(MAX_BYTES), "");

    assertThat(call(LONG)).hasSize(MAX_BYTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
      })
  void an_answer_that_stops_is_given_up_in_time_and_its_connection_closed(String begin)
      throws Exception {
    answer(begin, "");

    assertThatThrownBy(() -> call(SHORT))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessage("no complete answer within 400 ms");
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
      })
  void a_body_without_end_is_given_up_at_its_limit(String head) throws Exception {
    answer(head, "x".repeat(10_000));

    assertThatThrownBy(() -> call(LONG))
        .isInstanceOf(BodyTooLargeException.class)
        .hasMessage("a body of more than 1000 bytes");
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void headers_without_end_are_given_up() throws Exception {
    answer("HTTP/1.1 200 OK\r\n", "X-More: " + "x".repeat(10_000) + "\r\n");

    assertThatThrownBy(() -> call(LONG)).isInstanceOf(IOException.class);
  }

  @Test
  void an_interrupt_ends_the_wait() throws Exception {
    answer("", "");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> call(LONG)).isInstanceOf(InterruptedException.class);
  }

  private byte[] call(Duration limit) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    return BoundedCall.send(
            client, HttpRequest.newBuilder(uri).build(), BoundedCall.bytes(MAX_BYTES), limit)
        .body();
  }

  /** Answers one request with a text, and then with another for as long as somebody takes it. */
  private void answer(String once, String forEver) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                talk(socket, once, forEver);
              } catch (IOException over) {
                closed.countDown();
              }
            },
            "bad-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void talk(Socket socket, String once, String forEver) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(once.getBytes(US_ASCII));
    while (!forEver.isEmpty()) {
      out.write(forEver.getBytes(US_ASCII));
    }
    while (socket.getInputStream().read() >= 0) {
      Thread.onSpinWait();
    }
    closed.countDown();
  }
}
