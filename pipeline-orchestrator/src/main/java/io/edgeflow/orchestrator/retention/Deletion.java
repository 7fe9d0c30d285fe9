package io.edgeflow.orchestrator.retention;

import com.fasterxml.jackson.annotation.JsonValue;
import io.edgeflow.core.json.PersistedForm;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A file of data that goes, or went: what a source gave, or what the data stage made of it.
 *
 * @param at when this was written
 * @param state whether it was about to go, or is gone
 * @param name as the run that made it names it
 * @param sha256 of its bytes
 * @param runs the runs that used it, as far as they are known
 * @param why the rule of retention by which it goes
 */
public record Deletion(
    Instant at,
    State state,
    String name,
    String sha256,
    long bytes,
    List<String> runs,
    String why) {
  /** The lines of the journal: what a newer version adds does no harm. */
  public static final PersistedForm<Deletion> FORM =
      PersistedForm.tolerant("journal of deletions", Deletion.class, 1);

  /** How far a deletion is. */
  public enum State {
    /** Written before the file is touched. */
    DELETING,
    /** Written when it is gone. */
    DELETED;

    /** The word in the file. */
    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the runs. */
  public Deletion {
    runs = List.copyOf(runs);
  }

  Deletion deleted(Instant when) {
    return new Deletion(when, State.DELETED, name, sha256, bytes, runs, why);
  }
}
