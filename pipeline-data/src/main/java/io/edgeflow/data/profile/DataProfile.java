package io.edgeflow.data.profile;

import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.data.table.CollectedTable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a table hold. Counts, smallest and largest values, means and deviations are
 * of all rows; what else is, {@link ProfileLimits} says. The same table gives the same bytes.
 *
 * <pre>{@code
 * DataProfile profile = DataProfiler.profile(Path.of("digits.csv"));
 * profile.column("label").ifPresent(label -> System.out.println(label.completeness()));
 * }</pre>
 *
 * @param rows how many records there are, those included that could not be taken apart
 * @param columns in the order of the source; where records are images, series or long vectors, a
 *     column for each channel of them, {@code c0}, {@code c1}, …
 * @param correlations of each two columns of numbers neither of which is constant
 * @param classes null where there is no column of classes
 */
public record DataProfile(
    long rows,
    List<ColumnProfile> columns,
    List<Correlation> correlations,
    @Nullable ClassBalance classes) {
  /** How it is kept: JSON whose unknown fields do not matter. */
  public static final PersistedForm<DataProfile> FORM =
      PersistedForm.tolerant("data profile", DataProfile.class, 1);

  /** Copies the lists. */
  public DataProfile {
    columns = List.copyOf(columns);
    correlations = List.copyOf(correlations);
  }

  /**
   * Measures a collected table, by a few queries for each column.
   *
   * @param channels the size of a record's last axis
   */
  public static DataProfile measure(CollectedTable table, int channels, ProfileLimits limits) {
    return measure(table, channels, limits, table.columns().target().labelColumn());
  }

  /**
   * The same with another column of classes.
   *
   * @param label the column, if there is one
   */
  public static DataProfile measure(
      CollectedTable table, int channels, ProfileLimits limits, Optional<String> label) {
    return new Measuring(table.engine(), limits).measure(table, channels, label);
  }

  /** A column by its name. */
  public Optional<ColumnProfile> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
