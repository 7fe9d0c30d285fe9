package io.edgeflow.data.validation;

import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.ColumnType;
import io.edgeflow.data.table.FeatureSql;
import io.edgeflow.data.table.TableCell;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The columns of a table by their names, each of the type that it should be of. */
final class ValidatedColumns {
  private final Map<String, TableCell> cells = new LinkedHashMap<>();

  ValidatedColumns(CollectedTable table, Map<String, ColumnType> schema, int channels) {
    for (TableCell cell : table.cells()) {
      cells.put(cell.name(), typed(cell, schema.getOrDefault(cell.name(), cell.type())));
    }
    FeatureSql features = table.columns().featureSql();
    if (features.count() > 0) {
      put(ValidationConfig.EVERY, "v");
    }
    for (int i = 0; features.count() > 0 && !features.isNarrow() && i < channels; i++) {
      put("c" + i, "list_slice(v, %d, len(v), %d)".formatted(i + 1, channels));
    }
  }

  /** Texts are read as the type; of numbers their type is all that is known. */
  private static TableCell typed(TableCell cell, ColumnType type) {
    return cell.value().equals(cell.type().of(cell.cell()))
        ? TableCell.text(cell.name(), type, cell.cell())
        : cell;
  }

  /** A list of numbers, which only a range can be asked of. */
  private void put(String name, String list) {
    cells.putIfAbsent(name, new TableCell(name, ColumnType.NUMBER, list, list));
  }

  static boolean isList(TableCell cell) {
    return cell.cell().equals("v") || cell.cell().startsWith("list_slice(");
  }

  boolean lacks(String name) {
    return !cells.containsKey(name);
  }

  Collection<String> names() {
    return cells.keySet();
  }

  Collection<TableCell> all() {
    return cells.values();
  }

  List<TableCell> cells(List<String> wanted) {
    return wanted.stream().map(name -> Objects.requireNonNull(cells.get(name), name)).toList();
  }
}
