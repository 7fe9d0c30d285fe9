package io.edgeflow.monitor.server;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.http.HttpServer;
import io.edgeflow.http.Port;
import io.edgeflow.http.Reply;
import io.edgeflow.http.RequestHandler;
import io.edgeflow.http.ServerLimits;
import io.edgeflow.http.ServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
  private static final Duration EXCHANGE = Duration.ofSeconds(30);

  private final HttpServer server;
  private final ServerConfig config;
  private final StatusView view;
  private final Port port;

  private StatusServer(HttpServer server, InetAddress host, ServerConfig config, StatusView view)
      throws IOException {
    this.server = server;
    this.config = config;
    this.view = view;
    this.port = server.listen(new InetSocketAddress(host, config.port()), null, new Documents());
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
    InetAddress host = host(config);
    HttpServer server = HttpServer.start("edgeflow-status", ServerLimits.documents(EXCHANGE));
    try {
      return new StatusServer(server, host, config, view);
    } catch (IOException e) {
      server.close();
      throw notStarted(config, e);
    }
  }

  /** The page's address. */
  public URI uri() {
    String host = config.host();
    String shown = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + port.port() + "/");
  }

  @Override
  public void close() {
    server.close();
  }

  private static InetAddress host(ServerConfig config) {
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
      return host;
    } catch (UnknownHostException e) {
      throw notStarted(config, e);
    }
  }

  private static PipelineException notStarted(ServerConfig config, IOException cause) {
    String where = config.host() + ":" + config.port();
    if (cause instanceof BindException) {
      return PipelineException.failed("The status server cannot listen on its port")
          .found(String.valueOf(cause.getMessage()))
          .where(where)
          .remedy("stop the program that uses the port, or set monitoring.server.port")
          .cause(cause)
          .build();
    }
    return PipelineException.failed("The status server cannot start")
        .where(where)
        .cause(cause)
        .build();
  }

  /** What is shown, and no to all else. */
  private final class Documents implements RequestHandler {
    @Override
    public Reply answer(ServerRequest request) {
      try {
        return answerTo(request);
      } catch (RuntimeException e) {
        LOG.error("Cannot show {}", request.path(), e);
        return refusal(500, "The status could not be shown; the log says why");
      }
    }

    @Override
    public Reply refusal(int status, String detail) {
      return text(status, "text/plain; charset=utf-8", detail + "\n");
    }

    private Reply answerTo(ServerRequest request) {
      String method = request.method();
      if (!"GET".equals(method) && !"HEAD".equals(method)) {
        return refusal(405, "Only GET is answered");
      }
      if (!hostIsOurs(request.header("Host"))) {
        return refusal(421, "This server answers for " + uri().getAuthority() + " only");
      }
      return switch (request.path()) {
        case "/" -> text(200, "text/html; charset=utf-8", StatusPage.of(view));
        case "/status" -> show(status -> json(StatusJson.status(status, view.activity().get())));
        case "/alerts" -> show(status -> json(StatusJson.alerts(status)));
        case "/metrics" ->
            show(status -> text(200, PrometheusText.CONTENT_TYPE, PrometheusText.of(status)));
        default -> refusal(404, "There is /, /status, /metrics and /alerts");
      };
    }

    private Reply show(Function<FleetStatus, Reply> document) {
      return view.live()
          .get()
          .map(document)
          .orElseGet(() -> refusal(503, "The fleet has not been polled yet"));
    }
  }

  private boolean hostIsOurs(@Nullable String header) {
    if (config.allowRemote()) {
      return true;
    }
    String host = header == null ? "" : header.replaceAll(":\\d+$", "");
    return host.equals(config.host()) || new ServerConfig(host, 0, false).loopback();
  }

  private static Reply json(String body) {
    return text(200, "application/json; charset=utf-8", body);
  }

  private static Reply text(int status, String contentType, String body) {
    return new Reply(
        status,
        Map.of(
            "Content-Type", contentType,
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
        body);
  }
}
