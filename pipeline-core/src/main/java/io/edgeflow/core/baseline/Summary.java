package io.edgeflow.core.baseline;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.numeric.Softmax;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * One number that stands for a sample or for its answer, on which drift is measured. The data
 * stage, the packager and the device work it out with this code.
 *
 * @param name unique in a baseline, snake_case
 * @param of what is summarized
 * @param index which channel, value or number; 0 where there is only one
 */
public record Summary(String name, Of of, int index) {
  /** Checks the index. */
  public Summary {
    if (index < 0) {
      throw new IllegalArgumentException("Summary " + name + " of index " + index);
    }
  }

  /** What is summarized. */
  public enum Of {
    /** The mean of all preprocessed features. */
    INPUT_MEAN("input_mean", true),
    /** The population standard deviation of all preprocessed features. */
    INPUT_DEVIATION("input_deviation", true),
    /** The mean of one channel's preprocessed features. */
    CHANNEL_MEAN("channel_mean", true),
    /** One preprocessed feature. */
    INPUT_VALUE("input_value", true),
    /** The largest number of the answer: the predicted class's score before softmax. */
    TOP_SCORE("top_score", false),
    /** The predicted class's softmax probability. */
    CONFIDENCE("confidence", false),
    /** The logit of that probability, ln(p / (1 - p)), which tells apart what is nearly certain. */
    CONFIDENCE_LOGIT("confidence_logit", false),
    /** One number of the answer: a value, or the error of a reconstruction. */
    ANSWER_VALUE("answer_value", false);

    private final String id;
    private final boolean input;

    Of(String id, boolean input) {
      this.id = id;
      this.input = input;
    }

    /** The name in files. */
    @JsonValue
    public String id() {
      return id;
    }

    /** The constant with an id. */
    @JsonCreator
    public static Of of(String id) {
      return Arrays.stream(values())
          .filter(of -> of.id.equals(id))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("No summary of " + id));
    }
  }

  /** Whether it stands for the sample, and not for its answer. */
  public boolean ofInput() {
    return of.input;
  }

  /**
   * Its value.
   *
   * @param numbers the preprocessed features, or the numbers of the answer
   * @param channels the size of the features' last axis; not looked at for an answer
   */
  public double value(float[] numbers, int channels) {
    return value(() -> Sums.of(numbers), () -> numbers, channels);
  }

  /** The same of a sample whose sums may be known, and whose numbers may be no floats yet. */
  double value(Supplier<Sums> sums, Supplier<float[]> numbers, int channels) {
    return switch (of) {
      case INPUT_MEAN -> sums.get().mean();
      case INPUT_DEVIATION -> sums.get().deviation();
      case CHANNEL_MEAN -> mean(numbers.get(), index, channels);
      case INPUT_VALUE, ANSWER_VALUE -> numbers.get()[index];
      case TOP_SCORE -> numbers.get()[Argmax.of(numbers.get())];
      case CONFIDENCE -> Softmax.largest(numbers.get(), 0, numbers.get().length);
      case CONFIDENCE_LOGIT -> confidenceLogit(numbers.get());
    };
  }

  private static double mean(float[] numbers, int from, int step) {
    double sum = 0;
    int count = 0;
    for (int i = from; i < numbers.length; i += step) {
      sum += numbers[i];
      count++;
    }
    return sum / count;
  }

  /** The top score less the log-sum-exp of the others; 0 where there are no others. */
  private static double confidenceLogit(float[] scores) {
    int top = Argmax.of(scores);
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.length; i++) {
      highest = i == top ? highest : Math.max(highest, scores[i]);
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum += i == top ? 0 : Math.exp(scores[i] - highest);
    }
    return scores.length == 1 ? 0 : scores[top] - highest - Math.log(sum);
  }
}
