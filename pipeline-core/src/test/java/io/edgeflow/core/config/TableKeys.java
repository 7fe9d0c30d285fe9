package io.edgeflow.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every key of a table by its dotted path, the items of a list without their index. */
final class TableKeys {
  private TableKeys() {}

  /** The keys and what their marks say of each: a marked section marks all that is in it. */
  static Map<String, Boolean> inFingerprint(FieldTable table) {
    Map<String, Boolean> keys = new LinkedHashMap<>();
    add("", table, true, keys);
    return keys;
  }

  private static void add(String path, FieldTable table, boolean outer, Map<String, Boolean> keys) {
    List<Field<?>> fields = new ArrayList<>(table.fields());
    table.variants().values().forEach(variant -> fields.addAll(variant.fields()));
    for (Field<?> field : fields) {
      boolean counts = outer && field.mark() == Field.Mark.RESULT;
      // A word without an alternative is a promise to the reader and cannot be told apart.
      if (field.keys().isEmpty() && field.choices().size() != 1) {
        keys.put(path + field.name(), counts);
      }
      field.table().ifPresent(nested -> add(path + field.name() + ".", nested, counts, keys));
    }
  }
}
