package io.edgeflow.deploy.fleet;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.http.BoundedCall;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.fleet.Answer.Accepted;
import io.edgeflow.deploy.fleet.Answer.Refused;
import io.edgeflow.deploy.wire.Protocol;
import io.edgeflow.deploy.wire.RefusalReply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** One HTTPS call to one device, which has to be the device it is taken for. Thread-safe. */
final class HttpsCaller {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** The largest answer there is, rows of many classes, has a quarter of it. */
  private static final int MAX_ANSWER_BYTES = 16 << 20;

  private static final int OK = 200;

  private final HttpClient http;

  HttpsCaller(SSLContext tls) {
    this.http =
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  static HttpRequest.Builder request(DeploymentTarget target, String path) {
    return HttpRequest.newBuilder(target.uri().resolve(path));
  }

  /**
   * Sends a request once.
   *
   * @param limit until the last byte of the answer
   * @throws IOException if nothing or nothing sensible came back in time
   */
  <T> Answer<T> send(DeploymentTarget target, HttpRequest request, Class<T> type, Duration limit)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        BoundedCall.send(http, request, BoundedCall.bytes(MAX_ANSWER_BYTES), limit);
    try {
      if (response.statusCode() == OK) {
        return new Accepted<>(Protocol.reply(type).read(response.body(), target.uri()));
      }
      RefusalReply reply = Protocol.reply(RefusalReply.class).read(response.body(), target.uri());
      return new Refused<>(reply.error(), reply.detail());
    } catch (PipelineException e) {
      throw new IOException(
          "HTTP " + response.statusCode() + " in another form than ours: " + e.getMessage(), e);
    }
  }
}
