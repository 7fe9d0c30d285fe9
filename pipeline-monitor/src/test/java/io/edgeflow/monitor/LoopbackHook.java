package io.edgeflow.monitor;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server that takes what is posted to it. */
public final class LoopbackHook implements AutoCloseable {
  public final List<String> bodies = new CopyOnWriteArrayList<>();
  public final List<String> contentTypes = new CopyOnWriteArrayList<>();
  public volatile int status = 204;
  private final HttpServer server;

  public LoopbackHook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            contentTypes.add(exchange.getRequestHeaders().getFirst("Content-Type"));
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (status == 302) {
              exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
  }

  /** The address, with a token that nobody may see. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/T0KEN";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
