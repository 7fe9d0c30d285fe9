package io.edgeflow.core.baseline;

import io.edgeflow.core.baseline.Summary.Of;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The summaries that drift is measured on, by what samples and answers are. */
public final class Summaries {
  /** The most values or channels of a sample that are summarized one by one. */
  private static final int MOST = 16;

  private Summaries() {}

  /**
   * The summaries of a sample: mean and contrast of an image; the mean of each channel and the
   * deviation of a series; each value of a vector. Of more than {@value #MOST} channels or values,
   * mean and deviation of all.
   *
   * @param columns the raw columns, whose names the values of a vector have
   */
  public static List<Summary> ofInput(FeatureSpec features, List<String> columns) {
    if (features.kind() == FeatureKind.IMAGE) {
      return List.of(
          new Summary("image_mean", Of.INPUT_MEAN, 0),
          new Summary("image_contrast", Of.INPUT_DEVIATION, 0));
    }
    String kind = features.kind().id();
    Summary deviation = new Summary(kind + "_deviation", Of.INPUT_DEVIATION, 0);
    if (features.channels() > MOST) {
      return List.of(new Summary(kind + "_mean", Of.INPUT_MEAN, 0), deviation);
    }
    if (features.kind() == FeatureKind.VECTOR) {
      return named("value", columns, Of.INPUT_VALUE);
    }
    List<Summary> summaries = new ArrayList<>();
    for (int i = 0; i < features.channels(); i++) {
      summaries.add(new Summary("channel_" + i + "_mean", Of.CHANNEL_MEAN, i));
    }
    summaries.add(deviation);
    return summaries;
  }

  /**
   * The summaries of an answer: score and confidence of the predicted class, the latter as a logit;
   * each value; the error of a reconstruction.
   */
  public static List<Summary> ofAnswer(Target target) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public List<Summary> classes(ClassTarget classes) {
            return List.of(
                new Summary("predicted_score", Of.TOP_SCORE, 0),
                new Summary("confidence_logit", Of.CONFIDENCE_LOGIT, 0));
          }

          @Override
          public List<Summary> values(ValueTarget values) {
            return named("predicted", values.columns(), Of.ANSWER_VALUE);
          }

          @Override
          public List<Summary> self(SelfTarget self) {
            return List.of(new Summary(SelfTarget.ERROR, Of.ANSWER_VALUE, 0));
          }
        });
  }

  /**
   * The values of some summaries of one sample or answer; see {@link Summary#value}.
   *
   * @param channels the size of the features' last axis; not looked at for an answer
   */
  public static double[] values(List<Summary> summaries, int channels, float[] numbers) {
    return values(summaries, channels, Sums.of(numbers), () -> numbers);
  }

  /** The same values of a sample of numbers from 0 to 255, given as unsigned bytes. */
  public static double[] values(List<Summary> summaries, int channels, byte[] numbers) {
    return values(summaries, channels, Sums.of(numbers), () -> floats(numbers));
  }

  private static float[] floats(byte[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers[i] & 0xFF;
    }
    return floats;
  }

  private static double[] values(
      List<Summary> summaries, int channels, Sums sums, Supplier<float[]> numbers) {
    return summaries.stream()
        .mapToDouble(each -> each.value(() -> sums, numbers, channels))
        .toArray();
  }

  /** One a column, by its name in snake_case, or by its place when that is not unique. */
  private static List<Summary> named(String prefix, List<String> columns, Of of) {
    List<String> names = columns.stream().map(Summaries::snake).toList();
    boolean unique = new HashSet<>(names).size() == names.size() && !names.contains("_");
    return IntStream.range(0, names.size())
        .mapToObj(i -> new Summary(prefix + "_" + (unique ? names.get(i) : i), of, i))
        .toList();
  }

  private static String snake(String column) {
    return column.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
