package io.edgeflow.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.FleetClient;
import io.edgeflow.deploy.trust.DeviceIdentity;
import io.edgeflow.deploy.trust.KeyFolder;
import io.edgeflow.deploy.wire.DeviceStatus;
import io.edgeflow.deploy.wire.HealthReport;
import io.edgeflow.deploy.wire.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Preflights of devices that tell a status and do nothing else. */
class PreflightTest {
  @TempDir private Path folder;
  private final List<HttpsServer> servers = new ArrayList<>();
  private final List<DeploymentTarget> targets = new ArrayList<>();
  private KeyFolder keys;

  @BeforeEach
  void make_keys() {
    keys = KeyFolder.development(folder.resolve("keys"));
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void a_device_whose_model_is_not_healthy_takes_part_for_its_cure() throws IOException {
    device("sick", List.of(Format.TFLITE));

    assertThat(check(new Tolerance(0, 0))).containsExactly("sick");
  }

  @Test
  void a_device_without_the_runtime_is_refused_by_name_however_many_may_be_away()
      throws IOException {
    device("good", List.of(Format.TFLITE));
    device("old", List.of(Format.ONNX));

    assertThatThrownBy(() -> check(new Tolerance(100, 100)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("old: has no runtime for TFLITE, only for [ONNX]");
  }

  @Test
  void devices_that_do_not_answer_are_left_out_within_the_limit() throws IOException {
    device("good", List.of(Format.TFLITE));
    device("away", List.of(Format.TFLITE));
    servers.get(1).stop(0);

    assertThat(check(new Tolerance(50, 0))).containsExactly("good");
    assertThatThrownBy(() -> check(new Tolerance(49, 0)))
        .hasMessageContaining("away")
        .hasMessageContaining("0 of 2 targets, 49 %");
  }

  @Test
  void somebody_has_to_answer() throws IOException {
    device("away", List.of(Format.TFLITE));
    servers.get(0).stop(0);

    assertThatThrownBy(() -> check(new Tolerance(100, 100))).hasMessageContaining("away");
  }

  private List<String> check(Tolerance tolerance) {
    Preflight preflight = new Preflight(new FleetClient(targets, keys), tolerance);
    return List.copyOf(preflight.check(Format.TFLITE).keySet());
  }

  private void device(String id, List<Format> formats) throws IOException {
    keys.provision(id, folder.resolve(id));
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(DeviceIdentity.read(folder.resolve(id)).serverTls()));
    String digest = "a".repeat(64);
    DeviceStatus.Loaded active = new DeviceStatus.Loaded(1, digest, digest);
    DeviceStatus status =
        new DeviceStatus(
            id, active, 0, 0, 1, formats, Optional.empty(), "", new DeviceStatus.Standing(true, 1));
    answer(server, Protocol.STATUS, status);
    answer(server, Protocol.HEALTH, new HealthReport(false, 1, 8, 1, "golden answers differ"));
    server.start();
    servers.add(server);
    targets.add(
        new DeploymentTarget(id, URI.create("https://127.0.0.1:" + server.getAddress().getPort())));
  }

  private static void answer(HttpsServer server, String path, Object body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = Json.bytes(body);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
