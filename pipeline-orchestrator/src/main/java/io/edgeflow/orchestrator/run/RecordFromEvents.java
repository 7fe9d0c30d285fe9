package io.edgeflow.orchestrator.run;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.JsonLines;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Makes a run's record again from its events. */
final class RecordFromEvents {
  private RecordFromEvents() {}

  /**
   * The record as the events tell it.
   *
   * @return empty when there are no events, or none of them opens a run
   * @throws PipelineException if a line is damaged
   */
  static Optional<RunRecord> of(Path events) {
    RunRecord record = null;
    for (Map<String, Object> line : new JsonLines(events).read(EventFile.FORM)) {
      RunEvent event = RunEvent.of(line, events).orElse(null);
      if (event instanceof RunEvent.Opened opened) {
        record = opened.run();
      } else if (record != null && event instanceof RunEvent.Traced traced) {
        record = record.with(traced.provenance());
      } else if (record != null && event instanceof RunEvent.StageClosed closed) {
        record = record.with(closed.stage(), closed.runDurationS());
      } else if (record != null && event instanceof RunEvent.Ended ended) {
        record = record.with(ended.status(), ended.error(), ended.runDurationS());
      }
    }
    return Optional.ofNullable(record);
  }
}
