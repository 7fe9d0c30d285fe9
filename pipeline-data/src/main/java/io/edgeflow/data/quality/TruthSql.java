package io.edgeflow.data.quality;

import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.data.engine.Sql;
import java.util.List;

/**
 * The query behind the SQL view {@code truths}, which adds to the columns of {@code rows}
 *
 * <ul>
 *   <li>{@code filled} and {@code formed}: how many cells of the truth are not empty, and how many
 *       of those are well-formed;
 *   <li>{@code reason}: why the record cannot be read or its truth cannot be used; null when both
 *       can;
 *   <li>{@code claim}: a number for what no other record with equal features may contradict; null
 *       when it contradicts nobody. Measured values may differ between equal records;
 *   <li>{@code class}: the number of the class, 1 for an anomaly, or else 0.
 * </ul>
 */
final class TruthSql implements Target.Cases<String> {
  @Override
  public String classes(ClassTarget target) {
    return """
        SELECT rows.*, CAST(label IS NOT NULL AS INTEGER) AS filled,
          CAST(id IS NOT NULL AS INTEGER) AS formed,
          CASE WHEN label IS NOT NULL THEN hash(label) END AS claim, id AS class, CASE
            WHEN fault IS NOT NULL THEN fault
            WHEN label IS NULL THEN 'the label is missing'
            WHEN id IS NULL THEN 'the label "' || label || '" ' || coalesce(why, 'is not a known one')
            END AS reason
        FROM rows LEFT JOIN labels ON label = name
        """;
  }

  @Override
  public String values(ValueTarget target) {
    return cells(target.columns(), "is not a number", "NULL", "0");
  }

  @Override
  public String self(SelfTarget target) {
    return target.anomaly() == null
        ? """
        SELECT *, 0 AS filled, 0 AS formed, NULL AS claim, 0 AS class, fault AS reason FROM rows
        """
        : cells(
            List.of(target.anomaly()),
            "is none of 0, 1, true and false",
            "truth[1]",
            "CASE WHEN truth[1] = 1 THEN 1 ELSE 0 END");
  }

  private static String cells(List<String> columns, String broken, String claim, String number) {
    return """
        SELECT * EXCLUDE (wrong), list_count(truth) AS filled,
          len(list_filter(truth, lambda x: x IS NOT NULL AND NOT isnan(x))) AS formed,
          %3$s AS claim, %4$s AS class, coalesce(fault, %1$s[wrong] || CASE
            WHEN truth[wrong] IS NULL THEN ' is missing' ELSE ' %2$s' END) AS reason
        FROM (SELECT *, list_position(
            list_transform(truth, lambda x: x IS NULL OR isnan(x)), true) AS wrong FROM rows)
        """
        .formatted(Sql.texts(columns), broken, claim, number);
  }
}
