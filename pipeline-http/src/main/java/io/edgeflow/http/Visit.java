package io.edgeflow.http;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** One connection: what it does, and since when. Thread-safe. */
final class Visit {
  /** Where Jetty's request finds it. */
  static final String ATTRIBUTE = Visit.class.getName();

  private enum Phase {
    HANDSHAKE,
    HEAD,
    EXCHANGE,
    IDLE;

    private Duration limit(ServerLimits limits) {
      return switch (this) {
        case HANDSHAKE -> limits.handshake();
        case HEAD -> limits.head();
        case EXCHANGE -> limits.exchange();
        case IDLE -> limits.idle();
      };
    }
  }

  private final EndPoint endPoint;
  private final Connection http;
  private final Port port;
  private Phase phase;
  private long since = System.nanoTime();
  private long bytesBefore;

  Visit(EndPoint endPoint, Connection http, Port port) {
    this.endPoint = endPoint;
    this.http = http;
    this.port = port;
    this.phase = port.tls() == null ? Phase.HEAD : Phase.HANDSHAKE;
  }

  EndPoint endPoint() {
    return endPoint;
  }

  Connection http() {
    return http;
  }

  Port port() {
    return port;
  }

  void recognized() {
    enter(Phase.IDLE);
  }

  void exchangeBegins() {
    enter(Phase.EXCHANGE);
  }

  void exchangeEnds() {
    enter(Phase.IDLE);
  }

  /** Closes it if what it does has taken too long. */
  void requireTime(long now, ServerLimits limits) {
    String late = late(now, limits);
    if (!late.isEmpty()) {
      close(late);
    }
  }

  void close(String why) {
    endPoint.close(new TimeoutException(why));
  }

  private synchronized void enter(Phase next) {
    phase = next;
    since = System.nanoTime();
    bytesBefore = http.getBytesIn();
  }

  private synchronized String late(long now, ServerLimits limits) {
    if (phase == Phase.IDLE && http.getBytesIn() != bytesBefore) {
      phase = Phase.HEAD;
      since = now;
    }
    return now - since > phase.limit(limits).toNanos() ? phase + " took too long" : "";
  }
}
