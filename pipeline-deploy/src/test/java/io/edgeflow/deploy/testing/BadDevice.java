package io.edgeflow.deploy.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.deploy.trust.DeviceIdentity;
import io.edgeflow.deploy.trust.KeyFolder;
import io.edgeflow.deploy.wire.DeviceStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocket;

/** A device with the right certificate and the wrong manners. */
public final class BadDevice implements AutoCloseable {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SSLServerSocket server;
  private final String id;
  private final Manners manners;

  /** What it does to whoever asks. */
  public enum Manners {
    /** Accepts and never answers. */
    MUTE,
    /** Its answer never ends. */
    ENDLESS,
    /** Its answer stops in the middle. */
    STALLED,
    /** Tells its status, and takes a release without ever answering. */
    MUTE_ON_DELIVERY
  }

  public BadDevice(String id, Path folder, KeyFolder keys, Manners manners) throws IOException {
    this.id = id;
    this.manners = manners;
    keys.provision(id, folder.resolve(id));
    this.server =
        (SSLServerSocket)
            DeviceIdentity.read(folder.resolve(id))
                .serverTls()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(true);
    threads.execute(this::accept);
  }

  public DeploymentTarget target() {
    return new DeploymentTarget(id, URI.create("https://127.0.0.1:" + server.getLocalPort()));
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      }
    } catch (IOException closed) {
      threads.shutdown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("GET")) {
          answer(socket.getOutputStream());
        }
      }
    } catch (IOException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(OutputStream out) throws IOException {
    switch (manners) {
      case MUTE -> out.flush();
      case STALLED -> write(out, HEAD + "Content-Length: 100\r\n\r\n{\"device_id\": \"");
      case ENDLESS -> {
        write(out, HEAD + "\r\n{\"device_id\": \"");
        while (true) {
          write(out, "x".repeat(1 << 14));
        }
      }
      case MUTE_ON_DELIVERY -> {
        String status =
            Json.text(
                new DeviceStatus(
                    id, null, 0, 0, 0, List.of(Format.values()), Optional.empty(), "", null));
        write(out, HEAD + "Content-Length: " + status.length() + "\r\n\r\n" + status);
      }
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }
}
