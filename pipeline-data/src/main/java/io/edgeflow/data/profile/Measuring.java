package io.edgeflow.data.profile;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.ResultRow;
import io.edgeflow.data.profile.ColumnProfile.ValueCount;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.ColumnType;
import io.edgeflow.data.table.TableCell;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The queries behind {@link DataProfile}. */
final class Measuring {
  private static final int MOST_CLASSES = 1000;

  /** Sums of several threads differ behind this. */
  private static final MathContext DIGITS = new MathContext(9);

  private final DataEngine engine;
  private final ProfileLimits limits;

  Measuring(DataEngine engine, ProfileLimits limits) {
    this.engine = engine;
    this.limits = limits;
  }

  /**
   * Cells to be measured.
   *
   * @param from a table or view
   * @param columns those that its cells are made of
   * @param number a whole number that each of its rows has
   * @param sampled whether it holds only some of the rows
   */
  record Relation(
      String from,
      String columns,
      String number,
      List<TableCell> cells,
      long rows,
      boolean sampled) {
    boolean isSmall(ProfileLimits limits) {
      return rows * cells.size() <= limits.exactCells();
    }
  }

  /** What one pass over all rows tells of a column; texts by their lengths. */
  record Totals(
      long filled,
      long values,
      long distinct,
      double min,
      double max,
      double mean,
      double deviation,
      @Nullable String least,
      @Nullable String most) {
    static final int COLUMNS = 9;
  }

  DataProfile measure(CollectedTable table, int channels, Optional<String> label) {
    Relation rows =
        new Relation(
            "rows", "* EXCLUDE (v, raw, twin)", "record", table.cells(), table.rows(), false);
    List<ColumnProfile> profiles = new ArrayList<>();
    List<Correlation> correlations = new ArrayList<>();
    measure(
        rows,
        () -> {
          String looked = rows.isSmall(limits) ? rows.from() : sample(rows);
          profiles.addAll(columns(rows, looked));
          correlations.addAll(correlations(rows, looked, profiles));
        });
    if (table.columns().featureSql().isBytes()) {
      profiles.addAll(ByteColumns.of(table, channels));
    } else {
      ChannelCells.of(table, channels)
          .ifPresent(
              cells ->
                  measure(
                      cells,
                      () -> {
                        String looked = cells.isSmall(limits) ? cells.from() : sample(cells);
                        profiles.addAll(columns(cells, looked));
                      }));
    }
    ClassBalance classes = label.flatMap(name -> cell(rows, name)).map(this::classes).orElse(null);
    return new DataProfile(table.rows(), profiles, correlations, classes);
  }

  private void measure(Relation relation, Runnable work) {
    if (relation.isSmall(limits)) {
      engine.inOrder(work);
    } else {
      work.run();
    }
  }

  private static Optional<TableCell> cell(Relation rows, String name) {
    return rows.cells().stream().filter(cell -> cell.name().equals(name)).findFirst();
  }

  private List<ColumnProfile> columns(Relation relation, String looked) {
    if (relation.cells().isEmpty()) {
      return List.of();
    }
    List<Totals> totals = totals(relation);
    boolean small = relation.isSmall(limits);
    ColumnMeasuring measuring = new ColumnMeasuring(engine, relation, looked, small, this::rounded);
    List<ColumnProfile> columns = new ArrayList<>();
    for (int i = 0; i < totals.size(); i++) {
      columns.add(measuring.column(relation.cells().get(i), totals.get(i)));
    }
    return columns;
  }

  private List<Totals> totals(Relation relation) {
    List<String> means = new ArrayList<>();
    List<String> aggregates = new ArrayList<>();
    for (TableCell cell : relation.cells()) {
      String mean = "mean" + means.size();
      means.add((cell.type().isNumeric() ? "AVG(" + cell.value() + ")" : "NULL") + " AS " + mean);
      aggregates.add(totals(cell, mean));
    }
    List<Totals> totals = new ArrayList<>();
    engine.query(
        (relation.cells().stream().anyMatch(cell -> cell.type().isNumeric())
                ? "SELECT %s FROM %s, (SELECT %s FROM %2$s)"
                : "SELECT %s FROM %s")
            .formatted(String.join(", ", aggregates), relation.from(), String.join(", ", means)),
        row -> {
          for (int i = 0; i < relation.cells().size(); i++) {
            totals.add(totals(row, i * Totals.COLUMNS, relation.isSmall(limits)));
          }
        });
    return totals;
  }

  /** The deviation is about the mean, without the division for each number of Welford's. */
  private static String totals(TableCell cell, String mean) {
    String value = cell.value();
    String counts =
        "COUNT(%s), COUNT(%s), approx_count_distinct(%1$s), ".formatted(cell.cell(), value);
    String ordered = cell.type() == ColumnType.TEXT ? "length(" + value + ")" : value;
    return counts
        + (cell.type().isNumeric()
                ? "MIN(%1$s), MAX(%1$s), AVG(%1$s), sqrt(AVG((%1$s - %2$s) * (%1$s - %2$s))), "
                : "NULL, NULL, NULL, NULL, ")
            .formatted(value, mean)
        + "CAST(MIN(%1$s) AS VARCHAR), CAST(MAX(%1$s) AS VARCHAR)".formatted(ordered);
  }

  private Totals totals(ResultRow row, int before, boolean small) {
    return new Totals(
        row.integer(before + 1),
        row.integer(before + 2),
        row.integer(before + 3),
        row.number(before + 4),
        row.number(before + 5),
        rounded(row.number(before + 6), small),
        rounded(row.number(before + 7), small),
        row.text(before + 8),
        row.text(before + 9));
  }

  private double rounded(double value, boolean small) {
    return small || !Double.isFinite(value)
        ? value
        : new BigDecimal(value).round(DIGITS).doubleValue();
  }

  /** Every so many rows. */
  private String sample(Relation relation) {
    engine.execute(
        "CREATE OR REPLACE TEMP TABLE looked AS SELECT "
            + relation.columns()
            + " FROM "
            + every(relation));
    return "looked";
  }

  private String every(Relation relation) {
    long step = (relation.rows() - 1) / limits.sampleRows() + 1;
    return relation.from()
        + (step <= 1 ? "" : " WHERE " + relation.number() + " % " + step + " = 0");
  }

  private List<Correlation> correlations(
      Relation relation, String looked, List<ColumnProfile> columns) {
    List<Integer> varied =
        IntStream.range(0, columns.size())
            .filter(i -> varies(columns.get(i)))
            .limit(limits.correlated())
            .boxed()
            .toList();
    if (varied.size() < 2) {
      return List.of();
    }
    boolean small = relation.isSmall(limits);
    List<TableCell> cells = varied.stream().map(relation.cells()::get).toList();
    List<ColumnProfile> profiles = varied.stream().map(columns::get).toList();
    boolean whole = profiles.stream().allMatch(Measuring::isWhole);
    List<Correlation> found = new ArrayList<>();
    engine.query(
        whole ? Pairs.moments(cells, profiles, looked) : Pairs.correlations(cells, looked),
        row -> correlations(row, cells, small, found));
    return found;
  }

  private static boolean isWhole(ColumnProfile column) {
    return column.filled() == column.rows() && column.malformed() == 0;
  }

  private static boolean varies(ColumnProfile column) {
    return column.numbers() != null && column.numbers().standardDeviation() > 0;
  }

  private void correlations(
      ResultRow row, List<TableCell> varied, boolean small, List<Correlation> found) {
    int place = 1;
    for (int i = 0; i < varied.size(); i++) {
      for (int k = i + 1; k < varied.size(); k++, place += 2) {
        double value = rounded(row.number(place), small);
        if (Double.isFinite(value)) {
          found.add(
              new Correlation(
                  varied.get(i).name(), varied.get(k).name(), value, row.integer(place + 1)));
        }
      }
    }
  }

  private @Nullable ClassBalance classes(TableCell label) {
    List<ValueCount> classes = new ArrayList<>();
    engine.query(
        """
        SELECT %1$s AS value, COUNT(*) AS n FROM rows WHERE %1$s IS NOT NULL GROUP BY value
        ORDER BY n DESC, value LIMIT %2$d
        """
            .formatted(label.cell(), MOST_CLASSES),
        row -> classes.add(new ValueCount(String.valueOf(row.text(1)), row.integer(2))));
    return classes.isEmpty()
        ? null
        : new ClassBalance(
            label.name(),
            classes,
            (double) classes.get(0).count() / classes.get(classes.size() - 1).count());
  }
}
