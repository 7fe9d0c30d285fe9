package io.edgeflow.core.predict;

import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Tensor;
import java.nio.FloatBuffer;

/**
 * From a model's output to the numbers of its answer, the very same code when a model is measured,
 * packaged and run on a device. A row's answer is
 *
 * <ul>
 *   <li>for classes, one score a class, as the model gives them;
 *   <li>for values, each value in the units of the data;
 *   <li>for the sample itself, one number: the mean squared error {@code Σ (output - feature)² /
 *       n}, summed in double precision.
 * </ul>
 */
public final class Postprocessing {
  private Postprocessing() {}

  /**
   * The answers to a batch.
   *
   * @param features float32, as the model took them
   * @param output float32, as the model gave it
   * @return float32 {@code [rows, target.answers().size()]}
   */
  public static Tensor answers(Target target, Tensor features, Tensor output) {
    int rows = features.dim(0);
    int width = target.answers().size();
    int each = target.outputs(features.size() / Math.max(1, rows));
    if (output.size() != rows * each) {
      throw new IllegalArgumentException(
          "An output " + output + " for " + rows + " rows of " + each + " numbers");
    }
    return target.map(
        new Target.Cases<>() {
          @Override
          public Tensor classes(ClassTarget classes) {
            return output.reshape(rows, width);
          }

          @Override
          public Tensor values(ValueTarget values) {
            float[] numbers = output.toFloats();
            for (int i = 0; i < numbers.length; i++) {
              numbers[i] = values.unscaled(i % width, numbers[i]);
            }
            return Tensor.of(new int[] {rows, width}, numbers);
          }

          @Override
          public Tensor self(SelfTarget self) {
            return Tensor.of(new int[] {rows, 1}, errors(features, output, rows, each));
          }
        });
  }

  private static float[] errors(Tensor features, Tensor output, int rows, int each) {
    FloatBuffer wanted = features.floats();
    FloatBuffer found = output.floats();
    float[] errors = new float[rows];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int i = row * each; i < (row + 1) * each; i++) {
        double difference = (double) found.get(i) - wanted.get(i);
        sum += difference * difference;
      }
      errors[row] = (float) (sum / each);
    }
    return errors;
  }
}
