package io.edgeflow.data.quality;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.table.TableColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the five dimensions of each column; the words are those of {@link DataQualityChecker}.
 *
 * <ul>
 *   <li><b>completeness</b> = non-empty cells / rows, those included that are unreadable.
 *   <li><b>consistency</b>, of a truth: that of all rows, since only truths contradict each other.
 *   <li><b>accuracy</b> = cells that are plausible or empty, of a truth usable ones / rows.
 *   <li><b>timeliness</b>, of the timestamp: that of all rows.
 *   <li><b>validity</b> = well-formed cells / non-empty cells.
 * </ul>
 *
 * <p>A channel has several cells a row. Only the cells of rows with something to remark are looked
 * at; in all others each cell is there, well-formed and plausible.
 */
final class ColumnMeasuring {
  private final RowFacts facts;
  private final DataEngine engine;
  private final TableColumns columns;
  private final long rows;
  private final long readable;
  private final List<ColumnQuality> found = new ArrayList<>();

  ColumnMeasuring(RowFacts facts) {
    this.facts = facts;
    this.engine = facts.table().engine();
    this.columns = facts.table().columns();
    this.rows = facts.table().rows();
    this.readable = engine.count("SELECT COUNT(*) FROM rows WHERE fault IS NULL");
  }

  /** Features, truths and the timestamp, in this order. */
  List<ColumnQuality> measure(DataQualityMetrics whole, Optional<String> timestamp) {
    features();
    truths(ColumnQuality.share(whole.consistency().value()));
    timestamp.ifPresent(name -> stamp(name, ColumnQuality.share(whole.timeliness().value())));
    return found;
  }

  private void features() {
    boolean narrow = columns.featureSql().isNarrow();
    int places = narrow ? facts.features() : facts.channels();
    long cells = facts.features() / places;
    long remarkable = engine.count("SELECT COUNT(*) FROM facts");
    long[][] counts = new long[places][3];
    if (remarkable > 0) {
      engine.query(
          """
          SELECT (position - 1) %% %d AS place, COUNT(value),
            COUNT(CASE WHEN value >= low AND value <= high AND NOT isnan(value) THEN 1 END),
            COUNT(CASE WHEN isnan(value) OR value < least OR value > most THEN 1 END)
          FROM (
            SELECT generate_subscripts(v, 1) AS position, unnest(v) AS value, unnest(lows) AS low,
              unnest(highs) AS high, unnest(leasts) AS least, unnest(mosts) AS most
            FROM (SELECT v FROM rows SEMI JOIN facts USING (source, record)) AS remarkable, bounds)
          GROUP BY place
          """
              .formatted(places),
          row -> {
            long[] place = counts[(int) row.number(1)];
            place[0] = (long) row.number(2);
            place[1] = (long) row.number(3);
            place[2] = (long) row.number(4);
          });
    }
    long clean = (readable - remarkable) * cells;
    for (int i = 0; i < places; i++) {
      long filled = clean + counts[i][0];
      found.add(
          new ColumnQuality(
              narrow ? columns.features().get(i) : "c" + i,
              ratio(filled, rows * cells),
              null,
              ratio(readable * cells - counts[i][2], rows * cells),
              null,
              ratio(clean + counts[i][1], filled)));
    }
  }

  private void truths(@Nullable Double consistency) {
    List<String> names = facts.truth();
    for (int i = 1; i <= names.size(); i++) {
      boolean alone = names.size() == 1;
      String cell = "truth[" + i + "]";
      long filled = alone ? facts.totals().truthFilled() : truths("COUNT(" + cell + ")");
      long formed =
          alone
              ? facts.totals().truthFormed()
              : truths("COUNT(CASE WHEN NOT isnan(" + cell + ") THEN 1 END)");
      found.add(
          new ColumnQuality(
              names.get(i - 1),
              ratio(filled, rows),
              consistency,
              ratio(formed, rows),
              null,
              ratio(formed, filled)));
    }
  }

  private long truths(String count) {
    return engine.count("SELECT " + count + " FROM truths WHERE fault IS NULL");
  }

  private void stamp(String name, @Nullable Double timeliness) {
    if (IntStream.range(0, found.size()).noneMatch(i -> found.get(i).column().equals(name))) {
      long filled = engine.count("SELECT COUNT(stamp) FROM rows WHERE fault IS NULL");
      long formed =
          engine.count("SELECT COUNT(*) FROM rows WHERE fault IS NULL AND NOT isnan(stamp)");
      Double validity = ratio(formed, filled);
      found.add(
          new ColumnQuality(
              name, ratio(filled, rows), null, ratio(formed, rows), timeliness, validity));
    }
  }

  private static @Nullable Double ratio(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }
}
