package io.edgeflow.monitor.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.thread.DaemonThreads;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a fleet's status over HTTP, read-only: {@code /} is a page for people, {@code /status} and
 * {@code /alerts} are JSON, {@code /metrics} is Prometheus' text format. On a loopback address only
 * requests that name a loopback host are answered, so that no web page of another site can read it
 * through a name that it points here. Thread-safe.
 */
public final class StatusServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads;
  private final ServerConfig config;
  private final StatusView view;

  private StatusServer(
      HttpServer server, ExecutorService threads, ServerConfig config, StatusView view) {
    this.server = server;
    this.threads = threads;
    this.config = config;
    this.view = view;
  }

  /**
   * Starts listening.
   *
   * @param source asked for the latest status at each request; empty before the first poll
   * @throws PipelineException if the port is taken, or the host can be reached by other machines
   *     and that is not allowed
   */
  public static StatusServer start(ServerConfig config, Supplier<Optional<FleetStatus>> source) {
    return start(config, StatusView.of(source));
  }

  /**
   * Starts listening. The page is never empty: before the first poll it shows what was known.
   *
   * @throws PipelineException as {@link #start(ServerConfig, Supplier)}
   */
  public static StatusServer start(ServerConfig config, StatusView view) {
    HttpServer http = bind(config);
    ExecutorService threads =
        Executors.newFixedThreadPool(THREADS, DaemonThreads.named("edgeflow-status"));
    StatusServer server = new StatusServer(http, threads, config, view);
    http.setExecutor(threads);
    http.createContext("/", server::answer);
    http.start();
    return server;
  }

  /** The page's address. */
  public URI uri() {
    String host = config.host();
    String shown = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + server.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer bind(ServerConfig config) {
    try {
      InetAddress host = InetAddress.getByName(config.host());
      if (!config.allowRemote() && !host.isLoopbackAddress()) {
        throw PipelineException.config("The status server may listen on loopback only")
            .found(config.host())
            .limit("127.0.0.1")
            .where("monitoring.server.host")
            .remedy("use 127.0.0.1, or set monitoring.server.allow_remote: true")
            .build();
      }
      return HttpServer.create(new InetSocketAddress(host, config.port()), 0);
    } catch (BindException e) {
      throw PipelineException.failed("The status server cannot listen on its port")
          .found(String.valueOf(e.getMessage()))
          .where(config.host() + ":" + config.port())
          .remedy("stop the program that uses the port, or set monitoring.server.port")
          .cause(e)
          .build();
    } catch (IOException e) {
      throw PipelineException.failed("The status server cannot start")
          .where(config.host() + ":" + config.port())
          .cause(e)
          .build();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answerTo(exchange);
      } catch (RuntimeException e) {
        LOG.error("Cannot show {}", exchange.getRequestURI().getPath(), e);
        answer = Answer.problem(500, "The status could not be shown; the log says why");
      }
      send(exchange, answer);
    }
  }

  private Answer answerTo(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    if (!"GET".equals(method) && !"HEAD".equals(method)) {
      return Answer.problem(405, "Only GET is answered");
    }
    if (!hostIsOurs(exchange.getRequestHeaders().getFirst("Host"))) {
      return Answer.problem(421, "This server answers for " + uri().getAuthority() + " only");
    }
    return switch (exchange.getRequestURI().getPath()) {
      case "/" -> Answer.html(StatusPage.of(view));
      case "/status" ->
          show(status -> Answer.json(StatusJson.status(status, view.activity().get())));
      case "/alerts" -> show(status -> Answer.json(StatusJson.alerts(status)));
      case "/metrics" ->
          show(status -> new Answer(200, PrometheusText.CONTENT_TYPE, PrometheusText.of(status)));
      default -> Answer.problem(404, "There is /, /status, /metrics and /alerts");
    };
  }

  private Answer show(Function<FleetStatus, Answer> document) {
    return view.live()
        .get()
        .map(document)
        .orElseGet(() -> Answer.problem(503, "The fleet has not been polled yet"));
  }

  private boolean hostIsOurs(@Nullable String header) {
    if (config.allowRemote()) {
      return true;
    }
    String host = header == null ? "" : header.replaceAll(":\\d+$", "");
    return host.equals(config.host()) || new ServerConfig(host, 0, false).loopback();
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    if ("HEAD".equals(exchange.getRequestMethod())) {
      exchange.sendResponseHeaders(answer.status(), -1);
    } else {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private record Answer(int status, String contentType, String body) {
    static Answer html(String body) {
      return new Answer(200, "text/html; charset=utf-8", body);
    }

    static Answer json(String body) {
      return new Answer(200, "application/json; charset=utf-8", body);
    }

    static Answer problem(int status, String message) {
      return new Answer(status, "text/plain; charset=utf-8", message + "\n");
    }
  }
}
