package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.edgeflow.core.json.Json;
import io.edgeflow.orchestrator.SmallWorkflow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackCommandTest {
  @TempDir private Path folder;
  private final Program program = new Program();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private SmallWorkflow small;

  @BeforeEach
  void start_something_that_answers_as_mlflow_does() throws IOException {
    small = SmallWorkflow.in(folder);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop_it() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String call = exchange.getRequestURI().getPath().replaceAll(".*/mlflow/", "");
      String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(call + " " + asked.replaceAll("\\s", ""));
      String info = "{\"info\":{\"run_id\":\"m\",\"artifact_uri\":\"mlflow-artifacts:/0/m\"}}";
      String reply =
          switch (call) {
            case "experiments/get-by-name" -> "{\"experiment\":{\"experiment_id\":\"0\"}}";
            case "runs/create", "runs/get" -> "{\"run\":" + info + "}";
            default -> "{}";
          };
      byte[] told = reply.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, told.length);
      exchange.getResponseBody().write(told);
    }
  }

  private void journal(String run, String... more) throws IOException {
    Path file = small.workspace().resolve("track").resolve(run + ".jsonl");
    Files.createDirectories(file.getParent());
    String start = "{\"event\":\"start\",\"run_id\":\"%s\",\"at\":\"2025-01-01T00:00:00Z\"}";
    Files.writeString(
        file,
        start.formatted(run) + "\n" + String.join("\n", more) + (more.length > 0 ? "\n" : ""));
  }

  private int sync(String... more) {
    String uri = "tracking.uri=http://127.0.0.1:" + server.getAddress().getPort();
    List<String> words = new ArrayList<>(List.of("track", "sync", small.config().toString()));
    small.settings(uri).forEach(setting -> words.addAll(List.of("--set", setting)));
    words.addAll(List.of(more));
    return program.run(words.toArray(new String[0]));
  }

  private boolean sent(String run) {
    return calls.stream()
        .anyMatch(c -> c.startsWith("runs/create") && c.contains("\"" + run + "\""));
  }

  @Test
  void a_line_that_cannot_be_read_is_named_and_holds_up_no_other_run() throws IOException {
    journal("run-1");
    journal("run-2", "{\"event\":\"tag\",\"key\":\"a\",\"value\":\"b\"}", "\0\0 garbage");
    journal("run-3");

    int code = sync();

    assertThat(code).isEqualTo(1);
    assertThat(program.err()).contains("run-2.jsonl, line 3");
    assertThat(program.out())
        .contains("run-1 -> m")
        .contains("run-3 -> m")
        .doesNotContain("run-2 ->");
    assertThat(sent("run-1")).isTrue();
    assertThat(sent("run-2")).isFalse();
    assertThat(sent("run-3")).isTrue();
  }

  @Test
  void programs_are_told_which_journal_it_was() throws IOException {
    journal("run-1", "garbage");

    assertThat(sync("--json")).isEqualTo(1);
    assertThat(Json.readMap("{\"all\":" + program.out() + "}", "out").get("all").toString())
        .contains("run_id=run-1")
        .contains("line 2");
  }

  @Test
  void journals_that_can_all_be_read_are_a_success() throws IOException {
    journal("run-1");

    assertThat(sync()).isZero();
    assertThat(program.err()).doesNotContain("run-1");
  }
}
