package io.edgeflow.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import java.util.List;
import java.util.Locale;

/**
 * What a training found of the labels of a data set, which is added to its card later: data and
 * version stay as they are.
 *
 * @param rows training rows that were looked at
 * @param suspects how many of them have a label that looks wrong
 * @param first some of them, the most suspicious at the start
 */
public record LabelNote(long rows, long suspects, List<Suspect> first) {
  private static final int MOST_ROWS = 20;

  /**
   * A row whose label looks wrong.
   *
   * @param row of the training split, from 0
   * @param probability of the label, by a model that has not seen the row
   * @param likely the class that is more probable
   */
  public record Suspect(int row, String label, double probability, String likely) {}

  /** Copies the list. */
  public LabelNote {
    first = List.copyOf(first);
  }

  /** The card with this at its end, as a file of the same name. */
  public Artifact addedTo(Artifact card, ArtifactStore store) {
    Markdown text = new Markdown();
    text.line("## Labels that look wrong");
    text.line(
        "Of %d training rows, %d have another class at least the probability that is usual for it,"
            + " by linear models that have not seen the row (confident learning).",
        rows, suspects);
    if (!first.isEmpty()) {
      text.line("The most suspicious, by their place in the training split:");
      text.table(
          List.of("row", "label", "its probability", "more probable"),
          first.stream()
              .limit(MOST_ROWS)
              .map(
                  suspect ->
                      List.of(
                          String.valueOf(suspect.row()),
                          suspect.label(),
                          String.format(Locale.ROOT, "%.4f", suspect.probability()),
                          suspect.likely()))
              .toList());
    }
    String whole = new String(store.read(card), UTF_8) + "\n" + text;
    return store.put(card.name(), whole.getBytes(UTF_8));
  }
}
