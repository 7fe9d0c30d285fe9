package io.edgeflow.orchestrator.track;

import io.edgeflow.core.config.Secret;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.http.BoundedCall;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.thread.Interrupts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/**
 * An MLflow server: its Java client for everything but files, which that client would send through
 * a Python process. They go straight to the server's artifact proxy.
 */
final class MlflowServer implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration UPLOAD = Duration.ofMinutes(5);
  private static final int MAX_ANSWER_BYTES = 1 << 20;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final URI uri;
  private final Optional<Secret> token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final MlflowClient client;

  MlflowServer(URI uri, Optional<Secret> token) {
    this.uri = uri;
    this.token = token;
    this.client =
        new MlflowClient(
            token
                .map(secret -> new BasicMlflowHostCreds(uri.toString(), secret.reveal()))
                .orElseGet(() -> new BasicMlflowHostCreds(uri.toString())));
  }

  MlflowClient client() {
    return client;
  }

  /**
   * The experiment of a name, deleted ones too. Asked without the client, which would try again and
   * warn of rate limits when there is none.
   *
   * @throws PipelineException if there is no MLflow server, or it does not let us in
   */
  Optional<Found> experiment(String name) {
    String query = URLEncoder.encode(name, StandardCharsets.UTF_8);
    HttpRequest request =
        request("/api/2.0/mlflow/experiments/get-by-name?experiment_name=" + query).GET().build();
    HttpResponse<byte[]> answer = send(request, ANSWER);
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    int status = answer.statusCode();
    if (status == NOT_FOUND && text.contains("RESOURCE_DOES_NOT_EXIST")) {
      return Optional.empty();
    }
    if (status == OK
        && Json.readMap(text, uri).get("experiment") instanceof Map<?, ?> found
        && found.get("experiment_id") instanceof String id) {
      return Optional.of(new Found(id, "deleted".equals(found.get("lifecycle_stage"))));
    }
    throw PipelineException.failed("The MLflow server does not let us in, or is none")
        .found("HTTP status " + status)
        .where(uri)
        .remedy("check tracking.uri and tracking.token")
        .build();
  }

  /** An experiment on the server. */
  record Found(String id, boolean deleted) {}

  /**
   * Sends a file below a run's artifact folder.
   *
   * @param root the run's artifact address, {@code mlflow-artifacts:/<experiment>/<run>/artifacts}
   * @throws PipelineException if the server keeps artifacts where it is no proxy for them
   */
  void put(String root, String name, Path file) throws IOException {
    URI folder = URI.create(root);
    if (!"mlflow-artifacts".equals(folder.getScheme())) {
      throw PipelineException.failed("The MLflow server takes no files over HTTP")
          .found(folder.getScheme() + " artifact store")
          .where(uri)
          .remedy("start it with --serve-artifacts, and use a new experiment")
          .build();
    }
    String path = encoded(folder.getPath() + "/" + name);
    HttpRequest request =
        request("/api/2.0/mlflow-artifacts/artifacts" + path)
            .header("Content-Type", "application/octet-stream")
            .PUT(HttpRequest.BodyPublishers.ofFile(file))
            .build();
    int status = send(request, UPLOAD).statusCode();
    if (status / 100 != 2) {
      throw PipelineException.failed("The MLflow server did not take a file")
          .found("HTTP status " + status)
          .where(name)
          .build();
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri + path));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
    return request;
  }

  private HttpResponse<byte[]> send(HttpRequest request, Duration limit) {
    try {
      return BoundedCall.send(http, request, BoundedCall.bytes(MAX_ANSWER_BYTES), limit);
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while sending to MLflow");
    } catch (IOException e) {
      throw PipelineException.failed("The MLflow server does not answer")
          .found(e.getClass().getSimpleName())
          .where(uri)
          .remedy("start it, or check tracking.uri")
          .cause(e)
          .build();
    }
  }

  private static String encoded(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
