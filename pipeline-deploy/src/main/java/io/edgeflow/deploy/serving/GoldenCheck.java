package io.edgeflow.deploy.serving;

import io.edgeflow.deploy.bundle.GoldenSet;

/**
 * How a loaded model answered the golden rows.
 *
 * @param rows how many were asked
 * @param maxDifference the largest difference of a score; infinite when a score was not a number
 * @param tolerance the largest that counts as equal
 */
public record GoldenCheck(int rows, double maxDifference, double tolerance) {
  /** Asks every golden row. */
  public static GoldenCheck run(LoadedModel model, GoldenSet golden) {
    double worst = 0;
    for (int i = 0; i < golden.rows().size(); i++) {
      float[] found = model.score(model.prepare(golden.rows().get(i))).toArray();
      worst = Math.max(worst, difference(found, golden.scores().get(i)));
    }
    return new GoldenCheck(golden.rows().size(), worst, golden.tolerance());
  }

  /** Whether every score was as expected. */
  public boolean passes() {
    return maxDifference <= tolerance;
  }

  private static double difference(float[] found, float[] expected) {
    if (found.length != expected.length) {
      return Double.POSITIVE_INFINITY;
    }
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      double difference = Math.abs((double) found[i] - expected[i]);
      worst = Math.max(worst, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    return worst;
  }
}
