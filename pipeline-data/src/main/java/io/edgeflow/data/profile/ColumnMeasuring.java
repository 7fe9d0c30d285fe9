package io.edgeflow.data.profile;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.profile.ColumnProfile.Bin;
import io.edgeflow.data.profile.ColumnProfile.Frequencies;
import io.edgeflow.data.profile.ColumnProfile.ValueCount;
import io.edgeflow.data.profile.Measuring.Relation;
import io.edgeflow.data.profile.Measuring.Totals;
import io.edgeflow.data.profile.NumberProfile.Quantile;
import io.edgeflow.data.table.TableCell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The queries for one column, after the pass over all. */
final class ColumnMeasuring {
  static final List<Double> SHARES = List.of(0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99);
  static final int BINS = 20;
  static final int FREQUENT = 20;

  /** As many groups cost next to nothing, however many rows they are of. */
  private static final long FEW = 10_000;

  private static final double CONFIDENCE = 0.99;

  private final DataEngine engine;
  private final Relation relation;
  private final String looked;
  private final boolean small;
  private final Rounding rounding;

  /** Of sums that several threads made, the digits that they agree on. */
  @FunctionalInterface
  interface Rounding {
    double of(double value, boolean small);
  }

  /**
   * For the columns of a relation.
   *
   * @param looked the rows for what is not of all of them
   * @param small whether these are all
   */
  ColumnMeasuring(
      DataEngine engine, Relation relation, String looked, boolean small, Rounding rounding) {
    this.engine = engine;
    this.relation = relation;
    this.looked = looked;
    this.small = small;
    this.rounding = rounding;
  }

  ColumnProfile column(TableCell cell, Totals totals) {
    boolean whole = totals.filled() == totals.values();
    String key = whole ? cell.value() : cell.cell();
    boolean counted = totals.filled() > 0 && (small || totals.distinct() <= FEW);
    AtomicLong distinct = new AtomicLong(totals.distinct());
    Frequencies frequencies = counted ? frequencies(key, totals.filled(), distinct) : null;
    NumberProfile numbers =
        cell.type().isNumeric() && totals.values() > 0 ? numbers(cell.value(), totals) : null;
    return new ColumnProfile(
        cell.name(),
        cell.type(),
        relation.rows(),
        totals.filled(),
        totals.filled() - totals.values(),
        (double) totals.filled() / relation.rows(),
        distinct.get(),
        frequencies,
        numbers,
        totals.least(),
        totals.most(),
        numbers == null ? List.of() : histogram(cell.value(), totals),
        counted && distinct.get() < Math.max(totals.filled(), FREQUENT)
            ? frequent(key)
            : List.of());
  }

  private @Nullable Frequencies frequencies(String key, long filled, AtomicLong distinct) {
    List<Frequencies> found = new ArrayList<>();
    engine.query(
        """
        SELECT COUNT(*), COUNT(CASE WHEN n = 1 THEN 1 END), -SUM(n / %2$s * ln(n / %2$s))
        FROM (SELECT COUNT(*) AS n FROM (SELECT %1$s AS value FROM %3$s)
          WHERE value IS NOT NULL GROUP BY value)
        """
            .formatted(key, Sql.number((double) filled), relation.from()),
        row -> {
          distinct.set(row.integer(1));
          double entropy = Math.max(0, rounding.of(row.number(3), small));
          found.add(
              new Frequencies(
                  (double) row.integer(2) / filled, (double) row.integer(1) / filled, entropy));
        });
    return found.get(0);
  }

  private List<ValueCount> frequent(String key) {
    List<ValueCount> values = new ArrayList<>();
    engine.query(
        """
        SELECT left(CAST(value AS VARCHAR), %3$d), n FROM (
          SELECT value, COUNT(*) AS n FROM (SELECT %1$s AS value FROM %2$s)
          WHERE value IS NOT NULL GROUP BY value ORDER BY n DESC, value LIMIT %4$d)
        """
            .formatted(key, relation.from(), ColumnProfile.SHOWN, FREQUENT),
        row -> values.add(new ValueCount(String.valueOf(row.text(1)), row.integer(2))));
    return values;
  }

  private NumberProfile numbers(String value, Totals totals) {
    List<Quantile> quantiles = new ArrayList<>();
    AtomicLong samples = new AtomicLong();
    engine.query(
        """
        SELECT n, unnest(%1$s), unnest(found) FROM (
          SELECT COUNT(%2$s) AS n, quantile_cont(CAST(%2$s AS DOUBLE), %1$s) AS found FROM %3$s)
        """
            .formatted(SHARES, value, looked),
        row -> {
          samples.set(row.integer(1));
          if (row.integer(1) > 0) {
            quantiles.add(new Quantile(row.number(2), row.number(3)));
          }
        });
    return new NumberProfile(
        totals.min(),
        totals.max(),
        totals.mean(),
        totals.deviation(),
        quantiles,
        samples.get(),
        small && !relation.sampled() ? 0 : rankError(samples.get()));
  }

  /** Massart's bound: {@code P(sup |F_n − F| > e) ≤ 2 exp(−2 n e²)}. */
  private static double rankError(long samples) {
    return samples == 0
        ? 1
        : Math.min(1, Math.sqrt(Math.log(2 / (1 - CONFIDENCE)) / (2.0 * samples)));
  }

  private List<Bin> histogram(String value, Totals totals) {
    double low = totals.min();
    double width = (totals.max() - low) / BINS;
    long[] counts = new long[width > 0 ? BINS : 1];
    engine.query(
        """
        SELECT CAST(least(greatest(floor((value - %2$s) / %3$s), 0), %4$d) AS INTEGER) AS bin,
          COUNT(*) FROM (SELECT CAST(%1$s AS DOUBLE) AS value FROM %5$s)
        WHERE value IS NOT NULL GROUP BY bin
        """
            .formatted(
                value,
                Sql.number(low),
                Sql.number(width > 0 ? width : 1),
                counts.length - 1,
                looked),
        row -> counts[(int) row.integer(1)] = row.integer(2));
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      double end = i == counts.length - 1 ? totals.max() : low + (i + 1) * width;
      bins.add(new Bin(low + i * width, end, counts[i]));
    }
    return bins;
  }
}
