package io.edgeflow.deploy.agent.http;

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
import io.edgeflow.http.HttpServer;
import io.edgeflow.http.Port;
import io.edgeflow.http.Reply;
import io.edgeflow.http.RequestHandler;
import io.edgeflow.http.ServerLimits;
import io.edgeflow.http.ServerRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device's HTTPS endpoint: it answers clients whose certificate the pinned authority issued for
 * clients, and to nobody else.
 */
public final class AgentServer implements AutoCloseable, RequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AgentServer.class);
  private static final int MAX_REQUEST_BYTES = 32 << 20;
  private static final int OK = 200;

  /** A manager waits three minutes for an upload, its checks and its trial; this is beyond that. */
  private static final Duration EXCHANGE = Duration.ofMinutes(4);

  private final DeviceAgent agent;
  private final Port port;
  private final Map<String, Answer> answers;

  private AgentServer(
      DeviceAgent agent, SSLContext tls, InetSocketAddress address, HttpServer server)
      throws IOException {
    this.agent = agent;
    this.answers =
        Map.of(
            "GET " + Protocol.STATUS, request -> agent.status(),
            "GET " + Protocol.HEALTH, request -> agent.health(),
            "GET " + Protocol.TELEMETRY, request -> agent.telemetry(),
            "POST " + Protocol.STAGE, this::stage,
            "POST " + Protocol.ACTIVATE, request -> agent.activate(command(request)),
            "POST " + Protocol.ACCEPT, request -> agent.accept(command(request)),
            "POST " + Protocol.ROLLBACK, request -> agent.rollback(command(request)),
            "POST " + Protocol.INFER, request -> agent.infer(body(request, InferRequest.class)));
    this.port = server.listen(address, tls, this);
  }

  @FunctionalInterface
  private interface Answer {
    Object to(ServerRequest request) throws RefusedException, IOException, InterruptedException;
  }

  /** The threads and limits that all devices of a process share. */
  public static HttpServer shared() {
    return HttpServer.start("agent", ServerLimits.uploads(EXCHANGE, MAX_REQUEST_BYTES));
  }

  /**
   * Opens a port; 0 takes a free one.
   *
   * @param server as {@link #shared} gives it
   */
  public static AgentServer start(
      DeviceAgent agent, SSLContext tls, InetSocketAddress address, HttpServer server) {
    try {
      return new AgentServer(agent, tls, address, server);
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
    return port.port();
  }

  @Override
  public void close() {
    port.close();
    agent.close();
  }

  /** Health and telemetry wait for the rows that the model is answering; the status does not. */
  @Override
  public boolean isImmediate(String method, String path) {
    return method.equals("GET")
        && !path.equals(Protocol.HEALTH)
        && !path.equals(Protocol.TELEMETRY);
  }

  @Override
  public Reply answer(ServerRequest request) throws IOException {
    try {
      return json(OK, route(request).to(request));
    } catch (RefusedException e) {
      return json(HttpStatus.of(e.refusal()), new RefusalReply(e.refusal(), e.detail()));
    } catch (InterruptedException | RuntimeException e) {
      LOG.error("{} failed", request.path(), e);
      return refusal(HttpStatus.of(Refusal.INTERNAL_ERROR), "see the agent's log");
    }
  }

  @Override
  public Reply refusal(int status, String detail) {
    return json(status, new RefusalReply(HttpStatus.refusal(status), detail));
  }

  private static Reply json(int status, Object reply) {
    return Reply.of(status, "application/json", Json.text(reply));
  }

  private Answer route(ServerRequest request) throws RefusedException {
    String wanted = request.method() + " " + request.path();
    String newer = Protocol.REFUSED.get(request.path());
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

  private Object stage(ServerRequest request)
      throws RefusedException, IOException, InterruptedException {
    SignedStatement signed =
        new SignedStatement(
            header(request, Protocol.STATEMENT_HEADER), header(request, Protocol.SIGNATURE_HEADER));
    return agent.stage(signed, sequence(request), request.stream());
  }

  private static VersionRequest command(ServerRequest request)
      throws RefusedException, IOException, InterruptedException {
    return body(request, VersionRequest.class);
  }

  private static long sequence(ServerRequest request) throws RefusedException {
    @Nullable String value = request.header(Protocol.SEQUENCE_HEADER);
    try {
      return Long.parseLong(value == null ? "" : value);
    } catch (NumberFormatException e) {
      throw new RefusedException(
          Refusal.BAD_REQUEST, Protocol.SEQUENCE_HEADER + " is no number: " + value, e);
    }
  }

  private static <T> T body(ServerRequest request, Class<T> type)
      throws RefusedException, IOException, InterruptedException {
    byte[] bytes =
        request
            .body(MAX_REQUEST_BYTES)
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.TOO_LARGE, "at most " + MAX_REQUEST_BYTES + " bytes"));
    try {
      return Json.read(bytes, type, request.path());
    } catch (PipelineException e) {
      throw new RefusedException(Refusal.BAD_REQUEST, String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] header(ServerRequest request, String name) throws RefusedException {
    String value = request.header(name);
    try {
      return Base64.getDecoder().decode(value == null ? "" : value);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(Refusal.BAD_REQUEST, name + " is not Base64", e);
    }
  }
}
