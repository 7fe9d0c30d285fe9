package io.edgeflow.train.architecture;

import java.util.List;
import java.util.Optional;

/**
 * How large the layers of a network are.
 *
 * @param width factor on the channels or features of every layer but the first and the last, above
 *     0; each size is rounded and at least 1
 * @param hidden features of each hidden layer of a dense network, each at least 1; empty for the
 *     architecture's own. Convolutional networks have no such list and refuse it
 */
public record LayerSizes(double width, Optional<List<Integer>> hidden) {
  /** The architecture's own sizes. */
  public static final LayerSizes DEFAULT = ofWidth(1);

  /** Copies the list and checks the ranges. */
  public LayerSizes {
    hidden = hidden.map(List::copyOf);
    boolean tooSmall = hidden.orElse(List.of()).stream().anyMatch(features -> features < 1);
    if (!(width > 0) || Double.isInfinite(width) || tooSmall) {
      throw new IllegalArgumentException("A width of " + width + ", hidden layers of " + hidden);
    }
  }

  /** The architecture's own sizes times a width. */
  public static LayerSizes ofWidth(double width) {
    return new LayerSizes(width, Optional.empty());
  }

  /** Hidden layers of the given sizes. */
  public static LayerSizes ofHidden(Integer... features) {
    return new LayerSizes(1, Optional.of(List.of(features)));
  }

  /** The same layers, each times a factor. */
  public LayerSizes times(double factor) {
    return new LayerSizes(width * factor, hidden);
  }

  /** A size times the width. */
  int scaled(int size) {
    return Math.toIntExact(Math.max(1, Math.round(size * width)));
  }

  /** The hidden layers' features, or the given ones where none are chosen, times the width. */
  List<Integer> hiddenOr(List<Integer> own) {
    return hidden.orElse(own).stream().map(this::scaled).toList();
  }
}
