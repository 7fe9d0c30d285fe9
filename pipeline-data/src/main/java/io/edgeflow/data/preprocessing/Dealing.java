package io.edgeflow.data.preprocessing;

import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;

/**
 * How a target wants rows to be dealt, as SQL over the units that stay together.
 *
 * @param counts how many different classes are counted
 * @param values how many values a row's truth has beside its class
 * @param stratum rows of equal strata are dealt in the shares wanted
 * @param anomalies whether class 1 is for the test split alone; the shares are those of the others
 */
record Dealing(int counts, int values, String stratum, boolean anomalies) {
  private static final String ONE_STRATUM = "0";
  private static final String TENTHS = "ntile(10) OVER (ORDER BY value, draw)";

  static Dealing of(Target target) {
    return of(target, Stratify.CLASSES);
  }

  static Dealing of(Target target, Stratify stratify) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public Dealing classes(ClassTarget classes) {
            String stratum = stratify == Stratify.CLASSES ? "class" : ONE_STRATUM;
            return new Dealing(classes.labels().size(), 0, stratum, false);
          }

          @Override
          public Dealing values(ValueTarget values) {
            String stratum = stratify == Stratify.QUANTILES ? TENTHS : ONE_STRATUM;
            return new Dealing(1, values.columns().size(), stratum, false);
          }

          @Override
          public Dealing self(SelfTarget self) {
            return new Dealing(2, 0, ONE_STRATUM, true);
          }
        });
  }

  /**
   * Whether a unit is for the test split alone.
   *
   * @param highest SQL for the greatest of its classes
   */
  String testOnly(String highest) {
    return anomalies ? highest + " = 1" : "false";
  }
}
