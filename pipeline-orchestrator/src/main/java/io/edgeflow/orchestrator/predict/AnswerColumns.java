package io.edgeflow.orchestrator.predict;

import io.edgeflow.core.predict.Answer;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The columns that an answer fills: {@code prediction} and {@code confidence} of a class; {@code
 * predicted_NAME} of each value, in the units of the data; {@code prediction} ({@code normal} or
 * {@code anomaly}) and {@code reconstruction_error} of a sample.
 */
final class AnswerColumns {
  private static final String PREDICTION = "prediction";

  private AnswerColumns() {}

  /** Their names. */
  static List<String> names(Target target) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public List<String> classes(ClassTarget classes) {
            return List.of(PREDICTION, "confidence");
          }

          @Override
          public List<String> values(ValueTarget values) {
            return values.columns().stream().map(name -> "predicted_" + name).toList();
          }

          @Override
          public List<String> self(SelfTarget self) {
            return List.of(PREDICTION, SelfTarget.ERROR);
          }
        });
  }

  /** Their cells; numbers as Java writes them, so that they read back to the same float. */
  static List<String> cells(Target target, Answer answer) {
    return target.map(
        new Target.Cases<>() {
          @Override
          public List<String> classes(ClassTarget classes) {
            return labelled(answer);
          }

          @Override
          public List<String> values(ValueTarget values) {
            return numbers(answer.numbers()).toList();
          }

          @Override
          public List<String> self(SelfTarget self) {
            return labelled(answer);
          }
        });
  }

  private static List<String> labelled(Answer answer) {
    return Stream.concat(Stream.of(answer.label()), numbers(answer.numbers())).toList();
  }

  private static Stream<String> numbers(Map<String, Double> numbers) {
    return numbers.values().stream().map(value -> Float.toString(value.floatValue()));
  }
}
