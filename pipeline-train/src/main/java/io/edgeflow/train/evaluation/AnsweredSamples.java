package io.edgeflow.train.evaluation;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.dataset.ShownInput;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.sample.FeatureSpec;
import java.util.List;

/**
 * Some rows of a split with what a model says of them, for people to look at.
 *
 * @param spec what each input is, as far as it is shown: large images and long series are smaller
 *     here than in the data
 * @param columns names of an input's values, where it is a vector
 * @param threshold the largest error of a normal sample; NaN for targets that have none
 * @param samples the worst answers first, then others in the order of the split
 */
public record AnsweredSamples(
    FeatureSpec spec, List<String> columns, double threshold, List<AnsweredSample> samples) {
  /** The most samples that are kept. */
  public static final int MOST = 24;

  /** The file in which they are kept: what is not understood is refused. */
  public static final PersistedForm<AnsweredSamples> FORM =
      PersistedForm.strict("answered samples", AnsweredSamples.class, 1);

  /** Copies the lists. */
  public AnsweredSamples {
    columns = List.copyOf(columns);
    samples = List.copyOf(samples);
  }

  /**
   * Rows of a split that are chosen elsewhere.
   *
   * @param samples without their inputs, which are looked up here
   */
  public static AnsweredSamples of(Schema schema, Split split, List<AnsweredSample> samples) {
    ShownInput shown = ShownInput.of(schema);
    return new AnsweredSamples(
        shown.spec(),
        shown.columns(),
        Double.NaN,
        samples.stream()
            .map(sample -> sample.withInput(shown.of(split.raw(sample.row()))))
            .toList());
  }

  /** How an answer compares with the truth. */
  public enum Outcome {
    /** The answer is true. */
    RIGHT,
    /** It is not. */
    WRONG,
    /** It is a number that is near or far, or the truth is not known. */
    OPEN
  }

  /**
   * A row and its answer.
   *
   * @param row its place in the split
   * @param truth a class, a value, {@code normal} or {@code anomaly}; empty where it is not known
   * @param answer of the same kind
   * @param weight of a class the softmax probability, of a value the absolute error, of a sample
   *     itself its reconstruction error
   * @param input raw values in memory order, NaN where missing
   */
  public record AnsweredSample(
      int row, String truth, String answer, double weight, Outcome outcome, List<Float> input) {
    /** Copies the input. */
    public AnsweredSample {
      input = List.copyOf(input);
    }

    private AnsweredSample withInput(List<Float> values) {
      return new AnsweredSample(row, truth, answer, weight, outcome, values);
    }
  }
}
