package io.edgeflow.data.table;

import io.edgeflow.data.engine.DataEngine;

/**
 * Lines that DuckDB's CSV reader rejected, as records with a fault. They take the numbers at which
 * they stand among the records; where empty lines come before, these count too.
 */
final class CsvBroken {
  private CsvBroken() {}

  /** The name of the table of a source's rejects. */
  static String table(int source) {
    return "broken_" + source;
  }

  /**
   * The rejects of a source: how many good records stand {@code before} one, how many lines the
   * rejects before it {@code took}, its own lines and the fault.
   */
  static void create(DataEngine engine, String table, String rejects, CsvScan scan) {
    engine.execute(
        """
        CREATE TABLE %1$s AS SELECT place - number AS before, fault, texts,
          coalesce(SUM(len(texts)) OVER (ORDER BY number
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS took
        FROM (SELECT line - %2$d AS place, row_number() OVER (ORDER BY line) AS number,
            regexp_split_to_array(trim(text, chr(10) || chr(13)), '\\r\\n|\\n|\\r') AS texts,
            CASE WHEN quote THEN 'has a broken quote'
              ELSE 'has ' || found || ' columns, the header has %3$d' END AS fault
          FROM (SELECT line, any_value(csv_line) AS text,
              bool_or(error_type NOT IN ('MISSING COLUMNS', 'TOO MANY COLUMNS')) AS quote,
              CASE WHEN bool_or(error_type = 'TOO MANY COLUMNS') THEN MAX(column_idx)
                ELSE MIN(column_idx) END AS found
            FROM %4$s GROUP BY line))
        """
            .formatted(table, scan.headerLine(), scan.header().columns().size(), rejects));
  }

  /** Gives all records of a source their numbers, and adds the rejects. */
  static void makeRoom(DataEngine engine, String table, int source) {
    engine.execute(
        """
        UPDATE collected SET record = place FROM (SELECT record AS k, record + %s AS place
          FROM (SELECT record FROM collected WHERE source = %d) %s) AS places
        WHERE source = %2$d AND record = k
        """
            .formatted(shift("moved"), source, asof("record", table, "moved")));
    engine.execute(
        """
        INSERT INTO collected (source, record, raw, fault)
        SELECT %d, CAST(before + took + place AS BIGINT), text,
          CASE WHEN place = 1 THEN fault ELSE 'lies within a broken quote' END
        FROM (SELECT before, took, fault, unnest(texts) AS text,
          generate_subscripts(texts, 1) AS place FROM %s)
        """
            .formatted(source, table));
  }

  /** Adds the lines from one with a quote that is never closed. */
  static void addTail(DataEngine engine, int source, String lines) {
    engine.execute(
        """
        INSERT INTO collected (source, record, raw, fault)
        SELECT %d, coalesce((SELECT MAX(record) FROM collected WHERE source = %1$d), 0)
            + row_number() OVER (), line, CASE WHEN row_number() OVER () = 1
            THEN 'has a quote that is never closed' ELSE 'follows a quote that is never closed' END
        FROM (%s)
        """
            .formatted(source, lines));
  }

  /** What to add to the number of a good record. */
  static String shift(String alias) {
    return "CAST(coalesce(" + alias + ".shift, 0) AS BIGINT)";
  }

  /** The join that finds it. */
  static String asof(String number, String table, String alias) {
    return "ASOF LEFT JOIN (SELECT before, MAX(took + len(texts)) AS shift FROM "
        + table
        + " GROUP BY before) AS "
        + alias
        + " ON "
        + number
        + " > "
        + alias
        + ".before";
  }
}
