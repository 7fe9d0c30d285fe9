package io.edgeflow.data.quality;

import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.data.engine.Sql;
import java.util.List;

/**
 * The query behind the SQL table {@code truths}, which has one row a readable record: {@code
 * source, record} and
 *
 * <ul>
 *   <li>{@code filled} and {@code formed}: how many cells of the truth are not empty, and how many
 *       of those are well-formed;
 *   <li>{@code reason}: why the truth cannot be used; null when it can;
 *   <li>{@code claim}: what no other record with equal features may contradict; null when it
 *       contradicts nobody. Measured values may differ between equal records;
 *   <li>{@code class}: the number of the class, 1 for an anomaly, or else 0.
 * </ul>
 */
final class TruthSql implements Target.Cases<String> {
  @Override
  public String classes(ClassTarget target) {
    return """
        SELECT source, record, CAST(label IS NOT NULL AS INTEGER) AS filled,
          CAST(id IS NOT NULL AS INTEGER) AS formed, label AS claim, id AS class, CASE
            WHEN label IS NULL THEN 'the label is missing'
            WHEN id IS NULL THEN 'the label "' || label || '" ' || coalesce(why, 'is not a known one')
            END AS reason
        FROM rows LEFT JOIN labels ON label = name WHERE fault IS NULL
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
        SELECT source, record, 0 AS filled, 0 AS formed, NULL AS claim, 0 AS class, NULL AS reason
        FROM rows WHERE fault IS NULL
        """
        : cells(
            List.of(target.anomaly()),
            "is none of 0, 1, true and false",
            "CAST(truth[1] AS VARCHAR)",
            "CASE WHEN truth[1] = 1 THEN 1 ELSE 0 END");
  }

  private static String cells(List<String> columns, String broken, String claim, String number) {
    return """
        SELECT source, record, list_count(truth) AS filled,
          len(list_filter(truth, lambda x: x IS NOT NULL AND NOT isnan(x))) AS formed,
          %3$s AS claim, %4$s AS class, %1$s[wrong] || CASE WHEN truth[wrong] IS NULL
            THEN ' is missing' ELSE ' %2$s' END AS reason
        FROM (SELECT *, list_position(
            list_transform(truth, lambda x: x IS NULL OR isnan(x)), true) AS wrong FROM rows)
        WHERE fault IS NULL
        """
        .formatted(Sql.texts(columns), broken, claim, number);
  }
}
