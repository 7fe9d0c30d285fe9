package io.edgeflow.http;

import java.util.Map;

/**
 * An answer.
 *
 * @param status of HTTP (RFC 9110)
 * @param headers its headers, {@code Content-Type} among them
 * @param text its body, sent as UTF-8
 */
public record Reply(int status, Map<String, String> headers, String text) {
  /** Copies the headers. */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** An answer with one header. */
  public static Reply of(int status, String contentType, String text) {
    return new Reply(status, Map.of("Content-Type", contentType), text);
  }
}
