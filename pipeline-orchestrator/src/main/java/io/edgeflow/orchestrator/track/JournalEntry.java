package io.edgeflow.orchestrator.track;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.edgeflow.core.json.PersistedForm;
import java.time.Instant;

/** One line of a run's journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JournalEntry.Start.class, name = "start"),
  @JsonSubTypes.Type(value = JournalEntry.Parameter.class, name = "parameter"),
  @JsonSubTypes.Type(value = JournalEntry.Measurement.class, name = "metric"),
  @JsonSubTypes.Type(value = JournalEntry.Tag.class, name = "tag"),
  @JsonSubTypes.Type(value = JournalEntry.File.class, name = "artifact"),
  @JsonSubTypes.Type(value = JournalEntry.Finish.class, name = "finish"),
})
sealed interface JournalEntry {
  PersistedForm<JournalEntry> FORM =
      PersistedForm.tolerant("tracking journal entry", JournalEntry.class, 2);

  /** The run began; the first line. */
  record Start(String runId, Instant at) implements JournalEntry {}

  /** A parameter. */
  record Parameter(String key, String value) implements JournalEntry {}

  /**
   * A metric; NaN and infinities are the texts {@code NaN}, {@code Infinity}, {@code -Infinity}.
   */
  record Measurement(String key, double value, long step, Instant at) implements JournalEntry {}

  /** A tag, which replaces an earlier one of the same key. */
  record Tag(String key, String value) implements JournalEntry {}

  /**
   * A file, which replaces an earlier one of the same name.
   *
   * @param path where it lies below the workspace
   */
  record File(String name, String sha256, long bytes, String path) implements JournalEntry {}

  /** The run ended; {@code status} as in run.json. */
  record Finish(String status, Instant at) implements JournalEntry {}
}
