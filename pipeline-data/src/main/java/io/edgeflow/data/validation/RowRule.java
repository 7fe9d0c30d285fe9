package io.edgeflow.data.validation;

import java.util.List;

/**
 * A test of each row.
 *
 * @param name of its check
 * @param columns that it looks at
 * @param share of the rows asked that must pass it
 * @param where it is configured, below {@code data_pipeline}
 */
record RowRule(String name, List<String> columns, RowTest test, double share, String where)
    implements Rule {}
