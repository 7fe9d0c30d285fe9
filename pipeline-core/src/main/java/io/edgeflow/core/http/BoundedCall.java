package io.edgeflow.core.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls with an end. The JDK's client bounds neither an answer's bytes nor the time until its last
 * one: {@link HttpRequest.Builder#timeout} ends with the headers. Thread-safe.
 */
public final class BoundedCall {
  private BoundedCall() {}

  /**
   * Sends a request and takes the whole answer.
   *
   * @param limit from the first to the last byte; then the connection is closed
   * @throws HttpTimeoutException if the answer was not complete in time
   * @throws BodyTooLargeException if the handler is one of {@link #atMost} and the body too large
   * @throws IOException if nothing came back, or not in full
   */
  public static <T> HttpResponse<T> send(
      HttpClient client, HttpRequest request, BodyHandler<T> handler, Duration limit)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
    try {
      return answer.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no complete answer within " + limit.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      // Closes the connection when the answer is not complete, and does nothing when it is.
      answer.cancel(true);
    }
  }

  /** Takes a body as bytes, as long as there are not too many. */
  public static BodyHandler<byte[]> bytes(long maxBytes) {
    return atMost(maxBytes, BodyHandlers.ofByteArray());
  }

  /** Takes a body as another handler does, as long as it has not too many bytes. */
  public static <T> BodyHandler<T> atMost(long maxBytes, BodyHandler<T> handler) {
    return head -> new BoundedBody<>(handler.apply(head), maxBytes);
  }
}
