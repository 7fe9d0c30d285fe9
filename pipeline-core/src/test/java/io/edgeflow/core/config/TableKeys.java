package io.edgeflow.core.config;

import java.util.Set;
import java.util.TreeSet;

/**
 * Every key of a table by its dotted path, the items of a list without their index and those under
 * a free key as NAME. The keys of providers are held by their contract.
 */
final class TableKeys {
  private TableKeys() {}

  static Set<String> of(FieldTable table) {
    Set<String> keys = new TreeSet<>();
    add("", table, keys);
    return keys;
  }

  private static void add(String path, FieldTable table, Set<String> keys) {
    for (Field<?> field : table.fields()) {
      // A word without an alternative is a promise to the reader and cannot be told apart.
      if (field.keys().isEmpty() && field.choices().size() != 1) {
        keys.add(path + field.name());
      }
      String item = field.type() == FieldType.SECTION_MAP ? ".NAME." : ".";
      field.table().ifPresent(nested -> add(path + field.name() + item, nested, keys));
    }
  }
}
