package io.edgeflow.data.validation;

import java.util.List;

/** What must hold of a table. */
sealed interface Rule permits RowRule, FigureRule, SqlRule {
  /** The name of its check, or what the names of its checks begin with. */
  String name();

  /** The columns that it looks at by their names. */
  List<String> columns();

  /** Where it is configured, below {@code data_pipeline}. */
  String where();
}
