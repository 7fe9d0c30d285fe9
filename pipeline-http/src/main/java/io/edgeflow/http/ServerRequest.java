package io.edgeflow.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose head is complete and whose body may still be on its way. Not thread-safe. */
public final class ServerRequest {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Request request;
  private final PacedStream body;
  private final BodyMemory.Share memory;

  ServerRequest(Request request, ServerLimits limits, BodyMemory.Share memory) {
    this.request = request;
    this.body = new PacedStream(Content.Source.asInputStream(request), limits.stall());
    this.memory = memory;
  }

  /** Its method, in capitals. */
  public String method() {
    return request.getMethod();
  }

  /** The path that it asks for, without query. */
  public String path() {
    return path(request);
  }

  static String path(Request request) {
    return String.valueOf(request.getHttpURI().getDecodedPath());
  }

  /** The first value of a header; null where it has none of that name. */
  public @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /** Its body, to be read piece by piece; fails when the body comes too slowly. */
  public InputStream stream() {
    return body;
  }

  /**
   * Its whole body; waits while the bodies of others fill the memory that there is for all.
   *
   * @return empty if it is longer than allowed
   * @throws IOException if it comes too slowly or not in full, or there is no room for it
   */
  public Optional<byte[]> body(int maxBytes) throws IOException, InterruptedException {
    long announced = request.getLength();
    if (announced > maxBytes) {
      return Optional.empty();
    }
    memory.take(announced < 0 ? maxBytes : (int) announced);
    byte[] bytes = body.readNBytes(maxBytes + 1);
    return bytes.length > maxBytes ? Optional.empty() : Optional.of(bytes);
  }

  /** A refused upload is read on for a while, so that its sender gets to read the refusal. */
  void drain(int maxBytes) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int drained = 0;
    // Not skip(), which may give up before the end.
    for (int n = body.read(buffer); n >= 0 && drained < maxBytes; n = body.read(buffer)) {
      drained += n;
    }
  }
}
