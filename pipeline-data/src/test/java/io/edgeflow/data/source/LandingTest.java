package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.config.Secret;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LandingTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path temp;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer server;
  private RunContext context;

  @BeforeEach
  void start() throws IOException {
    context = RunContext.standalone(temp.resolve("w"), 1);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.start();
  }

  @AfterEach
  void stop() {
    never.countDown();
    server.stop(0);
    workers.shutdownNow();
  }

  private HttpSource source(String name, Duration timeout, long maxBytes) {
    URI endpoint =
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "?key=k1");
    return new HttpSource(
        name,
        endpoint,
        HttpAuth.of(Optional.of(new Secret("t0k3n"))),
        Paging.NONE,
        "",
        HttpSource.Body.JSON,
        timeout,
        maxBytes,
        0);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private List<LandedSource> land(DataSource... sources) {
    return Landing.land(List.of(sources), context).sources();
  }

  @Test
  void raw_bytes_of_files_and_endpoints_land_untouched_in_the_order_given() throws IOException {
    Path file = Files.writeString(temp.resolve("a.csv"), "a,label\r\n1,x\r\n");
    server.createContext(
        "/cloud",
        e -> {
          String token = e.getRequestHeaders().getFirst("Authorization");
          answer(e, "Bearer t0k3n".equals(token) ? 200 : 401, "[ {\"a\": 1} ]");
        });

    List<LandedSource> landed = land(source("cloud", SOON, 100), new FileSource("plant", file));

    assertThat(landed).extracting(LandedSource::name).containsExactly("cloud", "plant");
    assertThat(context.artifacts().read(landed.get(0).raw()))
        .asString()
        .isEqualTo("[ {\"a\": 1} ]");
    assertThat(context.artifacts().read(landed.get(1).raw())).isEqualTo(Files.readAllBytes(file));
    assertThat(landed.get(0).origin()).endsWith("/cloud").doesNotContain("k1");
  }

  @Test
  void sources_are_fetched_in_parallel() {
    CountDownLatch both = new CountDownLatch(2);
    for (String name : List.of("one", "two")) {
      server.createContext(
          "/" + name,
          e -> {
            both.countDown();
            try {
              both.await();
            } catch (InterruptedException x) {
              Thread.currentThread().interrupt();
            }
            answer(e, 200, "[]");
          });
    }

    assertThat(land(source("one", SOON, 100), source("two", SOON, 100))).hasSize(2);
  }

  @Test
  void an_answer_other_than_200_is_an_error_without_the_secrets() {
    server.createContext("/s", e -> answer(e, 503, "down"));

    assertThatThrownBy(() -> land(source("s", SOON, 100)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("\"s\"")
        .hasMessageContaining("503")
        .hasMessageNotContaining("t0k3n")
        .hasMessageNotContaining("k1");
  }

  @Test
  void a_redirect_is_not_followed() {
    server.createContext("/other", e -> answer(e, 200, "[]"));
    server.createContext(
        "/s",
        e -> {
          e.getResponseHeaders().set("Location", "/other");
          answer(e, 302, "");
        });

    assertThatThrownBy(() -> land(source("s", SOON, 100))).hasMessageContaining("status 302");
  }

  @Test
  void an_answer_may_be_as_large_as_the_limit_and_no_larger() {
    server.createContext("/s", e -> answer(e, 200, "x".repeat(100_000)));

    assertThat(land(source("s", SOON, 100_000)).get(0).raw().bytes()).isEqualTo(100_000);
    assertThatThrownBy(() -> land(source("s", SOON, 99_999)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("99999")
        .hasMessageContaining("max_mb");
  }

  @Test
  void an_endpoint_that_does_not_answer_in_time_is_an_error() {
    server.createContext("/s", e -> waitForever());

    assertThatThrownBy(() -> land(source("s", Duration.ofMillis(100), 100)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("in time")
        .hasMessageContaining("100 ms");
  }

  @Test
  @Timeout(20)
  void a_body_that_stalls_is_an_error_too() {
    server.createContext(
        "/s",
        e -> {
          e.sendResponseHeaders(200, 1000);
          e.getResponseBody().write(1);
          e.getResponseBody().flush();
          waitForever();
        });

    assertThatThrownBy(() -> land(source("s", Duration.ofMillis(300), 5000)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("in time");
  }

  private void waitForever() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_endpoint_that_nobody_serves_is_an_error() {
    server.stop(0);

    assertThatThrownBy(() -> land(source("s", SOON, 100)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void the_first_failure_in_order_is_thrown_and_the_others_are_kept() {
    server.createContext("/two", e -> answer(e, 500, ""));

    assertThatThrownBy(
            () -> land(new FileSource("one", temp.resolve("no.csv")), source("two", SOON, 100)))
        .hasMessageContaining("no.csv")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void a_relative_path_is_looked_up_beside_the_configuration_file() throws IOException {
    Files.writeString(temp.resolve("a.csv"), "x");
    Path name = Path.of("a.csv");

    List<LandedSource> landed = land(new FileSource("s", name, Optional.of(temp), "key"));

    assertThat(landed.get(0).raw().sha256()).isEqualTo(Sha256.of("x"));
  }

  @Test
  void the_data_version_depends_on_names_bytes_and_order() throws IOException {
    FileSource a = new FileSource("a", Files.writeString(temp.resolve("1"), "1"));
    FileSource b = new FileSource("b", Files.writeString(temp.resolve("2"), "2"));
    FileSource renamed = new FileSource("c", temp.resolve("2"));
    String version = LandedSource.version(land(a, b));

    assertThat(LandedSource.version(land(a, b))).isEqualTo(version);
    assertThat(LandedSource.version(land(b, a))).isNotEqualTo(version);
    assertThat(LandedSource.version(land(a, renamed))).isNotEqualTo(version);
    Files.writeString(temp.resolve("2"), "3");
    assertThat(LandedSource.version(land(a, b))).isNotEqualTo(version);
  }

  @Test
  void a_directory_is_named_as_one() {
    assertThatThrownBy(() -> land(new FileSource("plant", temp)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("is a directory")
        .hasMessageContaining(temp.toString())
        .hasMessageNotContaining("missing");
  }

  @Test
  void a_body_that_ends_before_its_time_is_cut_short() {
    server.createContext(
        "/s",
        e -> {
          e.sendResponseHeaders(200, 1000);
          e.getResponseBody().write("[{\"a\"".getBytes(StandardCharsets.UTF_8));
          e.close();
        });

    assertThatThrownBy(() -> land(source("s", SOON, 5000)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("cut short")
        .hasMessageNotContaining("cannot be reached");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../plant", "a/b", "a\\b", ".", "", "a:b", "-a", "a."})
  void a_name_that_cannot_name_a_file_is_refused(String name) {
    assertThatThrownBy(() -> land(new FileSource(name, temp.resolve("a.csv"))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no file name");
  }

  @ParameterizedTest
  @CsvSource({"ISO-8859-1", "UTF-16", "UTF-16LE"})
  void a_file_in_another_encoding_lands_as_utf8(String encoding) throws IOException {
    Charset charset = Charset.forName(encoding);
    Path file = Files.writeString(temp.resolve("a.csv"), "a,label\n1,é\n", charset);

    List<LandedSource> landed =
        land(new FileSource("s", file, Optional.empty(), "key", charset, ""));

    assertThat(context.artifacts().read(landed.get(0).raw()))
        .isEqualTo("a,label\n1,é\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_file_that_is_not_in_its_encoding_is_an_error() throws IOException {
    Path file = Files.write(temp.resolve("a.csv"), new byte[] {'a', (byte) 0xff});

    assertThatThrownBy(
            () ->
                land(
                    new FileSource(
                        "s", file, Optional.empty(), "key", StandardCharsets.US_ASCII, "")))
        .hasMessageContaining("not a text in its encoding")
        .hasMessageContaining("US-ASCII");
  }

  @Test
  void a_declared_delimiter_makes_another_data_version() throws IOException {
    Path file = Files.writeString(temp.resolve("a.csv"), "a,b;label\n1;x\n");
    FileSource told =
        new FileSource("s", file, Optional.empty(), "key", StandardCharsets.UTF_8, ";");

    assertThat(LandedSource.version(land(told)))
        .isNotEqualTo(LandedSource.version(land(new FileSource("s", file))));
  }
}
