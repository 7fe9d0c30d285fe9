package io.edgeflow.deploy.rollout;

import java.util.List;

/**
 * Validation rows with the classes that the shipped file itself predicts for them: what devices
 * have to agree with.
 *
 * @param rows raw rows, NaN where missing
 * @param expected a class index for each row
 */
public record ReplaySet(List<float[]> rows, List<Integer> expected) {
  /** Copies the lists and checks that they fit each other. */
  public ReplaySet {
    rows = List.copyOf(rows);
    expected = List.copyOf(expected);
    if (rows.size() != expected.size()) {
      throw new IllegalArgumentException(rows.size() + " rows, " + expected.size() + " classes");
    }
  }

  /** The first rows; no row comes twice, so there may be fewer than asked for. */
  ReplaySet first(int count) {
    return part(0, Math.min(count, rows.size()));
  }

  /** The part of the rows that belongs to one of several probes, in order. */
  ReplaySet share(int probe, int probes) {
    return part(
        (int) ((long) rows.size() * probe / probes),
        (int) ((long) rows.size() * (probe + 1) / probes));
  }

  private ReplaySet part(int from, int to) {
    return new ReplaySet(rows.subList(from, to), expected.subList(from, to));
  }
}
