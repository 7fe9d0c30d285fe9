package io.edgeflow.data.table;

/** SQL that turns the text of cells, trimmed and null when blank, into values, strictly. */
final class CellText {
  private CellText() {}

  /**
   * A text as a double: null when missing, NaN when it is not a decimal number that a 32-bit float
   * can hold. DuckDB's own cast also takes {@code nan}, {@code inf} and {@code 1_000}.
   */
  static String number(String text) {
    return """
        CASE WHEN %1$s IS NULL THEN NULL
             WHEN isfinite(TRY_CAST(%1$s AS FLOAT)) AND NOT contains(%1$s, '_')
               THEN TRY_CAST(%1$s AS DOUBLE)
             ELSE CAST('NaN' AS DOUBLE) END
        """
        .formatted(text);
  }

  /** The same of a list of texts. */
  static String numbers(String list) {
    return "list_transform(" + list + ", lambda x: " + number("x") + ")";
  }

  /** Whether a record is an anomaly: 1 or 0; null when missing, NaN when it is neither. */
  static String anomaly(String text) {
    return """
        CASE WHEN %1$s IS NULL THEN NULL
             WHEN regexp_full_match(lower(%1$s), '1(\\.0+)?|true') THEN CAST(1 AS DOUBLE)
             WHEN regexp_full_match(lower(%1$s), '0(\\.0+)?|false') THEN CAST(0 AS DOUBLE)
             ELSE CAST('NaN' AS DOUBLE) END
        """
        .formatted(text);
  }

  /** A time, ISO-8601 (UTC unless it says otherwise) or seconds since 1970, as those seconds. */
  static String seconds(String text) {
    return """
        CASE WHEN %1$s IS NULL THEN NULL
             ELSE coalesce(epoch(TRY_CAST(%1$s AS TIMESTAMPTZ)), TRY_CAST(%1$s AS DOUBLE),
                           CAST('NaN' AS DOUBLE)) END
        """
        .formatted(text);
  }
}
