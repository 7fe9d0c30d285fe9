package io.edgeflow.deploy.bundle;

import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The page that tells people what a model is and how well it does, as Markdown. */
public final class ModelCard {
  private ModelCard() {}

  /**
   * Writes the card.
   *
   * @param dataVersion SHA-256 of the raw records
   * @param origins where the model came from, by name
   * @param facts measured numbers by name, such as {@code accuracy}
   * @param golden the rows that devices check themselves with
   */
  public static String of(
      InferenceConfig inference,
      String dataVersion,
      Map<String, String> origins,
      Map<String, Double> facts,
      GoldenSet golden) {
    StringBuilder card = new StringBuilder("# Model card: " + inference.model() + "\n\n");
    card.append("| | |\n|---|---|\n");
    task(inference.input(), inference.target(), inference.thresholds())
        .forEach((name, value) -> row(card, name, value));
    row(card, "Format", inference.format().id());
    row(card, "Precision", inference.precision().id());
    row(
        card,
        "Input",
        inference.input() + ", preprocessed from " + columns(inference) + " columns");
    row(card, "Judged by", inference.target().primary().name());
    row(card, "Data version", dataVersion);
    new TreeMap<>(origins).forEach((name, value) -> row(card, name, value));
    row(card, "Golden rows", golden.size() + ", tolerance " + golden.tolerance());
    if (!facts.isEmpty()) {
      card.append("\n## Measured\n\n| metric | value |\n|---|---|\n");
      new TreeMap<>(facts).forEach((name, value) -> row(card, name, value.toString()));
    }
    card.append("\n## Limits\n\n");
    card.append("Measured on data like that of its training. Rows of another kind get an answer, ");
    card.append("too: watch the drift of inputs and answers against `baseline.json`.\n");
    return card.toString();
  }

  private static Map<String, String> task(FeatureSpec input, Target target, Thresholds thresholds) {
    String kind = input.kind().id();
    Map<String, String> rows = new LinkedHashMap<>();
    return target.map(
        new Target.Cases<>() {
          @Override
          public Map<String, String> classes(ClassTarget classes) {
            rows.put("Task", kind + " classification into " + classes.labels().size() + " classes");
            rows.put("Classes", String.join(", ", classes.labels()));
            rows.put("Output", "one score a class before softmax");
            rows.put("Accepted from", "a probability of " + thresholds.confidence());
            return rows;
          }

          @Override
          public Map<String, String> values(ValueTarget values) {
            rows.put("Task", kind + " regression of " + values.columns().size() + " values");
            rows.put("Values", String.join(", ", values.columns()));
            rows.put("Output", "one number a value, (value - mean) / deviation");
            rows.put("Means", values.means().toString());
            rows.put("Deviations", values.deviations().toString());
            return rows;
          }

          @Override
          public Map<String, String> self(SelfTarget self) {
            rows.put("Task", kind + " anomaly detection by reconstruction");
            rows.put("Output", "the preprocessed sample again");
            rows.put(
                "Anomaly above",
                "a mean squared error of %s, the %s quantile of normal validation rows"
                    .formatted(thresholds.requireAnomaly(), self.quantile()));
            return rows;
          }
        });
  }

  private static int columns(InferenceConfig inference) {
    return inference.preprocessing().columns().size();
  }

  private static void row(StringBuilder card, String name, String value) {
    card.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}
