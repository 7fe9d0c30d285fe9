package io.edgeflow.data.quality;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.TableColumns;
import java.nio.file.Path;

/**
 * Parts valid rows from those that are not; no row is lost, none is mended.
 *
 * <p>A row goes to quarantine when it cannot be cut into its columns; when its truth is missing,
 * unknown or unreadable; when its group or its split is missing, or its split is none of the three;
 * or when a feature is no number, outside of its declared range, or (if missing cells are not to be
 * imputed) missing. Where the splits are given, a row that equals one of a later split goes there
 * too: what is measured stays whole, and is not trained on. The quarantine file has one JSON object
 * a line: {@code source}, {@code record} (from 1), {@code reason} (the first one found) and the
 * {@code raw} text.
 *
 * <pre>{@code
 * ValidRows rows = new DataValidator(facts, false).validate(folder, store);
 * assert rows.valid() + rows.quarantined() == table.rows();
 * }</pre>
 */
public final class DataValidator {
  private final CollectedTable table;
  private final boolean rejectMissing;
  private final DataEngine engine;

  /**
   * A validator of one table that was measured.
   *
   * @param rejectMissing whether a missing feature makes a row invalid
   */
  public DataValidator(RowFacts facts, boolean rejectMissing) {
    this.table = facts.table();
    this.rejectMissing = rejectMissing;
    this.engine = table.engine();
  }

  /** Judges every row and writes the quarantine file, in the making in {@code folder}. */
  public ValidRows validate(WorkFolder folder, ArtifactStore store) {
    judge();
    if (table.columns().extra().split().isPresent()) {
      keepTwinsApart();
    }
    return new ValidRows(
        engine.count("SELECT COUNT(*) FROM judged WHERE reason IS NULL"),
        engine.count("SELECT COUNT(*) FROM judged WHERE reason IS NOT NULL"),
        quarantine(folder, store));
  }

  private void judge() {
    engine.execute(
        """
        CREATE TABLE judged AS
        SELECT rows.source, rows.record, class, CASE
            WHEN fault IS NOT NULL THEN fault
            WHEN truths.reason IS NOT NULL THEN truths.reason
            %2$s
            WHEN position IS NULL THEN NULL
            WHEN v[position] IS NULL THEN limits.name || ' is missing'
            WHEN isnan(v[position]) THEN limits.name || ' is not a number'
            WHEN v[position] < low
              THEN limits.name || ' = ' || v[position] || ' is below ' || low
            ELSE limits.name || ' = ' || v[position] || ' is above ' || high
          END AS reason
        FROM rows LEFT JOIN truths USING (source, record)
          LEFT JOIN (SELECT source, record, %1$s AS position FROM facts) AS wrong
            USING (source, record)
          LEFT JOIN limits USING (position)
        """
            .formatted(rejectMissing ? "least(broken, missing)" : "broken", splitReasons()));
  }

  private String splitReasons() {
    TableColumns.Extra extra = table.columns().extra();
    String group = extra.group().isPresent() ? "WHEN grp IS NULL THEN 'the group is missing'" : "";
    return extra.split().isEmpty()
        ? group
        : group
            + """
             WHEN part IS NULL THEN 'the split is missing'
             WHEN NOT list_contains(['train', 'validation', 'test'], part)
               THEN 'the split "' || part || '" is none of train, validation and test'
            """;
  }

  /** Equal rows in several of the given splits stay in the last of them. */
  private void keepTwinsApart() {
    engine.execute(
        """
        CREATE TABLE given AS SELECT source, record, twin,
          list_position(['train', 'validation', 'test'], part) AS number
        FROM rows JOIN judged USING (source, record) WHERE reason IS NULL
        """);
    engine.execute(
        """
        UPDATE judged SET reason = 'equals a row of the ' || last || ' split' FROM (
          SELECT source, record, ['train', 'validation', 'test'][latest] AS last FROM given
          JOIN (SELECT twin, MAX(number) AS latest FROM given GROUP BY twin) USING (twin)
          WHERE number < latest) AS earlier
        WHERE judged.source = earlier.source AND judged.record = earlier.record
        """);
  }

  private Artifact quarantine(WorkFolder folder, ArtifactStore store) {
    Path file = folder.file("quarantine.jsonl");
    table.texts();
    engine.exportJsonLines(
        """
        SELECT %s AS source, record, reason, coalesce(rows.raw, texts.raw) AS raw
        FROM rows JOIN judged USING (source, record) LEFT JOIN texts USING (source, record)
        WHERE reason IS NOT NULL ORDER BY rows.source, record
        """
            .formatted(table.sourceName("source")),
        file);
    return store.put("quarantine.jsonl", file);
  }
}
