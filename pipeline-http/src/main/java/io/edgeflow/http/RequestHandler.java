package io.edgeflow.http;

import java.io.IOException;

/** What a server answers. Thread-safe: called for several requests at a time. */
public interface RequestHandler {
  /**
   * Answers a request. GET and HEAD have to be answered soon and without waiting for others; the
   * rest runs on the server's workers.
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
