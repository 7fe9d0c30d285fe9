package io.edgeflow.http;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * All connections of a server. New ones are never refused for the sake of old ones that did nothing
 * yet: whoever fills the room for strangers pushes himself out. Thread-safe.
 */
final class Visits {
  private final ServerLimits limits;
  private final Map<EndPoint, Visit> all = new ConcurrentHashMap<>();

  /** In the order in which they were last of use. */
  private final Set<Visit> strangers = new LinkedHashSet<>();

  Visits(ServerLimits limits) {
    this.limits = limits;
  }

  ServerLimits limits() {
    return limits;
  }

  void came(Visit visit) {
    all.put(visit.endPoint(), visit);
    Visit pushedOut = add(visit);
    if (pushedOut != null) {
      pushedOut.close("too many connections without a client certificate");
    }
  }

  /** A connection has shown a certificate that we trust. */
  void recognized(Visit visit) {
    visit.recognized();
    int clients;
    synchronized (strangers) {
      strangers.remove(visit);
      clients = all.size() - strangers.size();
    }
    if (clients > limits.clients()) {
      visit.close("too many connections");
    }
  }

  /** A connection was of use. */
  void served(Visit visit) {
    synchronized (strangers) {
      if (strangers.remove(visit)) {
        strangers.add(visit);
      }
    }
  }

  void left(EndPoint endPoint) {
    Visit gone = all.remove(endPoint);
    if (gone != null) {
      synchronized (strangers) {
        strangers.remove(gone);
      }
    }
  }

  /** Closes those whose time is over. */
  void sweep() {
    long now = System.nanoTime();
    all.values().forEach(visit -> visit.requireTime(now, limits));
  }

  void close(Predicate<Visit> which, String why) {
    all.values().stream().filter(which).forEach(visit -> visit.close(why));
  }

  private @Nullable Visit add(Visit visit) {
    synchronized (strangers) {
      strangers.add(visit);
      if (strangers.size() <= limits.strangers()) {
        return null;
      }
      Iterator<Visit> first = strangers.iterator();
      Visit oldest = first.next();
      first.remove();
      return oldest;
    }
  }
}
