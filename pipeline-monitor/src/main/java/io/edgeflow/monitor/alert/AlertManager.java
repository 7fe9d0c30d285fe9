package io.edgeflow.monitor.alert;

import io.edgeflow.core.json.JsonLines;
import io.edgeflow.monitor.alert.AlertEvent.Kind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps which alerts are active. A trouble is sent once when it appears and once when it is gone,
 * however often it is seen in between; both are appended to a JSON lines file, from which a new
 * manager knows what was still active. A channel that fails never fails the caller: the message is
 * recorded as undelivered. Thread-safe.
 *
 * <pre>{@code
 * AlertManager alerts =
 *     new AlertManager(config, Path.of("monitor/alerts.jsonl"), Clock.systemUTC());
 * alerts.update(List.of(drift));   // sent
 * alerts.update(List.of(drift));   // still active: nothing is sent
 * alerts.update(List.of());        // resolved: sent
 * }</pre>
 */
public final class AlertManager {
  private static final int REMEMBERED = 200;

  private final AlertDispatcher dispatcher;
  private final JsonLines file;
  private final Clock clock;
  private final Map<String, Alert> active = new LinkedHashMap<>();
  private final Deque<AlertEvent> recent = new ArrayDeque<>();

  /** A manager that goes on from what the file says. */
  public AlertManager(AlertConfig config, Path file, Clock clock) {
    this(AlertDispatcher.of(config), new JsonLines(file), clock);
  }

  AlertManager(AlertDispatcher dispatcher, JsonLines file, Clock clock) {
    this.dispatcher = dispatcher;
    this.file = file;
    this.clock = clock;
    file.read(AlertEvent.FORM).forEach(this::remember);
  }

  /**
   * Takes in everything that is wrong right now.
   *
   * @param current all present troubles; an active alert that is not among them is resolved
   * @return what was raised and resolved by this update
   */
  public synchronized List<AlertEvent> update(Collection<Alert> current) {
    Map<String, Alert> now = new LinkedHashMap<>();
    current.forEach(alert -> now.putIfAbsent(alert.key(), alert));
    List<AlertEvent> events = new ArrayList<>();
    AlertDispatcher.Round round = dispatcher.round();
    for (Alert alert : List.copyOf(active.values())) {
      if (!now.containsKey(alert.key())) {
        events.add(happened(round, Kind.RESOLVED, alert));
      }
    }
    for (Alert alert : now.values()) {
      Alert known = active.get(alert.key());
      if (known == null) {
        events.add(happened(round, Kind.RAISED, alert));
      } else {
        active.put(alert.key(), alert.since(known.at()));
      }
    }
    return List.copyOf(events);
  }

  /** The troubles that are not resolved yet, oldest first. */
  public synchronized List<Alert> active() {
    return List.copyOf(active.values());
  }

  /** The latest events, oldest first, at most 200. */
  public synchronized List<AlertEvent> recent() {
    return List.copyOf(recent);
  }

  private AlertEvent happened(AlertDispatcher.Round round, Kind kind, Alert alert) {
    Instant at = clock.instant();
    AlertEvent event = new AlertEvent(at, kind, alert, round.carry(kind, alert));
    remember(event);
    file.append(AlertEvent.FORM, event);
    return event;
  }

  private void remember(AlertEvent event) {
    if (event.kind() == Kind.RAISED) {
      active.put(event.alert().key(), event.alert());
    } else {
      active.remove(event.alert().key());
    }
    recent.addLast(event);
    if (recent.size() > REMEMBERED) {
      recent.removeFirst();
    }
  }
}
