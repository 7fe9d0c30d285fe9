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
 * @param testOnly whether a unit is for the test split alone; the shares are those of the others
 */
record Dealing(int counts, int values, String stratum, String testOnly) {
  static Dealing of(Target target) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public Dealing classes(ClassTarget classes) {
            return new Dealing(classes.labels().size(), 0, "class", "false");
          }

          @Override
          public Dealing values(ValueTarget values) {
            return new Dealing(1, values.columns().size(), "0", "false");
          }

          @Override
          public Dealing self(SelfTarget self) {
            return new Dealing(2, 0, "0", "highest = 1");
          }
        });
  }
}
