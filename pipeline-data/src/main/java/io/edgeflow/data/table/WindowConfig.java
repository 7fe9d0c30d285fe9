package io.edgeflow.data.table;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import java.time.Duration;
import java.util.Optional;

/**
 * How the rows of tables are cut into windows, which are the samples.
 *
 * @param rows how many rows a window has
 * @param step from the first row of a window to that of the next
 * @param by the column whose equal cells are rows of one series; empty for each source as one
 * @param order the column with the time of a row; empty for rows as they stand
 * @param maxGap the most time between two rows of one window
 * @param horizon how many rows after a window's last one its truth stands
 */
public record WindowConfig(
    int rows,
    int step,
    Optional<String> by,
    Optional<String> order,
    Optional<Duration> maxGap,
    int horizon) {
  private static final int LEAST = 2;
  private static final int MOST = 1 << 16;

  /** How many rows a window has. */
  public static final Field<Integer> ROWS =
      Field.integer(
          "rows", null, LEAST, MOST, "rows of a window, which is a sample [rows, columns]");

  /** How far apart windows start. */
  public static final Field<Integer> STEP =
      Field.integer("step", 1, 1, MOST, "rows from the start of a window to that of the next");

  /** What a series is. */
  public static final Field<String> BY =
      Field.text("by", null, "column whose equal cells are a series; default: a source is one");

  /** The time of a row. */
  public static final Field<String> ORDER =
      Field.text(
          "order", null, "column with a row's time; default: split.time, or rows as they stand");

  /** The most time between two rows. */
  public static final Field<Duration> MAX_GAP =
      Field.seconds("max_gap", null, 1e-3, 1e9, "the most time between two rows of a window");

  /** Where the truth stands. */
  public static final Field<Integer> HORIZON =
      Field.integer(
          "horizon", 0, 0, MOST, "classes, values: rows from a window's last one to its truth");

  /** The keys of {@code data_pipeline.features.window}. */
  public static final FieldTable FIELDS = FieldTable.of(ROWS, STEP, BY, ORDER, MAX_GAP, HORIZON);

  /** Windows of rows as they stand, each source a series. */
  public static WindowConfig of(int rows, int step) {
    return builder().set(ROWS, rows).set(STEP, step).build();
  }

  /** A builder of the section. */
  public static ConfigBuilder<WindowConfig> builder() {
    return FIELDS.builder((section, problems) -> read(section, section.get(ROWS)));
  }

  /** The section, as far as it is written. */
  static Optional<WindowConfig> from(Section section, OutputKind output, Problems problems) {
    Optional<Integer> rows = section.find(ROWS);
    WindowConfig window = read(section, rows.orElse(LEAST));
    if (window.horizon > 0 && output == OutputKind.RECONSTRUCTION) {
      section.refuse(problems, HORIZON, "has no meaning with target: self");
    }
    if (rows.isEmpty() && FIELDS.fields().stream().anyMatch(section::isWritten)) {
      section.refuse(problems, ROWS, "is required: the rows of a window");
    }
    return rows.map(count -> window);
  }

  private static WindowConfig read(Section section, int rows) {
    return new WindowConfig(
        rows,
        section.get(STEP),
        section.find(BY),
        section.find(ORDER),
        section.find(MAX_GAP),
        section.get(HORIZON));
  }

  /** How many rows in a series a window and its truth take. */
  public int span() {
    return rows + horizon;
  }

  /** Whether windows share rows, or one's truth is a row of another. */
  public boolean overlaps() {
    return step < span();
  }
}
