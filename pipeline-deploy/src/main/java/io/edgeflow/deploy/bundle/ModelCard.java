package io.edgeflow.deploy.bundle;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The page that tells people what a model is and how well it does, as Markdown. */
public final class ModelCard {
  private ModelCard() {}

  /**
   * Writes the card.
   *
   * @param dataVersion SHA-256 of the raw records
   * @param facts measured numbers by name, such as {@code accuracy}
   * @param golden how many rows devices check themselves with
   */
  public static String of(
      InferenceConfig inference, String dataVersion, Map<String, Double> facts, GoldenSet golden) {
    StringBuilder card = new StringBuilder("# Model card: " + inference.model() + "\n\n");
    card.append("| | |\n|---|---|\n");
    row(card, "Task", "image classification into " + inference.labels().size() + " classes");
    row(card, "Classes", String.join(", ", inference.labels()));
    row(card, "Format", inference.format().id());
    row(card, "Precision", inference.precision().name().toLowerCase(Locale.ROOT));
    row(
        card,
        "Input",
        inference.input() + ", preprocessed from " + columns(inference) + " columns");
    row(card, "Output", "one score a class before softmax");
    row(card, "Data version", dataVersion);
    row(card, "Golden rows", golden.rows().size() + ", tolerance " + golden.tolerance());
    if (!facts.isEmpty()) {
      card.append("\n## Measured\n\n| metric | value |\n|---|---|\n");
      new TreeMap<>(facts).forEach((name, value) -> row(card, name, value.toString()));
    }
    card.append("\n## Limits\n\n");
    card.append("Measured on data like that of its training. Rows of another kind get an answer, ");
    card.append("too: watch the drift of inputs and predictions against `baseline.json`.\n");
    return card.toString();
  }

  private static int columns(InferenceConfig inference) {
    return inference.preprocessing().columns().size();
  }

  private static void row(StringBuilder card, String name, String value) {
    card.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}
