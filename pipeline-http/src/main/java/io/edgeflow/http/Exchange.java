package io.edgeflow.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer. */
final class Exchange implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int TIMEOUT = 408;
  private static final int ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private final RequestHandler handler;
  private final ServerLimits limits;
  private final BodyMemory memory;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final boolean mayWait;

  /**
   * Prepares an answer.
   *
   * @param mayWait whether its thread may wait for the rest of a body that nobody read
   */
  Exchange(
      RequestHandler handler,
      ServerLimits limits,
      BodyMemory memory,
      Request request,
      Response response,
      Callback callback,
      boolean mayWait) {
    this.handler = handler;
    this.limits = limits;
    this.memory = memory;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.mayWait = mayWait;
  }

  @Override
  public void run() {
    try (BodyMemory.Share share = memory.share()) {
      ServerRequest asked = new ServerRequest(request, limits, share);
      Reply reply = reply(asked);
      if (mayWait) {
        asked.drain(limits.bodyBytes());
      }
      write(reply, response, callback);
    } catch (IOException e) {
      LOG.debug("A request did not come in full", e);
      refuse(TIMEOUT, "the request did not come in full: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refuse(UNAVAILABLE, "the server stops");
    } catch (RuntimeException e) {
      LOG.error("{} failed", request.getHttpURI().getDecodedPath(), e);
      refuse(ERROR, "see the log");
    }
  }

  private Reply reply(ServerRequest asked) throws IOException, InterruptedException {
    try {
      return handler.answer(asked);
    } catch (BodyMemory.Full e) {
      return handler.refusal(UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  /** Says no and closes the connection, on which a part of the body may still be coming. */
  void refuse(int status, String detail) {
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    write(handler.refusal(status, detail), response, callback);
  }

  /** Does not wait for the receiver. */
  static void write(Reply reply, Response response, Callback callback) {
    byte[] body = reply.text().getBytes(StandardCharsets.UTF_8);
    response.setStatus(reply.status());
    reply.headers().forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
