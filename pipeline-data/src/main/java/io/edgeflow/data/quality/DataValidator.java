package io.edgeflow.data.quality;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.TableColumns;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Parts valid rows from those that are not; no row is lost, none is mended.
 *
 * <p>A row goes to quarantine when it cannot be cut into its columns; when its truth is missing,
 * unknown or unreadable; when its group, its time or its split is missing, or its split is none of
 * the three; when it stands between two splits; or when a feature is no number, outside of its
 * declared range, or (if missing cells are not to be imputed) missing. Where the splits are given,
 * a row that equals one of a later split goes there too: what is measured stays whole, and is not
 * trained on. The quarantine file has one JSON object a line: {@code source}, {@code record} (from
 * 1), {@code reason} (the first one found) and the {@code raw} text.
 *
 * <pre>{@code
 * ValidRows rows = new DataValidator(facts, false).validate(folder, store);
 * assert rows.valid() + rows.quarantined() == table.rows();
 * }</pre>
 */
public final class DataValidator {
  private static final String QUARANTINE = "quarantine.jsonl";

  private final CollectedTable table;
  private final Totals totals;
  private final Predicate<String> required;
  private final Optional<Parting> parting;
  private final DataEngine engine;

  /**
   * A validator of one table that was measured.
   *
   * @param rejectMissing whether a missing feature makes a row invalid
   */
  public DataValidator(RowFacts facts, boolean rejectMissing) {
    this(facts, column -> rejectMissing, Optional.empty());
  }

  /**
   * A validator of rows that are given their splits besides.
   *
   * @param required the feature columns whose missing cells make a row invalid
   */
  public DataValidator(RowFacts facts, Predicate<String> required, Optional<Parting> parting) {
    this.table = facts.table();
    this.totals = facts.totals();
    this.required = required;
    this.parting = parting;
    this.engine = table.engine();
  }

  /** Judges every row and writes the quarantine file, in the making in {@code folder}. */
  public ValidRows validate(WorkFolder folder, ArtifactStore store) {
    judge();
    parting.ifPresent(given -> given.part(engine));
    if (parting.isPresent() || table.columns().extra().split().isPresent()) {
      keepTwinsApart();
    }
    long rejected = engine.count("SELECT COUNT(*) FROM rejects");
    return rejected == 0
        ? new ValidRows(totals.records(), 0, store.put(QUARANTINE, new byte[0]))
        : new ValidRows(
            engine.count("SELECT COUNT(*) FROM judged WHERE reason IS NULL"),
            rejected,
            quarantine(folder, store));
  }

  /** Makes the table {@code rejects} and the view {@code judged} of all records. */
  private void judge() {
    engine.execute("CREATE TABLE rejects (source INTEGER, record BIGINT, reason VARCHAR)");
    String reasons = splitReasons();
    if (!totals.isClean() || !reasons.isEmpty()) {
      reject(reasons);
    }
    engine.execute(
        """
        CREATE VIEW judged AS SELECT truths.* EXCLUDE (reason), rejects.reason
        FROM truths LEFT JOIN rejects USING (source, record)
        """);
  }

  private void reject(String reasons) {
    engine.execute(
        """
        INSERT INTO rejects SELECT * FROM (
          SELECT source, record, CASE
            WHEN truths.reason IS NOT NULL THEN truths.reason
            %s
            ELSE flaws.reason END AS reason
          FROM truths LEFT JOIN (%s) AS flaws USING (source, record))
        WHERE reason IS NOT NULL
        """
            .formatted(reasons, flaws()));
  }

  /** The first feature of each record that makes it invalid. */
  private String flaws() {
    return """
        SELECT source, record, name || CASE
            WHEN v[position] IS NULL THEN ' is missing'
            WHEN isnan(v[position]) THEN ' is not a number'
            WHEN v[position] < low THEN ' = ' || v[position] || ' is below ' || low
            ELSE ' = ' || v[position] || ' is above ' || high END AS reason
        FROM (SELECT source, record, v, least(broken, %s) AS position
          FROM rows JOIN facts USING (source, record)) JOIN limits USING (position)
        """
        .formatted(missing());
  }

  /** The first feature that is missing and may not be; null when there is none. */
  private String missing() {
    List<String> features = table.columns().features();
    List<Integer> places =
        IntStream.rangeClosed(1, features.size())
            .filter(place -> required.test(features.get(place - 1)))
            .boxed()
            .toList();
    if (places.size() == features.size()) {
      return "missing";
    }
    return places.isEmpty()
        ? "NULL"
        : "list_min(list_filter(" + places + ", lambda place: v[place] IS NULL))";
  }

  private String splitReasons() {
    TableColumns.Extra extra = table.columns().extra();
    String group = extra.group().isPresent() ? "WHEN grp IS NULL THEN 'the group is missing'" : "";
    String time =
        extra.time().isPresent()
            ? """
               WHEN moment IS NULL THEN 'the time is missing'
               WHEN isnan(moment) THEN 'the time is unreadable'
              """
            : "";
    return extra.split().isEmpty()
        ? group + time
        : group
            + time
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
        FROM judged WHERE reason IS NULL
        """);
    engine.execute(
        """
        INSERT INTO rejects SELECT source, record,
          'equals a row of the ' || ['train', 'validation', 'test'][latest] || ' split'
        FROM given JOIN (SELECT twin, MAX(number) AS latest FROM given GROUP BY twin) USING (twin)
        WHERE number < latest
        """);
  }

  private Artifact quarantine(WorkFolder folder, ArtifactStore store) {
    Path file = folder.file(QUARANTINE);
    table.texts();
    engine.exportJsonLines(
        """
        SELECT %s AS source, record, reason, coalesce(judged.raw, texts.raw) AS raw
        FROM judged LEFT JOIN texts USING (source, record)
        WHERE reason IS NOT NULL ORDER BY judged.source, record
        """
            .formatted(table.sourceName("source")),
        file);
    return store.take(QUARANTINE, file);
  }
}
