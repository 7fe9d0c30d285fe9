package io.edgeflow.train.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.DrawnValues;
import io.edgeflow.core.testing.RandomGraphs;
import io.edgeflow.train.evaluation.GraphPredictor;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Branching graphs of every operator in the training engine, against PyTorch. */
class RandomGraphTest {
  /** Of the larger of 1 and PyTorch's value. */
  private static final double TOLERANCE = 1e-5;

  private static final double GRADIENT_TOLERANCE = 1e-4;

  @Test
  void scores_are_pytorchs() {
    Map<Integer, Tensor> expected = RandomGraphs.outputs();
    Map<Integer, String> wrong = new TreeMap<>();
    Map<Integer, String> refused = new TreeMap<>();
    expected.forEach(
        (number, output) -> {
          try (Predictor predictor = new GraphPredictor(RandomGraphs.graph(number), 1)) {
            Tensor found = predictor.predict(RandomGraphs.batch(number));
            assertThat(found.dims()).isEqualTo(output.dims());
            double error = RandomGraphs.relativeError(found, output);
            if (!(error <= TOLERANCE)) {
              wrong.put(number, "error " + error);
            }
          } catch (PipelineException e) {
            refused.put(number, e.getMessage());
          }
        });

    assertThat(expected).hasSize(RandomGraphs.COUNT);
    assertThat(wrong).isEmpty();
    // A weight that two layers share, of which one reads a flattened image.
    assertThat(refused.values())
        .hasSizeLessThanOrEqualTo(5)
        .allMatch(
            message -> message.startsWith("Two nodes want the constant in different layouts"));
  }

  @Test
  void gradients_are_pytorchs() {
    Map<Integer, Map<String, Tensor>> expected = RandomGraphs.gradients();
    Map<String, Double> wrong = new TreeMap<>();
    expected.forEach(
        (number, gradients) -> {
          ModelGraph found =
              Gradients.of(
                  RandomGraphs.graph(number),
                  RandomGraphs.batch(number),
                  outputs -> DrawnValues.slope(number, outputs));
          gradients.forEach(
              (name, gradient) -> {
                double error = RandomGraphs.relativeError(found.constant(name).value(), gradient);
                if (!(error <= GRADIENT_TOLERANCE)) {
                  wrong.put(number + " " + name, error);
                }
              });
        });

    assertThat(expected).hasSizeGreaterThanOrEqualTo(20);
    assertThat(wrong).isEmpty();
  }
}
