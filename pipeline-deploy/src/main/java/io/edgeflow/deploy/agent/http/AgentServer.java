package io.edgeflow.deploy.agent.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.deploy.agent.device.DeviceAgent;
import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import io.edgeflow.deploy.release.SignedStatement;
import io.edgeflow.deploy.wire.InferRequest;
import io.edgeflow.deploy.wire.Protocol;
import io.edgeflow.deploy.wire.RefusalReply;
import io.edgeflow.deploy.wire.VersionRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device's HTTPS endpoint: it answers clients whose certificate the pinned authority issued for
 * clients, and to nobody else.
 */
public final class AgentServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentServer.class);
  private static final int MAX_REQUEST_BYTES = 32 << 20;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int BACKLOG = 64;
  private static final int OK = 200;

  private final HttpsServer server;
  private final DeviceAgent agent;
  private final Map<String, Answer> answers;

  private AgentServer(HttpsServer server, DeviceAgent agent) {
    this.server = server;
    this.agent = agent;
    this.answers =
        Map.of(
            "GET " + Protocol.STATUS, exchange -> agent.status(),
            "GET " + Protocol.HEALTH, exchange -> agent.health(),
            "GET " + Protocol.TELEMETRY, exchange -> agent.telemetry(),
            "POST " + Protocol.STAGE, this::stage,
            "POST " + Protocol.ACTIVATE, e -> agent.activate(command(e)),
            "POST " + Protocol.ACCEPT, e -> agent.accept(command(e)),
            "POST " + Protocol.ROLLBACK, e -> agent.rollback(command(e)),
            "POST " + Protocol.INFER, e -> agent.infer(body(e, InferRequest.class)));
  }

  @FunctionalInterface
  private interface Answer {
    Object to(HttpExchange exchange) throws RefusedException, IOException, InterruptedException;
  }

  /**
   * Opens a port; 0 takes a free one.
   *
   * @param workers answers requests; its number of threads bounds how many at once
   */
  public static AgentServer start(
      DeviceAgent agent, SSLContext tls, InetSocketAddress address, Executor workers) {
    try {
      HttpsServer server = HttpsServer.create(address, BACKLOG);
      server.setHttpsConfigurator(new MutualTls(tls));
      server.setExecutor(workers);
      AgentServer started = new AgentServer(server, agent);
      server.createContext("/", started::handle);
      server.start();
      return started;
    } catch (IOException e) {
      throw PipelineException.failed("Cannot open the agent's port")
          .where(address)
          .remedy("give another --port, or 0 for a free one")
          .cause(e)
          .build();
    }
  }

  /** The port it listens on, also when a free one was asked for. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    agent.close();
  }

  private static final class MutualTls extends HttpsConfigurator {
    private MutualTls(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters tls = getSSLContext().getDefaultSSLParameters();
      tls.setNeedClientAuth(true);
      parameters.setSSLParameters(tls);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = OK;
      Object reply;
      try {
        reply = route(exchange).to(exchange);
      } catch (RefusedException e) {
        status = HttpStatus.of(e.refusal());
        reply = new RefusalReply(e.refusal(), e.detail());
      } catch (InterruptedException | RuntimeException e) {
        LOG.error("{} failed", exchange.getRequestURI(), e);
        status = HttpStatus.of(Refusal.INTERNAL_ERROR);
        reply = new RefusalReply(Refusal.INTERNAL_ERROR, "see the agent's log");
      }
      send(exchange, status, Json.bytes(reply));
    }
  }

  private Answer route(HttpExchange exchange) throws RefusedException {
    String wanted = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    String newer = Protocol.REFUSED.get(exchange.getRequestURI().getPath());
    if (newer != null) {
      throw new RefusedException(
          Refusal.NOT_FOUND, wanted + " is of an older protocol; this agent speaks " + newer);
    }
    Answer answer = answers.get(wanted);
    if (answer == null) {
      throw new RefusedException(Refusal.NOT_FOUND, wanted);
    }
    return answer;
  }

  private Object stage(HttpExchange exchange)
      throws RefusedException, IOException, InterruptedException {
    SignedStatement signed =
        new SignedStatement(
            header(exchange, Protocol.STATEMENT_HEADER),
            header(exchange, Protocol.SIGNATURE_HEADER));
    return agent.stage(signed, sequence(exchange), exchange.getRequestBody());
  }

  private static VersionRequest command(HttpExchange exchange)
      throws RefusedException, IOException {
    return body(exchange, VersionRequest.class);
  }

  private static long sequence(HttpExchange exchange) throws RefusedException {
    String value = exchange.getRequestHeaders().getFirst(Protocol.SEQUENCE_HEADER);
    try {
      return Long.parseLong(String.valueOf(value));
    } catch (NumberFormatException e) {
      throw new RefusedException(
          Refusal.BAD_REQUEST, Protocol.SEQUENCE_HEADER + " is no number: " + value, e);
    }
  }

  private static <T> T body(HttpExchange exchange, Class<T> type)
      throws RefusedException, IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES + 1);
    if (bytes.length > MAX_REQUEST_BYTES) {
      throw new RefusedException(Refusal.TOO_LARGE, "at most " + MAX_REQUEST_BYTES + " bytes");
    }
    try {
      return Json.read(bytes, type, exchange.getRequestURI());
    } catch (PipelineException e) {
      throw new RefusedException(Refusal.BAD_REQUEST, String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] header(HttpExchange exchange, String name) throws RefusedException {
    String value = exchange.getRequestHeaders().getFirst(name);
    try {
      return Base64.getDecoder().decode(value == null ? "" : value);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Refusal.BAD_REQUEST, name + " is not Base64", e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] reply) throws IOException {
    drain(exchange.getRequestBody());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, reply.length);
    exchange.getResponseBody().write(reply);
  }

  /** A refused upload is read on for a while, so that its sender gets to read the refusal. */
  private static void drain(InputStream rest) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int drained = 0;
    // Not skip(): the server's stream hands that to the connection, past the end of the body.
    for (int n = rest.read(buffer); n >= 0 && drained < MAX_REQUEST_BYTES; n = rest.read(buffer)) {
      drained += n;
    }
  }
}
