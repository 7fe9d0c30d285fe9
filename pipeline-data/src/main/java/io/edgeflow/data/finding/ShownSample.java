package io.edgeflow.data.finding;

import java.util.List;

/**
 * A row to look at.
 *
 * @param split its name
 * @param label its class, {@code normal} or {@code anomaly}; empty where it has none
 * @param input raw values, as {@code ShownInput} makes them small
 */
public record ShownSample(String split, int row, String label, List<Float> input) {
  /** Copies the input. */
  public ShownSample {
    input = List.copyOf(input);
  }
}
