package io.edgeflow.data.table;

import io.edgeflow.data.engine.DataEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A column of a collected table, as SQL over its view {@code rows}.
 *
 * @param name as the source has it
 * @param cell is null where the column is empty
 * @param value the cell as its type; null where it is empty or no value of the type
 */
public record TableCell(String name, ColumnType type, String cell, String value) {
  /** The share of a column's cells that must be of a type for it to be the column's. */
  private static final double MOST = 0.9;

  private static final List<ColumnType> GUESSES =
      List.of(ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.BOOLEAN, ColumnType.TIMESTAMP);

  /** A column of doubles in which NaN stands for what is no number. */
  public static TableCell number(String name, String cell) {
    return new TableCell(name, ColumnType.NUMBER, cell, "nullif(" + cell + ", 'nan')");
  }

  /** A column of texts, read as a type. */
  public static TableCell text(String name, ColumnType type, String cell) {
    return new TableCell(name, type, cell, type.of(cell));
  }

  /** The cells of a table, each column once; of a column whose text is kept, those. */
  static List<TableCell> of(DataEngine engine, TableColumns columns) {
    Map<String, TableCell> cells = new LinkedHashMap<>();
    if (columns.featureSql().isNarrow()) {
      for (int i = 0; i < columns.features().size(); i++) {
        String name = columns.features().get(i);
        int text = columns.extra().texts().indexOf(name) + 1;
        put(
            cells,
            text == 0 ? number(name, "f" + (i + 1)) : text(name, ColumnType.TEXT, "t" + text));
      }
    }
    columns.target().cells().forEach(cell -> put(cells, cell));
    TableColumns.Extra extra = columns.extra();
    extra.group().ifPresent(name -> put(cells, text(name, ColumnType.TEXT, "grp")));
    extra.split().ifPresent(name -> put(cells, text(name, ColumnType.TEXT, "part")));
    extra.series().ifPresent(name -> put(cells, text(name, ColumnType.TEXT, "series")));
    extra.timestamp().ifPresent(name -> put(cells, time(name, "stamp")));
    extra.time().ifPresent(name -> put(cells, time(name, "moment")));
    kept(engine, columns).forEach(cell -> cells.put(cell.name(), cell));
    return List.copyOf(cells.values());
  }

  private static void put(Map<String, TableCell> cells, TableCell cell) {
    cells.putIfAbsent(cell.name(), cell);
  }

  private static TableCell time(String name, String cell) {
    String value = "to_timestamp(nullif(" + cell + ", 'nan'))";
    return new TableCell(name, ColumnType.TIMESTAMP, cell, value);
  }

  /** The kept texts, each as the first type that nearly all of them have. */
  private static List<TableCell> kept(DataEngine engine, TableColumns columns) {
    List<String> names = columns.kept();
    List<TableCell> cells = new ArrayList<>();
    if (names.isEmpty()) {
      return cells;
    }
    String counts =
        IntStream.rangeClosed(1, names.size())
            .mapToObj(i -> "x" + i)
            .flatMap(x -> Stream.concat(Stream.of(x), GUESSES.stream().map(type -> type.of(x))))
            .map(counted -> "COUNT(" + counted + ")")
            .collect(Collectors.joining(", "));
    engine.query(
        "SELECT " + counts + " FROM rows",
        row -> {
          int first = 1;
          for (int i = 0; i < names.size(); i++, first += GUESSES.size() + 1) {
            int place = first;
            long[] found =
                LongStream.rangeClosed(0, GUESSES.size())
                    .map(k -> row.integer(place + (int) k))
                    .toArray();
            cells.add(text(names.get(i), guess(found), "x" + (i + 1)));
          }
        });
    return cells;
  }

  /**
   * By the cells that are filled, and of these by those of each guess; fractions are no integers.
   */
  private static ColumnType guess(long[] counts) {
    double least = MOST * counts[0];
    if (counts[0] == 0) {
      return ColumnType.TEXT;
    }
    if (counts[1] >= least && counts[1] == counts[2]) {
      return ColumnType.INTEGER;
    }
    for (int k = 1; k < GUESSES.size(); k++) {
      if (counts[k + 1] >= least) {
        return GUESSES.get(k);
      }
    }
    return ColumnType.TEXT;
  }
}
