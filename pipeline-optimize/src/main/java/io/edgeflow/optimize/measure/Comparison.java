package io.edgeflow.optimize.measure;

import io.edgeflow.core.predict.Agreement;
import io.edgeflow.core.predict.Postprocessing;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.Tensor;
import java.util.List;

/**
 * A predictor that is compared with another, batch by batch, as it runs; memory does not grow with
 * the rows. Not thread-safe; closing it closes neither.
 *
 * <pre>{@code
 * Comparison comparison = new Comparison(target, new Side(file, ofFile), new Side(graph, ofGraph));
 * Evaluation test = ModelEvaluator.evaluate(comparison, split, ofFile, progress);
 * double agreement = comparison.agreement();
 * }</pre>
 */
public final class Comparison implements Predictor {
  private final Target target;
  private final Side ours;
  private final Side theirs;
  private double largest;
  private long rows;
  private long agreeing;

  /** A predictor with its thresholds. */
  public record Side(Predictor predictor, Thresholds thresholds) {}

  /** Compares {@code ours}, whose outputs are passed on, with {@code theirs}. */
  public Comparison(Target target, Side ours, Side theirs) {
    this.target = target;
    this.ours = ours;
    this.theirs = theirs;
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs) {
    List<Tensor> outputs = ours.predictor().run(inputs);
    List<Tensor> others = theirs.predictor().run(inputs);
    for (int i = 0; i < outputs.size(); i++) {
      compare(outputs.get(i).toFloats(), others.get(i).toFloats());
    }
    agree(inputs.get(0), outputs.get(0), others.get(0));
    return outputs;
  }

  /** The largest absolute difference of any number of an output so far; NaN when a number is. */
  public double maxDifference() {
    return largest;
  }

  /**
   * The share of rows so far on which both say the same, see {@link Agreement}; NaN before any row.
   */
  public double agreement() {
    return (double) agreeing / rows;
  }

  private void compare(float[] numbers, float[] others) {
    for (int i = 0; i < numbers.length; i++) {
      largest = Math.max(largest, Math.abs((double) numbers[i] - others[i]));
    }
  }

  private void agree(Tensor features, Tensor output, Tensor other) {
    Tensor answers = Postprocessing.answers(target, features, output);
    Tensor expected = Postprocessing.answers(target, features, other);
    for (int row = 0; row < features.dim(0); row++) {
      boolean same =
          Agreement.of(
              target,
              answers.floatRow(row),
              ours.thresholds(),
              expected.floatRow(row),
              theirs.thresholds());
      agreeing += same ? 1 : 0;
      rows++;
    }
  }

  @Override
  public String runtime() {
    return ours.predictor().runtime();
  }

  @Override
  public void close() {
    // Who opened the predictors closes them.
  }
}
