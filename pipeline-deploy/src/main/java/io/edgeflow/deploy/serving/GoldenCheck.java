package io.edgeflow.deploy.serving;

import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.deploy.batch.Rows;
import io.edgeflow.deploy.bundle.AnswerScale;
import io.edgeflow.deploy.bundle.GoldenSet;
import io.edgeflow.deploy.bundle.InferenceConfig;

/**
 * How a loaded model answered the golden rows.
 *
 * @param rows how many were asked
 * @param maxDifference the largest difference of a number, in units of {@link AnswerScale};
 *     infinite when one was not a number
 * @param tolerance the largest that counts as equal
 */
public record GoldenCheck(int rows, double maxDifference, double tolerance) {
  /** Asks every golden row. */
  public static GoldenCheck run(LoadedModel model, GoldenSet golden) {
    InferenceConfig config = model.config();
    AnswerScale scale = AnswerScale.of(config.target(), config.thresholds());
    double worst = 0;
    for (int from = 0; from < golden.size(); from += Rows.BATCH) {
      Tensor some = Rows.of(golden.rows(), from, Math.min(from + Rows.BATCH, golden.size()));
      Answers found = model.answer(model.prepare(some));
      for (int i = 0; i < found.rows(); i++) {
        float[] expected = golden.answers().floatRow(from + i);
        worst = Math.max(worst, scale.difference(found.row(i), expected));
      }
    }
    return new GoldenCheck(golden.size(), worst, golden.tolerance());
  }

  /** Whether every number was as expected. */
  public boolean passes() {
    return maxDifference <= tolerance;
  }
}
