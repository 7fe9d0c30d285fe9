package io.edgeflow.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;

/**
 * One selector for any number of ports. Jetty's own connector has one port and at least a selector
 * thread of its own, which hundreds of devices in a process would multiply.
 */
final class SharedConnector extends AbstractConnector {
  private static final String[] PROTOCOLS = {"TLSv1.3"};
  private static final int BACKLOG = 1024;
  private static final Duration SWEEP = Duration.ofMillis(250);
  private static final Duration RELEASE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofNanos(100_000);

  private final HttpConnectionFactory http;
  private final Visits visits;
  private final Selectors selectors;
  private final Map<SelectableChannel, Port> ports = new ConcurrentHashMap<>();
  private final Map<Port, Closeable> acceptors = new ConcurrentHashMap<>();

  SharedConnector(Server server, HttpConnectionFactory http, Visits visits) {
    super(server, null, null, null, 0, http);
    this.http = http;
    this.visits = visits;
    this.selectors = new Selectors();
    installBean(selectors, true);
  }

  /** Begins to accept on a bound channel. */
  void listen(Port port) throws IOException {
    port.channel().configureBlocking(false);
    ports.put(port.channel(), port);
    acceptors.put(port, selectors.acceptor(port.channel()));
    awaitRegistered(port, true);
  }

  /** Binds with room for a crowd that comes at once. */
  static ServerSocketChannel bound(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return channel.bind(address, BACKLOG);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  void close(Port port) {
    Closeable acceptor = acceptors.remove(port);
    if (acceptor == null) {
      return;
    }
    IO.close(port.channel());
    // Wakes the selector, which has to let the channel go before the port is free.
    IO.close(acceptor);
    awaitRegistered(port, false);
    ports.remove(port.channel());
    visits.close(visit -> visit.port().equals(port), "the port is closed");
  }

  /** The selector takes channels up and lets them go in its own time, which is soon. */
  private static void awaitRegistered(Port port, boolean wanted) {
    long end = System.nanoTime() + RELEASE.toNanos();
    while (port.channel().isRegistered() != wanted && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  void closeAll() {
    acceptors.keySet().forEach(this::close);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    sweepLater();
  }

  @Override
  protected void accept(int acceptorId) {
    throw new UnsupportedOperationException("The selector accepts");
  }

  @Override
  public Object getTransport() {
    return selectors;
  }

  private void sweepLater() {
    getScheduler()
        .schedule(
            () -> {
              try {
                visits.sweep();
              } finally {
                sweepLater();
              }
            },
            SWEEP.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private Visit visit(EndPoint endPoint, EndPoint talk, Port port) {
    Connection connection = http.newConnection(this, talk);
    talk.setConnection(connection);
    Visit visit = new Visit(endPoint, connection, port);
    ((ConnectionMetaData) connection).setAttribute(Visit.ATTRIBUTE, visit);
    return visit;
  }

  private Connection plain(EndPoint endPoint, Port port) {
    Visit visit = visit(endPoint, endPoint, port);
    came(visit);
    return visit.http();
  }

  private Connection secured(EndPoint endPoint, Port port, SSLContext context) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    engine.setEnabledProtocols(PROTOCOLS);
    // The engine is all there is to configure: no factory of Jetty's own.
    SslConnection secured =
        new SslConnection(getByteBufferPool(), getExecutor(), null, endPoint, engine);
    Visit visit = visit(endPoint, secured.getSslEndPoint(), port);
    secured.addHandshakeListener(
        new SslHandshakeListener() {
          @Override
          public void handshakeSucceeded(Event event) {
            visits.recognized(visit);
          }
        });
    came(visit);
    return secured;
  }

  /** One that was accepted just before its port closed goes with it. */
  private void came(Visit visit) {
    visits.came(visit);
    if (!visit.port().channel().isOpen()) {
      visit.close("the port is closed");
    }
  }

  /** Accepts for every port, and knows which one a connection came by. */
  private final class Selectors extends SelectorManager {
    private Selectors() {
      super(SharedConnector.this.getExecutor(), SharedConnector.this.getScheduler(), 1);
    }

    @Override
    protected @Nullable SelectableChannel doAccept(SelectableChannel server) throws IOException {
      ServerSocketChannel own = (ServerSocketChannel) server;
      for (SocketChannel one = own.accept(); one != null; one = own.accept()) {
        one.configureBlocking(false);
        one.setOption(StandardSocketOptions.TCP_NODELAY, true);
        accept(one, ports.get(server));
      }
      return null;
    }

    @Override
    protected EndPoint newEndPoint(
        SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
      return new SocketChannelEndPoint((SocketChannel) channel, selector, key, getScheduler());
    }

    @Override
    public Connection newConnection(
        SelectableChannel channel, EndPoint endPoint, Object attachment) {
      Port port = (Port) attachment;
      SSLContext tls = port.tls();
      return tls == null ? plain(endPoint, port) : secured(endPoint, port, tls);
    }

    @Override
    protected void endPointOpened(EndPoint endPoint) {
      super.endPointOpened(endPoint);
      onEndPointOpened(endPoint);
    }

    @Override
    protected void endPointClosed(EndPoint endPoint) {
      visits.left(endPoint);
      onEndPointClosed(endPoint);
      super.endPointClosed(endPoint);
    }
  }
}
