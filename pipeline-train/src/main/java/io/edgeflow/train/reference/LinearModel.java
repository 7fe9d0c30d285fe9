package io.edgeflow.train.reference;

import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * A predictor that answers row by row.
 *
 * @param name for people
 * @param rows that it was fitted on
 * @param width numbers a row of the answer
 * @param answer the answer to a row
 * @param typical the answer that suits most training rows
 */
record LinearModel(
    String name, int rows, int width, Function<double[], float[]> answer, Floats typical)
    implements Predictor {
  /** Gives the typical answer to every row. */
  LinearModel constant() {
    return new LinearModel("constant", rows, width, row -> typical.toArray(), typical);
  }

  @Override
  public List<Tensor> run(List<Tensor> inputs) {
    double[][] rows = LinearRows.features(inputs.get(0));
    float[] answers = new float[rows.length * width];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(answer.apply(rows[row]), 0, answers, row * width, width);
    }
    return List.of(Tensor.of(new int[] {rows.length, width}, answers));
  }

  @Override
  public String runtime() {
    return "Tribuo";
  }

  @Override
  public void close() {}
}
