package io.edgeflow.monitor.alert;

import io.edgeflow.core.config.Secret;
import io.edgeflow.core.http.BoundedCall;
import io.edgeflow.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Posts alerts as JSON. Redirects are not followed: an alert goes where it was configured to go.
 * Errors name the kind of failure alone, since the client's own messages may quote the address.
 */
final class HttpChannel implements AlertChannel {
  private final HttpClient client;
  private final Secret address;
  private final Duration timeout;
  private final BiFunction<AlertEvent.Kind, Alert, Object> body;

  private HttpChannel(
      Secret address, Duration timeout, BiFunction<AlertEvent.Kind, Alert, Object> body) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.address = address;
    this.timeout = timeout;
    this.body = body;
  }

  /** A webhook takes {@code {"event": "raised", "alert": {…}}}. */
  static HttpChannel webhook(Secret address, Duration timeout) {
    return new HttpChannel(address, timeout, HttpChannel::webhookBody);
  }

  /** Slack takes {@code {"text": "…"}} with {@code & < >} escaped. */
  static HttpChannel slack(Secret address, Duration timeout) {
    return new HttpChannel(address, timeout, HttpChannel::slackBody);
  }

  @Override
  public void send(AlertEvent.Kind kind, Alert alert) throws IOException, InterruptedException {
    int status = status(Json.bytes(body.apply(kind, alert)));
    if (status < 200 || status > 299) {
      throw new IOException("HTTP status " + status);
    }
  }

  private int status(byte[] message) throws IOException, InterruptedException {
    HttpRequest request = request(message);
    try {
      return BoundedCall.send(client, request, HttpResponse.BodyHandlers.discarding(), timeout)
          .statusCode();
    } catch (HttpTimeoutException e) {
      throw new IOException("no answer within " + timeout.toMillis() + " ms");
    } catch (IOException e) {
      // No cause: it may quote the address.
      throw new IOException(e.getClass().getSimpleName());
    }
  }

  private HttpRequest request(byte[] message) throws IOException {
    try {
      return HttpRequest.newBuilder(URI.create(address.reveal()))
          .header("Content-Type", "application/json; charset=utf-8")
          .POST(HttpRequest.BodyPublishers.ofByteArray(message))
          .build();
    } catch (IllegalArgumentException e) {
      throw new IOException("not an address to post to");
    }
  }

  private static Object webhookBody(AlertEvent.Kind kind, Alert alert) {
    Map<String, Object> message = new TreeMap<>();
    message.put("event", kind.id());
    message.put("alert", alert);
    return message;
  }

  private static Object slackBody(AlertEvent.Kind kind, Alert alert) {
    String text = kind == AlertEvent.Kind.RESOLVED ? "Resolved: " + alert.line() : alert.line();
    return Map.of("text", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }
}
