package io.edgeflow.data.table;

/** Where in a record of CSV (RFC 4180) a character or byte stands. */
public enum CsvPlace {
  /** At the start of a cell. */
  START,
  /** In a cell without quotes. */
  PLAIN,
  /** In a quoted cell. */
  QUOTED,
  /** Behind a quote that closes a cell, or is the first of two. */
  CLOSED,
  /** Behind blanks that follow a closed cell, where only a delimiter may come. */
  AFTER,
  /** Behind what no cell may hold. */
  BROKEN;

  /** The place behind what comes next, which ends no line. */
  public CsvPlace after(int next, int delimiter) {
    if (this == QUOTED) {
      return next == '"' ? CLOSED : QUOTED;
    }
    if (this == BROKEN) {
      return BROKEN;
    }
    if (next == delimiter) {
      return START;
    }
    if (next == '"') {
      return this == START || this == CLOSED ? QUOTED : this == AFTER ? BROKEN : PLAIN;
    }
    if (next == ' ') {
      return this == CLOSED ? AFTER : this;
    }
    return this == START || this == PLAIN ? PLAIN : BROKEN;
  }
}
