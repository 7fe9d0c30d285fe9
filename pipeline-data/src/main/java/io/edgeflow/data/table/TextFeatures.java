package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * SQL for the features of a record that are texts: each is a column {@code t1}, {@code t2}, … of
 * its own, and 0 among the numbers, or null when it is missing.
 */
final class TextFeatures {
  private TextFeatures() {}

  static void require(List<String> features, List<String> texts) {
    List<String> unknown = texts.stream().filter(text -> !features.contains(text)).toList();
    if (!unknown.isEmpty()) {
      throw PipelineException.config("Texts are to be encoded in columns that are no features")
          .found(unknown)
          .where("data_pipeline.preprocessing.encode")
          .remedy("correct the names")
          .build();
    }
    if (!texts.isEmpty() && !new FeatureSql(features.size()).isNarrow()) {
      throw PipelineException.config("A table with texts has too many features")
          .found(features.size())
          .limit(FeatureSql.MOST_NARROW)
          .where("data_pipeline.features")
          .remedy("name the columns that matter in data_pipeline.features.columns")
          .build();
    }
  }

  /** The stored features. */
  static String values(TableColumns columns, Cells cells) {
    if (columns.extra().texts().isEmpty()) {
      return columns.featureSql().columns();
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < columns.features().size(); i++) {
      String column = columns.features().get(i);
      values.add(
          columns.extra().texts().contains(column)
              ? "CASE WHEN %s IS NOT NULL THEN CAST(0 AS DOUBLE) END".formatted(cells.text(column))
              : "f" + (i + 1));
    }
    return String.join(", ", values);
  }

  /** A number that is equal for equal texts and for features that are equal as 32-bit floats. */
  static String twin(TableColumns columns, Cells cells) {
    if (columns.extra().texts().isEmpty()) {
      return columns.featureSql().twin();
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.features().size(); i++) {
      String column = columns.features().get(i);
      parts.add(
          columns.extra().texts().contains(column)
              ? cells.text(column)
              : "CAST(f" + (i + 1) + " AS FLOAT)");
    }
    return "hash(" + String.join(", ", parts) + ")";
  }

  /** The texts, behind other columns. */
  static String texts(TableColumns columns, Cells cells) {
    return columns.extra().texts().stream()
        .map(column -> ", " + cells.text(column))
        .collect(Collectors.joining());
  }

  /** Their columns, behind others. */
  static String declared(TableColumns columns) {
    return IntStream.rangeClosed(1, columns.extra().texts().size())
        .mapToObj(", t%d VARCHAR"::formatted)
        .collect(Collectors.joining());
  }
}
