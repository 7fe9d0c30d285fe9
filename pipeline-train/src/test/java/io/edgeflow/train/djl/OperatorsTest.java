package io.edgeflow.train.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.OperatorCase;
import io.edgeflow.core.testing.OperatorFamily;
import io.edgeflow.core.testing.RandomGraphs;
import io.edgeflow.train.evaluation.GraphPredictor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each operator by itself in the training engine, against PyTorch. */
class OperatorsTest {
  /** Of the larger of 1 and PyTorch's value. */
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @EnumSource
  void outputs_are_pytorchs(OperatorFamily family) {
    Map<String, Tensor> golden = family.golden();
    Map<String, Double> errors = new TreeMap<>();
    for (OperatorCase one : family.cases()) {
      try (GraphPredictor predictor = new GraphPredictor(one.graph(), 1)) {
        Tensor found = predictor.predict(one.batch());
        errors.put(one.name(), RandomGraphs.relativeError(found, golden.get(one.name())));
      }
    }

    assertWithinTolerance(errors);
  }

  @ParameterizedTest
  @EnumSource
  void gradients_are_pytorchs(OperatorFamily family) {
    Map<String, Tensor> golden = family.golden();
    Map<String, Double> errors = new TreeMap<>();
    for (OperatorCase one : family.cases()) {
      String prefix = one.name() + "/";
      List<String> keys = golden.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
      if (keys.isEmpty()) {
        continue; // PyTorch has no gradient of it.
      }
      ModelGraph found = Gradients.of(one.graph(), one.batch(), one::slope);
      keys.forEach(
          key -> {
            Tensor gradient = found.constant(key.substring(prefix.length())).value();
            errors.put(key, RandomGraphs.relativeError(gradient, golden.get(key)));
          });
    }

    assertThat(errors).isNotEmpty();
    assertWithinTolerance(errors);
  }

  private static void assertWithinTolerance(Map<String, Double> errors) {
    errors.values().removeIf(error -> error <= TOLERANCE);
    assertThat(errors).as("errors beyond %s", TOLERANCE).isEmpty();
  }
}
