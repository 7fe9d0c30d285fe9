package io.edgeflow.train.loop;

import java.util.OptionalInt;

/**
 * Which epoch is the best, and when training ends before its last.
 *
 * @param monitor what the best epoch is chosen by
 * @param patience after how many epochs in a row without a better one training ends, at least 1;
 *     empty for never
 */
public record Stopping(Monitor monitor, OptionalInt patience) {
  /** Checks the range. */
  public Stopping {
    if (patience.orElse(1) < 1) {
      throw new IllegalArgumentException("A patience of " + patience);
    }
  }

  /** The lowest validation loss of all epochs. */
  public static Stopping never() {
    return new Stopping(Monitor.VAL_LOSS, OptionalInt.empty());
  }

  /** Whether an epoch that is not better was one too many. */
  boolean endsAfter(int epoch, int bestEpoch) {
    return patience.isPresent() && epoch - bestEpoch >= patience.getAsInt();
  }
}
