package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.run.RunContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kinds of sources have in common that ask an endpoint. */
abstract class HttpProviderContract extends DataSourceProviderContract {
  private static final byte[] ANSWER =
      "[{\"a\": 1, \"label\": \"x\"}, {\"a\": 2, \"label\": \"y\"}]"
          .getBytes(StandardCharsets.UTF_8);

  private HttpServer server;

  @BeforeEach
  final void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/records",
        exchange -> {
          exchange.sendResponseHeaders(200, ANSWER.length);
          exchange.getResponseBody().write(ANSWER);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  final void stop() {
    server.stop(0);
  }

  @Override
  Map<String, ?> working(Path folder) {
    return Map.of("endpoint", url("/records"));
  }

  @Override
  Map<String, ?> others() {
    Map<String, Object> others = new HashMap<>(nowhere());
    others.put("records", "/data/items");
    others.put("username", "me-myself");
    others.put("password", "hunter3");
    return others;
  }

  @Override
  Map<String, ?> nowhere() {
    return Map.of(
        "endpoint",
        url("/nowhere?key=k1"),
        "token",
        "hunter2",
        "timeout",
        20.5,
        "max_mb",
        7,
        "retries",
        1,
        "paging",
        Map.of("type", "link"),
        "format",
        "json_lines");
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Test
  void nothing_is_asked_when_the_steps_time_is_over() {
    RunContext late =
        RunContext.standalone(folder().resolve("late"), 1)
            .within(
                () -> {
                  throw new IllegalStateException("over");
                });
    DataSource source = source(working(folder())).orElseThrow();

    assertThatThrownBy(() -> source.fetch(folder().resolve("answer"), late)).hasMessage("over");
    assertThat(folder().resolve("answer")).doesNotExist();
  }

  @Test
  void an_endpoint_that_cannot_be_asked_is_refused() {
    assertRefused(Map.of("endpoint", "ftp://host/x"), "must start with http:// or https://");
    assertRefused(Map.of("endpoint", "no url"), "must be a URL such as https://host/path");
    assertRefused(Map.of("endpoint", "https://me:pw@host"), "must not hold a user name");
    assertRefused(Map.of("endpoint", "http://host", "token", "t"), "must be https: a token");
    assertRefused(
        Map.of("endpoint", "http://host", "username", "u", "password", "p"), "must be https");
    assertRefused(
        Map.of("endpoint", "https://host", "token", "t", "password", "p"), "give either a token");
  }

  private void assertRefused(Map<String, ?> keys, String message) {
    assertThat(source(keys)).isEmpty();
    assertThat(problems().all())
        .extracting(Problems.Problem::message)
        .anyMatch(problem -> problem.startsWith(message));
  }
}
