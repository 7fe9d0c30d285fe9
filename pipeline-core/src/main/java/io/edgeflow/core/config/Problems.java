package io.edgeflow.core.config;

import io.edgeflow.core.error.PipelineException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Collects every problem of a configuration, to report them all at once. */
public final class Problems {
  private static final int CLOSE = 3;

  private final List<Problem> found = new ArrayList<>();

  /** One problem: where, which key, what is wrong and what to do. */
  public record Problem(Location location, String key, String message) {
    @Override
    public String toString() {
      return location + ": " + key + ": " + message;
    }
  }

  /** Adds a problem. */
  public void add(Location location, String key, String message) {
    found.add(new Problem(location, key, message));
  }

  /** All problems so far, in the order found. */
  public List<Problem> all() {
    return List.copyOf(found);
  }

  /**
   * Ends the collection.
   *
   * @throws PipelineException of kind CONFIG, naming every problem, if there is any
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      String count = found.size() == 1 ? "1 problem" : found.size() + " problems";
      throw PipelineException.config(
              found.stream()
                  .map(Problem::toString)
                  .collect(
                      Collectors.joining("\n  ", "The configuration has " + count + ":\n  ", "")))
          .build();
    }
  }

  /** {@code "; did you mean x?"} for the nearest of the known names, or nothing. */
  public static String didYouMean(String written, Collection<String> known) {
    String best = "";
    int bestDistance = Math.min(CLOSE, Math.max(1, written.length() / 2)) + 1;
    for (String name : known) {
      int distance = editDistance(written, name);
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return didYouMean(best.isEmpty() ? List.of() : List.of(best));
  }

  /** {@code "; did you mean x or y?"} for these names; nothing for none. */
  public static String didYouMean(List<String> meant) {
    return meant.isEmpty()
        ? ""
        : meant.stream().collect(Collectors.joining("\" or \"", "; did you mean \"", "\"?"));
  }

  /** Levenshtein distance: insertions, deletions and substitutions. */
  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
