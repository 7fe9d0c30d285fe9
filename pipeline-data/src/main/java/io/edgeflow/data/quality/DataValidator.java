package io.edgeflow.data.quality;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.DataEngine.FileFormat;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.table.CollectedTable;
import java.nio.file.Path;

/**
 * Parts valid rows from those that are not; no row is lost, none is mended.
 *
 * <p>A row goes to quarantine when it cannot be cut into its columns, when its label is missing or
 * unknown, or when a feature is no number, outside of its declared range, or (if missing cells are
 * not to be imputed) missing. The quarantine file has one JSON object a line: {@code source},
 * {@code record} (from 1), {@code reason} (the first one found) and the {@code raw} text.
 *
 * <pre>{@code
 * ValidRows rows = new DataValidator(table, config, false).validate(folder, store);
 * assert rows.valid() + rows.quarantined() == table.rows();
 * }</pre>
 */
public final class DataValidator {
  private final CollectedTable table;
  private final QualityConfig config;
  private final boolean rejectMissing;
  private final DataEngine engine;

  /**
   * A validator of one table, which must have its {@code labels} by now.
   *
   * @param rejectMissing whether a missing feature makes a row invalid
   */
  public DataValidator(CollectedTable table, QualityConfig config, boolean rejectMissing) {
    this.table = table;
    this.config = config;
    this.rejectMissing = rejectMissing;
    this.engine = table.engine();
  }

  /** Writes both files into the store; files in the making lie in {@code folder}. */
  public ValidRows validate(WorkFolder folder, ArtifactStore store) {
    RangeTable.create(table, config.ranges());
    judge();
    return new ValidRows(
        engine.count("SELECT COUNT(*) FROM judged WHERE reason IS NULL"),
        engine.count("SELECT COUNT(*) FROM judged WHERE reason IS NOT NULL"),
        validRows(folder, store),
        quarantine(folder, store));
  }

  private void judge() {
    String missing = rejectMissing ? "value IS NULL OR" : "";
    engine.execute(
        """
        CREATE OR REPLACE TABLE broken AS
        SELECT source, record, MIN(position) AS position
        FROM cells JOIN limits USING (position)
        WHERE %s isnan(value) OR value < low OR value > high
        GROUP BY source, record
        """
            .formatted(missing));
    engine.execute(
        """
        CREATE OR REPLACE TABLE judged AS
        SELECT rows.source, rows.record, labels.id AS label, CASE
            WHEN fault IS NOT NULL THEN fault
            WHEN rows.label IS NULL THEN 'the label is missing'
            WHEN labels.id IS NULL THEN 'the label "' || rows.label || '" is not a known one'
            WHEN broken.position IS NULL THEN NULL
            WHEN v[broken.position] IS NULL THEN limits.name || ' is missing'
            WHEN isnan(v[broken.position]) THEN limits.name || ' is not a number'
            WHEN v[broken.position] < low
              THEN limits.name || ' = ' || v[broken.position] || ' is below ' || low
            ELSE limits.name || ' = ' || v[broken.position] || ' is above ' || high
          END AS reason
        FROM rows LEFT JOIN labels ON rows.label = labels.name
          LEFT JOIN broken ON rows.source = broken.source AND rows.record = broken.record
          LEFT JOIN limits ON broken.position = limits.position
        """);
  }

  private Artifact validRows(WorkFolder folder, ArtifactStore store) {
    Path file = folder.file("valid_rows.parquet");
    engine.export(
        """
        SELECT source, record, judged.label, twin, CAST(v AS FLOAT[]) AS v
        FROM rows JOIN judged USING (source, record)
        WHERE reason IS NULL ORDER BY source, record
        """,
        file,
        FileFormat.PARQUET);
    return store.put("valid_rows.parquet", file);
  }

  private Artifact quarantine(WorkFolder folder, ArtifactStore store) {
    Path file = folder.file("quarantine.jsonl");
    engine.export(
        """
        SELECT %s AS source, record, reason, raw
        FROM rows JOIN judged USING (source, record)
        WHERE reason IS NOT NULL ORDER BY rows.source, record
        """
            .formatted(table.sourceName("source")),
        file,
        FileFormat.JSON_LINES);
    return store.put("quarantine.jsonl", file);
  }
}
