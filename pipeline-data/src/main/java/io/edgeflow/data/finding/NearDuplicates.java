package io.edgeflow.data.finding;

import java.util.List;

/**
 * Images that hardly differ.
 *
 * @param images how many were looked at
 * @param of how many there are
 * @param distance how many of the 64 bits of the difference hash may differ
 * @param near images that are near to another one
 * @param pairs pairs of images that are near to each other
 * @param crossing of these, pairs whose images are in different splits
 * @param held validation and test images that were looked at
 * @param leaked of these, those near to a training image
 * @param first some pairs, those of different splits and the nearest first
 */
public record NearDuplicates(
    long images,
    long of,
    int distance,
    long near,
    long pairs,
    long crossing,
    long held,
    long leaked,
    List<Pair> first) {
  /** Copies the pairs. */
  public NearDuplicates {
    first = List.copyOf(first);
  }

  /** An image by its place. */
  public record Place(int split, int row) {}

  /** Two images and how many bits differ. */
  public record Pair(int distance, Place one, Place other) {
    boolean crosses() {
      return one.split() != other.split();
    }
  }

  /** The share of validation and test images that are near to a training image; NaN of none. */
  public double overlap() {
    return held == 0 ? Double.NaN : (double) leaked / held;
  }
}
