package io.edgeflow.orchestrator.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.Location;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TrackingTest {
  @TempDir private Path folder;
  private final Ticks clock = new Ticks();

  private static TrackingConfig config(URI uri, Duration timeout) {
    return new TrackingConfig(
        Optional.of(uri), "edgeflow", Optional.of(new Secret("T0KEN")), timeout);
  }

  private static TrackingConfig read(Map<String, String> keys, Problems problems) {
    Location place = new Location("test.yaml", 1, 1);
    Map<String, Entry> entries = new TreeMap<>();
    keys.forEach(
        (key, value) ->
            entries.put(key, new Entry(place, new ConfigNode.Scalar(place, value, value))));
    return TrackingConfig.from(
        TrackingConfig.FIELDS.read(new ConfigNode.Mapping(place, entries), "tracking", problems),
        problems);
  }

  private Workspace recordRun(TrackingConfig config) {
    Workspace workspace = new Workspace(folder);
    try (Tracker tracker = Tracking.open(config, workspace, "run-1", clock)) {
      tracker.parameter("seed", "42");
      tracker.metric("accuracy", 0.98, 0);
      tracker.tag("gate", "PASS");
      tracker.finish("succeeded");
    }
    return workspace;
  }

  @Test
  void without_a_server_the_journal_is_all() {
    Workspace workspace = recordRun(TrackingConfig.defaults());

    assertThat(Journal.read(workspace, "run-1").lines()).isEqualTo(5);
    assertThatThrownBy(() -> new TrackSync(TrackingConfig.defaults(), workspace))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("tracking.uri");
  }

  @Test
  void a_server_that_is_not_there_fails_no_run_but_the_sync_says_so() throws IOException {
    URI closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    TrackingConfig config = config(closed, Duration.ofSeconds(30));

    Workspace workspace = recordRun(config);

    assertThat(Journal.read(workspace, "run-1").finish()).isPresent();
    assertThatThrownBy(() -> new TrackSync(config, workspace).sync("run-1"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("does not answer")
        .hasMessageContaining(closed.toString());
  }

  @Test
  void a_server_that_never_answers_holds_a_run_up_no_longer_than_allowed() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + mute.getLocalPort());
      TrackingConfig config = config(uri, Duration.ofSeconds(1));

      Workspace workspace = recordRun(config);

      assertThatThrownBy(() -> new TrackSync(config, workspace).sync("run-1"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("takes too long");
    }
  }

  @Test
  void a_server_that_never_answers_slows_no_metric() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + mute.getLocalPort());
      TrackingConfig config = config(uri, Duration.ofMillis(300));
      Workspace workspace = new Workspace(folder);

      try (Tracker tracker =
          Tracking.open(config, workspace, "run-1", clock, Duration.ofMillis(1))) {
        mute.accept();
        for (int epoch = 0; epoch < 100; epoch++) {
          tracker.metric("val_loss", 0.5, epoch);
        }
        assertThat(Journal.read(workspace, "run-1").metrics()).hasSize(100);
      }
    }
  }

  @Test
  void the_token_is_sent_and_never_shown_when_it_is_refused() throws IOException {
    List<String> sent = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            sent.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(403, -1);
          }
        });
    server.start();
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      TrackingConfig config = config(uri, Duration.ofSeconds(30));
      Workspace workspace = recordRun(config);

      assertThatThrownBy(() -> new TrackSync(config, workspace).sync("run-1"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("HTTP status 403")
          .hasMessageContaining("tracking.token")
          .hasMessageNotContaining("T0KEN");
      assertThat(sent).containsExactly("Bearer T0KEN", "Bearer T0KEN");
      assertThat(config.toString()).doesNotContain("T0KEN");
      assertThat(Journal.file(workspace, "run-1").file()).content().doesNotContain("T0KEN");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void the_configuration_has_an_experiment_and_takes_an_address_without_its_last_slash() {
    Problems problems = new Problems();

    TrackingConfig config = read(Map.of("uri", "http://127.0.0.1:5000/"), problems);

    assertThat(problems.all()).isEmpty();
    assertThat(config.uri()).contains(URI.create("http://127.0.0.1:5000"));
    assertThat(config.experiment()).isEqualTo("edgeflow");
    assertThat(TrackingConfig.defaults().uri()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlruns",
        "sqlite:///mlflow.db",
        "http://",
        "http://user:hidden@host.example",
        "http://host.example?token=hidden"
      })
  void an_address_that_is_no_plain_http_one_is_refused(String uri) {
    Problems problems = new Problems();

    read(Map.of("uri", uri), problems);

    assertThat(problems.all()).singleElement().asString().contains("tracking.uri");
    assertThat(problems.all().toString()).doesNotContain("hidden");
  }

  @Test
  void an_empty_experiment_is_refused() {
    Problems problems = new Problems();

    read(Map.of("experiment", " "), problems);

    assertThat(problems.all()).singleElement().asString().contains("tracking.experiment");
  }
}
