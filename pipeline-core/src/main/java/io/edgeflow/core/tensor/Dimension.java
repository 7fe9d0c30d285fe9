package io.edgeflow.core.tensor;

/** One dimension of a shape: fixed, the batch, or the time axis of a series. */
public sealed interface Dimension {
  /** A known size of at least 1. */
  record Fixed(int size) implements Dimension {
    /** Checks the size. */
    public Fixed {
      if (size < 1) {
        throw new IllegalArgumentException("A dimension of " + size);
      }
    }

    @Override
    public String toString() {
      return Integer.toString(size);
    }
  }

  /** The number of samples, known only when run. */
  record Batch() implements Dimension {
    @Override
    public String toString() {
      return "batch";
    }
  }

  /** The number of time steps, known only when run. */
  record Time() implements Dimension {
    @Override
    public String toString() {
      return "time";
    }
  }
}
