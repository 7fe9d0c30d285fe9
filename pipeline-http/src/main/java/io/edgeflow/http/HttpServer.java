package io.edgeflow.http;

import io.edgeflow.core.thread.DaemonThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP/1.1, over TLS 1.3 alone where there is TLS, on any number of ports, which share their
 * threads and limits: how many threads there are depends on neither ports nor connections. A
 * connection that is silent, slow or half-open holds none. Thread-safe.
 *
 * <pre>{@code
 * try (HttpServer server = HttpServer.start("status", limits);
 *     Port port = server.listen(address, null, handler)) {
 *   …
 * }
 * }</pre>
 */
public final class HttpServer implements AutoCloseable {
  private static final int MAX_THREADS = 16;
  private static final int MIN_THREADS = 3;
  private static final int WORKERS = 16;
  private static final int WAITING = 256;
  private static final Duration IDLE_THREAD = Duration.ofSeconds(20);
  private static final Duration ROOM = Duration.ofSeconds(10);

  private final Server jetty;
  private final SharedConnector connector;
  private final ThreadPoolExecutor workers;

  private HttpServer(Server jetty, SharedConnector connector, ThreadPoolExecutor workers) {
    this.jetty = jetty;
    this.connector = connector;
    this.workers = workers;
  }

  /**
   * Starts the threads; nothing listens yet.
   *
   * @param name of the threads
   */
  public static HttpServer start(String name, ServerLimits limits) {
    Server jetty =
        new Server(
            threads(name),
            new ScheduledExecutorScheduler(name + "-clock", true),
            new ArrayByteBufferPool());
    Visits visits = new Visits(limits);
    SharedConnector connector = new SharedConnector(jetty, http(limits), visits);
    ThreadPoolExecutor workers = workers(name);
    jetty.addConnector(connector);
    jetty.setHandler(new Dispatcher(visits, workers, new BodyMemory(limits.bodyBytes(), ROOM)));
    jetty.setErrorHandler(Dispatcher::refuse);
    LifeCycle.start(jetty);
    return new HttpServer(jetty, connector, workers);
  }

  /**
   * Opens a port.
   *
   * @param address port 0 takes a free one
   * @param tls what the server shows and whom it trusts: every client has to show a certificate;
   *     null for a server without TLS
   * @throws IOException if the port is taken or the address is none of this machine's
   */
  public Port listen(InetSocketAddress address, @Nullable SSLContext tls, RequestHandler handler)
      throws IOException {
    ServerSocketChannel channel = SharedConnector.bound(address);
    Port port = new Port(connector, channel, tls, handler);
    connector.listen(port);
    return port;
  }

  /** Closes every port and ends the threads. */
  @Override
  public void close() {
    connector.closeAll();
    workers.shutdownNow();
    LifeCycle.stop(jetty);
  }

  private static QueuedThreadPool threads(String name) {
    QueuedThreadPool threads =
        new QueuedThreadPool(MAX_THREADS, MIN_THREADS, (int) IDLE_THREAD.toMillis());
    threads.setName(name);
    threads.setDaemon(true);
    return threads;
  }

  private static ThreadPoolExecutor workers(String name) {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            IDLE_THREAD.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(WAITING),
            DaemonThreads.named(name + "-worker"));
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  private static HttpConnectionFactory http(ServerLimits limits) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(limits.headBytes());
    http.setIdleTimeout(limits.stall().toMillis());
    return new HttpConnectionFactory(http);
  }
}
