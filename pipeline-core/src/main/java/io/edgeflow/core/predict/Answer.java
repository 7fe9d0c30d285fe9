package io.edgeflow.core.predict;

import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a model says of one row, for people. */
public sealed interface Answer {
  /** The answer in words: a class's name, the values, {@code normal} or {@code anomaly}. */
  String label();

  /** The numbers by name, in order: what a table shows beside {@link #label()}. */
  Map<String, Double> numbers();

  /**
   * One class of several.
   *
   * @param label the class's name
   * @param index its index
   * @param confidence its probability, in [0, 1]
   * @param accepted whether the confidence reaches the threshold
   * @param scores one a class, before softmax
   * @param probabilities one a class, adding up to 1
   */
  record Classified(
      String label,
      int index,
      double confidence,
      boolean accepted,
      Floats scores,
      Map<String, Double> probabilities)
      implements Answer {
    /** Copies the map, in order. */
    public Classified {
      probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }

    @Override
    public Map<String, Double> numbers() {
      return Map.of("confidence", confidence);
    }
  }

  /** Values by name, in order, in the units of the data. */
  record Values(Map<String, Double> numbers) implements Answer {
    /** Copies the map, in order. */
    public Values {
      numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    @Override
    public String label() {
      StringBuilder text = new StringBuilder();
      numbers.forEach(
          (name, value) ->
              text.append(text.isEmpty() ? "" : ", ")
                  .append(name)
                  .append(' ')
                  .append(value.floatValue()));
      return text.toString();
    }
  }

  /**
   * Whether a sample is unlike those that were learnt.
   *
   * @param error the mean squared error of its reconstruction
   * @param threshold the largest error of a normal sample
   */
  record Anomaly(double error, double threshold) implements Answer {
    /** Whether the error is above the threshold. */
    public boolean anomalous() {
      return error > threshold;
    }

    @Override
    public String label() {
      return anomalous() ? "anomaly" : "normal";
    }

    @Override
    public Map<String, Double> numbers() {
      return Map.of(SelfTarget.ERROR, error);
    }
  }

  /**
   * The answer that numbers stand for.
   *
   * @param numbers one row of {@link Postprocessing#answers}
   */
  static Answer of(Target target, float[] numbers, Thresholds thresholds) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public Answer classes(ClassTarget classes) {
            return ofScores(classes, numbers, thresholds.confidence());
          }

          @Override
          public Answer values(ValueTarget values) {
            Map<String, Double> named = new LinkedHashMap<>();
            for (int i = 0; i < numbers.length; i++) {
              named.put(values.columns().get(i), (double) numbers[i]);
            }
            return new Values(named);
          }

          @Override
          public Answer self(SelfTarget self) {
            return new Anomaly(numbers[0], thresholds.requireAnomaly());
          }
        });
  }

  private static Answer ofScores(ClassTarget target, float[] scores, double least) {
    int index = Argmax.of(scores);
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp((double) score - scores[index]);
    }
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int i = 0; i < scores.length; i++) {
      probabilities.put(target.labels().get(i), Math.exp((double) scores[i] - scores[index]) / sum);
    }
    return new Classified(
        target.labels().get(index),
        index,
        1 / sum,
        1 / sum >= least,
        Floats.of(scores),
        probabilities);
  }
}
