package io.edgeflow.monitor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to whom, and what is not. */
class StatusRequestsTest extends StatusServerTestBase {
  @Test
  void only_reading_is_answered() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(server.uri()).POST(HttpRequest.BodyPublishers.noBody()).build();

    assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    assertThat(get("/etc/passwd").statusCode()).isEqualTo(404);
  }

  @Test
  void a_head_request_has_no_body() throws Exception {
    status = Optional.of(busyFleet());
    HttpRequest head = HttpRequest.newBuilder(server.uri()).method("HEAD", noBody()).build();

    HttpResponse<String> response = client.send(head, HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "127.0.0.1:8080, 200",
    "[::1]:8080, 200",
    "evil.example, 421",
    "'', 400"
  })
  void only_requests_to_a_loopback_name_are_answered(String host, int expected) throws IOException {
    status = Optional.of(busyFleet());
    URI uri = server.uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort());
        OutputStream out = socket.getOutputStream();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      String request = "GET /status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));

      assertThat(in.readLine()).startsWith("HTTP/1.1 " + expected);
    }
  }

  @Test
  void a_crowd_of_half_open_connections_keeps_no_reader_waiting() throws Exception {
    status = Optional.of(busyFleet());
    get("/status");
    String rest = "Host: localhost\r\nContent-Length: 9\r\n\r\nhalf";
    List<String> halves =
        List.of(
            "",
            "G",
            "GET /status HTTP/1.1\r\nHost: loc",
            "POST / HTTP/1.1\r\n" + rest,
            "GET /status HTTP/1.1\r\n" + rest);
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < Integer.getInteger("edgeflow.crowd", 300); i++) {
      Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
      crowd.add(socket);
      socket
          .getOutputStream()
          .write(halves.get(i % halves.size()).getBytes(StandardCharsets.US_ASCII));
    }

    List<Double> ms = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      long begin = System.nanoTime();
      assertThat(get("/status").statusCode()).isEqualTo(200);
      ms.add((System.nanoTime() - begin) / 1e6);
    }

    assertThat(ms.stream().sorted().toList().get(4)).isLessThan(200);
    for (Socket socket : crowd) {
      socket.close();
    }
  }

  @Test
  void a_port_in_use_is_named_with_a_remedy() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      ServerConfig config = new ServerConfig("127.0.0.1", taken.getLocalPort(), false);

      assertThatThrownBy(() -> StatusServer.start(config, Optional::empty))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("monitoring.server.port");
    }
  }

  @Test
  void an_address_that_others_can_reach_is_refused_unless_allowed() {
    assertThatThrownBy(
            () -> StatusServer.start(new ServerConfig("0.0.0.0", 0, false), Optional::empty))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("allow_remote");
    try (StatusServer open =
        StatusServer.start(new ServerConfig("0.0.0.0", 0, true), Optional::empty)) {
      assertThat(open.uri().getPort()).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/status", "/metrics"})
  void a_status_that_cannot_be_made_is_an_error_and_not_a_hang(String path) throws Exception {
    try (StatusServer broken =
        StatusServer.start(
            ANY_PORT,
            () -> {
              throw new IllegalStateException("boom");
            })) {
      HttpRequest request = HttpRequest.newBuilder(broken.uri().resolve(path)).build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).doesNotContain("boom");
    }
  }
}
