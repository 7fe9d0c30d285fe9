package io.edgeflow.data.validation;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A test of each row in a user's own SQL.
 *
 * @param name of its check
 * @param sql an expression over the columns, true where a row passes; or a query that gives the
 *     rows that do not
 * @param share of the rows that must pass
 * @param where it is configured, below {@code data_pipeline}
 */
record SqlRule(String name, String sql, double share, String where) implements Rule {
  @Override
  public List<String> columns() {
    return List.of();
  }

  /** Whether the column's name stands in it as a word. */
  boolean names(String column) {
    String word = "(?iu)(?<![\\p{L}\\p{N}_])" + Pattern.quote(column) + "(?![\\p{L}\\p{N}_])";
    return Pattern.compile(word).matcher(sql).find();
  }

  boolean isQuery() {
    return sql.strip().matches("(?is)(select|with|from)\\b.*");
  }
}
