package io.edgeflow.data.profile;

import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.profile.Measuring.Relation;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.FeatureSql;
import io.edgeflow.data.table.TableCell;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The features of records that have thousands of them, with a column for each channel, of rows
 * taken evenly.
 */
final class ChannelCells {
  private static final long MOST_VALUES = 4_000_000;

  /** Of more channels, all features are one column. */
  static final int MOST_CHANNELS = 64;

  /** The name of that column. */
  static final String ALL = "features";

  private ChannelCells() {}

  static Optional<Relation> of(CollectedTable table, int channels) {
    FeatureSql features = table.columns().featureSql();
    if (features.isNarrow() || features.count() == 0) {
      return Optional.empty();
    }
    int columns = channels <= MOST_CHANNELS ? channels : 1;
    long step = (table.rows() * features.count() - 1) / MOST_VALUES + 1;
    DataEngine engine = table.engine();
    engine.execute(
        "CREATE OR REPLACE TEMP TABLE channel_cells AS SELECT "
            + IntStream.rangeClosed(1, columns)
                .mapToObj(
                    i -> "unnest(list_slice(v, %d, len(v), %d)) AS k%1$d".formatted(i, columns))
                .collect(Collectors.joining(", "))
            + " FROM rows WHERE fault IS NULL"
            + (step == 1 ? "" : " AND (source + record) % " + step + " = 0"));
    List<TableCell> cells =
        IntStream.rangeClosed(1, columns)
            .mapToObj(i -> TableCell.number(columns == 1 ? ALL : "c" + (i - 1), "k" + i))
            .toList();
    long rows = engine.count("SELECT COUNT(*) FROM channel_cells");
    return rows == 0
        ? Optional.empty()
        : Optional.of(new Relation("channel_cells", "*", "rowid", cells, rows, step > 1));
  }
}
