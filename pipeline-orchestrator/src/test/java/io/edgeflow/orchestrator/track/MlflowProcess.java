package io.edgeflow.orchestrator.track;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real MLflow server on loopback, with everything it keeps in one folder. */
final class MlflowProcess implements AutoCloseable {
  private static final int TRIES = 600;

  private final Process process;
  private final URI uri;

  private MlflowProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts the server named by EDGEFLOW_MLFLOW; without one, the test is skipped. */
  static MlflowProcess start(Path folder) throws IOException, InterruptedException {
    String executable = System.getenv("EDGEFLOW_MLFLOW");
    Assumptions.assumeTrue(
        executable != null && Files.isExecutable(Path.of(executable)),
        "no MLflow server to test against: set EDGEFLOW_MLFLOW to an mlflow executable");
    int port = freePort();
    Path log = folder.resolve("server.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                executable,
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--workers",
                "1",
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("mlflow.db"),
                "--artifacts-destination",
                folder.resolve("artifacts").toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
    builder.environment().put("DO_NOT_TRACK", "true");
    MlflowProcess server =
        new MlflowProcess(builder.start(), URI.create("http://127.0.0.1:" + port));
    server.await(log);
    return server;
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(Path log) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(uri.resolve("/health")).build();
    for (int i = 0; i < TRIES; i++) {
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
          throw new IOException("The MLflow server ended:\n" + Files.readString(log), e);
        }
      }
    }
    close();
    throw new IOException("The MLflow server does not start:\n" + Files.readString(log));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
