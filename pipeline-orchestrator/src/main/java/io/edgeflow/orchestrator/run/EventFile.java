package io.edgeflow.orchestrator.run;

import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.run.EventLog;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** Appends events to a file, one JSON object a line, with the time that they happened. */
final class EventFile implements EventLog {
  static final PersistedForm<Map<String, Object>> FORM = PersistedForm.fields("run event", 3);

  private final JsonLines lines;
  private final Clock clock;

  EventFile(JsonLines lines, Clock clock) {
    this.lines = lines;
    this.clock = clock;
  }

  @Override
  public void record(String type, Map<String, ?> fields) {
    Map<String, Object> line = new TreeMap<>(fields);
    if (line.put("type", type) != null || line.put("at", clock.instant()) != null) {
      throw new IllegalArgumentException("An event's fields must not be named type or at");
    }
    lines.append(FORM, line);
  }
}
