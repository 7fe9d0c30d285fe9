package io.edgeflow.data.table;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the cells of a column are. */
public enum ColumnType {
  /** Whole numbers of up to 18 digits. */
  INTEGER(
      "CASE WHEN regexp_full_match(%1$s, '[+-]?[0-9]{1,18}') THEN TRY_CAST(%1$s AS BIGINT) END"),
  /** Decimal numbers that a 32-bit float can hold; no NaN and no infinity. */
  NUMBER(
      "CASE WHEN isfinite(TRY_CAST(%1$s AS FLOAT)) AND NOT contains(%1$s, '_')"
          + " THEN TRY_CAST(%1$s AS DOUBLE) END"),
  /** {@code true} and {@code false}. */
  BOOLEAN("CASE WHEN lower(%1$s) IN ('true', 'false') THEN lower(%1$s) = 'true' END"),
  /** Times by ISO-8601, UTC unless they say otherwise. */
  TIMESTAMP(
      "CASE WHEN regexp_matches(%1$s, '^[0-9]{4}-[0-9]{2}') THEN TRY_CAST(%1$s AS TIMESTAMPTZ) END"),
  /** Anything. */
  TEXT("%1$s");

  private final String cast;

  ColumnType(String cast) {
    this.cast = cast;
  }

  /** The word for it in configurations and profiles. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its values are numbers. */
  public boolean isNumeric() {
    return this == INTEGER || this == NUMBER;
  }

  /** SQL for a text as a value of this type; null when it is none. */
  public String of(String text) {
    return cast.formatted(text);
  }
}
