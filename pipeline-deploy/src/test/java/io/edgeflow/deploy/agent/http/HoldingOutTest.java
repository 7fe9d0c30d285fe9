package io.edgeflow.deploy.agent.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.fleet.LocalFleet;
import io.edgeflow.deploy.fleet.LocalFleetConfig;
import io.edgeflow.deploy.testing.InProcessFleet;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.trust.DeviceIdentity;
import io.edgeflow.http.HttpServer;
import io.edgeflow.http.Port;
import io.edgeflow.http.Reply;
import io.edgeflow.http.RequestHandler;
import io.edgeflow.http.ServerLimits;
import io.edgeflow.http.ServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers, and managers that break off, may do to a device: nothing that others notice. */
class HoldingOutTest {
  private static final int CROWD = Integer.getInteger("edgeflow.crowd", 300);

  /** A TLS record of a handshake, of which more is announced than comes. */
  private static final byte[] HALF_HELLO = {22, 3, 1, 1, 0, 1, 0, 0, (byte) 252, 3, 3};

  @TempDir private Path folder;
  private final List<Socket> sockets = new ArrayList<>();
  private Releases releases;
  private InProcessFleet fleet;
  private DeploymentTarget target;

  @BeforeEach
  void start_device() {
    releases = new Releases(folder.resolve("workspace"), Clock.systemUTC());
    fleet = InProcessFleet.start(folder.resolve("fleet"), releases.keys(), 1, Map.of());
    target = fleet.targets().get(0);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    fleet.close();
  }

  @Test
  void a_crowd_of_half_open_connections_keeps_no_manager_waiting() throws Exception {
    Path devices = folder.resolve("devices");
    try (LocalFleet local =
        LocalFleet.launch(
            devices, new LocalFleetConfig(2, Map.of()), Optional.empty(), releases.keys())) {
      crowd(local.targets());
    }
  }

  /** Half of what was begun on one device of a real agent's process, which the other shares. */
  private void crowd(List<DeploymentTarget> targets) throws IOException {
    target = targets.get(0);
    FleetClient client = new FleetClient(targets, releases.keys());
    targets.forEach(client::status);
    for (int i = 0; i < CROWD; i++) {
      switch (i % 10) {
        case 0 -> begin(manager("TLSv1.3"), "GET /v1/status HTTP/1.1\r\nHost: a\r\nX-Half");
        case 1 ->
            begin(
                manager("TLSv1.3"),
                "POST /v2/infer HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{\"rows\"");
        case 2, 3, 4 -> stranger().getOutputStream().write(HALF_HELLO);
        case 5 -> stranger();
        default -> stranger().getOutputStream().write(HALF_HELLO, 0, 1);
      }
    }

    assertThat(medianMs(() -> targets.forEach(client::status))).isLessThan(200);
    FleetClient newcomer = new FleetClient(targets, releases.keys());
    targets.forEach(newcomer::status);
    assertThat(medianMs(() -> targets.forEach(newcomer::status))).isLessThan(200);
  }

  @Test
  void only_tls_1_3_is_spoken() throws Exception {
    SSLSocket old = manager("TLSv1.2");

    assertThatThrownBy(old::startHandshake).isInstanceOf(SSLException.class);
    SSLSocket today = manager("TLSv1.3");
    today.startHandshake();
    assertThat(today.getSession().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void a_head_that_is_too_large_is_refused_in_the_agents_form() throws Exception {
    SSLSocket socket = manager("TLSv1.3");
    begin(socket, "GET /v1/status HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(50_000) + "\r\n\r\n");

    assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
        .startsWith("HTTP/1.1 431")
        .contains("{\"error\":\"too_large\",\"detail\":");
  }

  @Test
  void a_handshake_that_comes_byte_by_byte_is_cut_off() throws Exception {
    Duration handshake = Duration.ofMillis(500);
    Duration longer = Duration.ofSeconds(60);
    ServerLimits limits =
        new ServerLimits(handshake, longer, longer, longer, longer, 1024, 1024, 10, 10);
    try (HttpServer server = HttpServer.start("short", limits);
        Port port =
            server.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                DeviceIdentity.read(folder.resolve("fleet/device-01")).serverTls(),
                new Nothing());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
      assertThatThrownBy(() -> drip(socket)).isInstanceOf(IOException.class);
    }
  }

  private static void drip(Socket socket) throws IOException, InterruptedException {
    Semaphore never = new Semaphore(0);
    socket.getOutputStream().write(HALF_HELLO);
    for (int i = 0; i < 250; i++) {
      socket.getOutputStream().write(0);
      never.tryAcquire(100, TimeUnit.MILLISECONDS);
    }
  }

  private static final class Nothing implements RequestHandler {
    @Override
    public Reply answer(ServerRequest request) {
      throw new AssertionError("nobody is let in");
    }

    @Override
    public Reply refusal(int status, String detail) {
      return Reply.of(status, "text/plain", detail);
    }
  }

  private Socket stranger() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.uri().getPort());
    sockets.add(socket);
    return socket;
  }

  private SSLSocket manager(String protocol) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            releases
                .managerTls(List.of(target))
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), target.uri().getPort());
    sockets.add(socket);
    socket.setEnabledProtocols(new String[] {protocol});
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void begin(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static double medianMs(Runnable work) {
    return java.util.stream.IntStream.range(0, 9)
        .mapToDouble(
            i -> {
              long begin = System.nanoTime();
              work.run();
              return (System.nanoTime() - begin) / 1e6;
            })
        .sorted()
        .skip(4)
        .findFirst()
        .orElseThrow();
  }
}
