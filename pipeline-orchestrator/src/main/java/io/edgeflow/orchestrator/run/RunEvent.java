package io.edgeflow.orchestrator.run;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the run record is made of, each written to events.jsonl before run.json follows, so that a
 * record which is lost can be made again.
 */
sealed interface RunEvent {
  /** Its name in events.jsonl. */
  String type();

  /** Its fields in events.jsonl. */
  Map<String, ?> fields();

  /** A run begins, or goes on. */
  record Opened(RunRecord run) implements RunEvent {
    private static final String TYPE = "run.opened";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, ?> fields() {
      return Map.of("run", run);
    }
  }

  /** It is known what the run is made with. */
  record Traced(Provenance provenance) implements RunEvent {
    private static final String TYPE = "run.provenance";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, ?> fields() {
      return Map.of("provenance", provenance);
    }
  }

  /** A stage came to its end, or was left out. */
  record StageClosed(StageRecord stage, double runDurationS) implements RunEvent {
    private static final String TYPE = "stage.closed";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, ?> fields() {
      return Map.of("record", stage, "run_duration_s", runDurationS);
    }
  }

  /** The run came to its end. */
  record Ended(RunStatus status, @Nullable String error, double runDurationS) implements RunEvent {
    private static final String TYPE = "run.ended";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, ?> fields() {
      return error == null
          ? Map.of("status", status.id(), "run_duration_s", runDurationS)
          : Map.of("status", status.id(), "run_duration_s", runDurationS, "error", error);
    }
  }

  /** The event of a line; empty for those that say nothing of the record. */
  static Optional<RunEvent> of(Map<String, Object> line, Object where) {
    try {
      return Optional.ofNullable(
          switch (String.valueOf(line.get("type"))) {
            case Opened.TYPE -> new Opened(part(line, "run", RunRecord.class, where));
            case Traced.TYPE -> new Traced(part(line, "provenance", Provenance.class, where));
            case StageClosed.TYPE ->
                new StageClosed(part(line, "record", StageRecord.class, where), worked(line));
            case Ended.TYPE ->
                line.containsKey("run_duration_s")
                    ? new Ended(
                        RunStatus.valueOf(
                            String.valueOf(line.get("status")).toUpperCase(Locale.ROOT)),
                        (String) line.get("error"),
                        worked(line))
                    : null;
            default -> null;
          });
    } catch (IllegalArgumentException | ClassCastException e) {
      throw PipelineException.failed("Not an event of a run").where(where).cause(e).build();
    }
  }

  private static <T> T part(Map<String, Object> line, String key, Class<T> type, Object where) {
    return Json.read(Json.text(line.getOrDefault(key, Map.of())), type, where);
  }

  private static double worked(Map<String, Object> line) {
    return ((Number) line.getOrDefault("run_duration_s", 0)).doubleValue();
  }
}
