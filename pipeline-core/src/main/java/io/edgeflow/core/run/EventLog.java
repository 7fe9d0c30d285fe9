package io.edgeflow.core.run;

import java.util.Map;

/** Where a run's events go, one line each, as they happen. Thread-safe. */
@FunctionalInterface
public interface EventLog {
  /**
   * Records an event.
   *
   * @param type snake_case with a dot, for example {@code stage.started}
   * @param fields JSON values: strings, numbers, truth values, lists and maps of these
   */
  void record(String type, Map<String, ?> fields);

  /** Records nothing. */
  static EventLog none() {
    return (type, fields) -> {};
  }
}
