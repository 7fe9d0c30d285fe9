package io.edgeflow.http;

import java.io.IOException;

/** What a server answers. Thread-safe: called for several requests at a time. */
public interface RequestHandler {
  /**
   * Whether a request is answered at once, without its body and without waiting for anybody. The
   * rest is left to the server's workers, whose number is bounded.
   */
  default boolean isImmediate(String method, String path) {
    return "GET".equals(method) || "HEAD".equals(method);
  }

  /**
   * Answers a request.
   *
   * @throws IOException if the request cannot be read
   */
  Reply answer(ServerRequest request) throws IOException, InterruptedException;

  /**
   * The form of a refusal that the server makes itself: of what is no request, of headers that are
   * too large (431), of one that comes too slowly (408), while it is too busy (503).
   *
   * @param status of HTTP (RFC 9110)
   * @param detail one sentence
   */
  Reply refusal(int status, String detail);
}
