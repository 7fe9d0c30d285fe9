package io.edgeflow.data.table;

import io.edgeflow.core.tensor.ElementType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * SQL for the features of a record, which count from 1. Where they are few, each is a column {@code
 * f1}, {@code f2}, …: expressions over columns take a third of the time of those over lists. Where
 * they are many, as in images, they are the list {@code v}: columns take memory for each.
 *
 * @param count how many features a record has
 * @param bytes whether each is a whole number from 0 to 255; where they are many, the table {@code
 *     sums} then says what {@link ByteSums} found, {@link ByteRows} has them, and {@code v} is null
 *     until {@link CollectedTable#loadFeatures}
 */
public record FeatureSql(int count, boolean bytes) {
  static final int MOST_NARROW = 256;
  private static final Map<ElementType, String> TYPES =
      Map.of(
          ElementType.UINT8,
          "UTINYINT",
          ElementType.INT8,
          "TINYINT",
          ElementType.INT16,
          "SMALLINT");

  /** Whether each feature is a column. */
  public boolean isNarrow() {
    return count > 0 && count <= MOST_NARROW;
  }

  /** Of any numbers. */
  public FeatureSql(int count) {
    this(count, false);
  }

  /** Whether features are lists of bytes. */
  public boolean isBytes() {
    return bytes && !isNarrow();
  }

  /**
   * The stored columns as an element type that holds them, under their names: what is sorted is to
   * be small.
   */
  public String as(ElementType type) {
    String sql = TYPES.getOrDefault(type, "FLOAT");
    return isNarrow()
        ? each("CAST(f%1$d AS " + sql + ") AS f%1$d", ", ")
        : "CAST(v AS " + sql + "[]) AS v";
  }

  /**
   * Some columns, which are 32-bit floats, the stored ones as such, numbers of the list {@code
   * truth} and other columns again: each a column, or where they are many one after another.
   */
  public String floats(List<String> first, int values, List<String> last) {
    if (!isNarrow()) {
      return "unnest(["
          + String.join(", ", first)
          + "] || CAST(v AS FLOAT[])"
          + (values > 0 ? " || CAST(truth AS FLOAT[])" : "")
          + (last.isEmpty() ? "" : " || [" + String.join(", ", last) + "]")
          + ")";
    }
    Stream<String> columns =
        IntStream.rangeClosed(1, count).mapToObj("CAST(f%d AS FLOAT)"::formatted);
    Stream<String> known =
        IntStream.rangeClosed(1, values).mapToObj("CAST(truth[%d] AS FLOAT)"::formatted);
    return Stream.of(first.stream(), columns, known, last.stream())
        .flatMap(each -> each)
        .collect(Collectors.joining(", "));
  }

  /**
   * A piece of SQL for each feature.
   *
   * @param form takes the feature's number
   */
  public String each(String form, String between) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(form::formatted)
        .collect(Collectors.joining(between));
  }

  /** The stored columns. */
  String columns() {
    return isNarrow() ? each("f%d", ", ") : "v";
  }

  /** As many nulls. */
  String nothing() {
    return isNarrow() ? each("NULL", ", ") : "NULL";
  }

  /** The same with their types. */
  String declared() {
    return isNarrow() ? each("f%d DOUBLE", ", ") : isBytes() ? "v SMALLINT[]" : "v DOUBLE[]";
  }

  /** A number that is equal for features that are equal as 32-bit floats. */
  String twin() {
    if (isBytes()) {
      return "CAST(CASE WHEN twin < 0 THEN twin + 18446744073709551616 ELSE twin END AS UBIGINT)";
    }
    return isNarrow()
        ? "hash(" + each("CAST(f%d AS FLOAT)", ", ") + ")"
        : "hash(CAST(v AS FLOAT[]))";
  }

  /** All columns, with {@code v} as doubles. */
  String view() {
    if (isNarrow()) {
      return "*, CASE WHEN fault IS NULL THEN [" + columns() + "] END AS v";
    }
    return isBytes() ? "* REPLACE (CAST(v AS DOUBLE[]) AS v)" : "*";
  }
}
