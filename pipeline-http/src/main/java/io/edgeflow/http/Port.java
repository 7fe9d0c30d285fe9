package io.edgeflow.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An open port of a server. Thread-safe. */
public final class Port implements AutoCloseable {
  private final SharedConnector connector;
  private final ServerSocketChannel channel;
  private final InetSocketAddress address;
  private final @Nullable SSLContext tls;
  private final RequestHandler handler;

  Port(
      SharedConnector connector,
      ServerSocketChannel channel,
      @Nullable SSLContext tls,
      RequestHandler handler)
      throws IOException {
    this.connector = connector;
    this.channel = channel;
    this.address = (InetSocketAddress) channel.getLocalAddress();
    this.tls = tls;
    this.handler = handler;
  }

  /** The port it listens on, also when a free one was asked for. */
  public int port() {
    return address.getPort();
  }

  /** Closes the port, which is free then, and its connections; others of the server go on. */
  @Override
  public void close() {
    connector.close(this);
  }

  ServerSocketChannel channel() {
    return channel;
  }

  @Nullable SSLContext tls() {
    return tls;
  }

  RequestHandler handler() {
    return handler;
  }
}
