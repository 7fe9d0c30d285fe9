package io.edgeflow.core.numeric;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's step-down procedure: of {@code m} hypotheses, the one with the smallest p-value is
 * rejected at {@code alpha / m}, the next at {@code alpha / (m - 1)}, and so on until one is not.
 * The chance that any true hypothesis is rejected is at most {@code alpha}, whatever their
 * dependence, and it rejects all that Bonferroni's correction does.
 *
 * <p>S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of
 * Statistics 6 (1979), 65-70.
 */
public final class Holm {
  private Holm() {}

  /** Which of the hypotheses are rejected, in their order. */
  public static boolean[] rejected(List<Double> pValues, double alpha) {
    int[] order =
        IntStream.range(0, pValues.size())
            .boxed()
            .sorted(Comparator.comparing(pValues::get))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean[] rejected = new boolean[order.length];
    for (int i = 0; i < order.length && pValues.get(order[i]) < alpha / (order.length - i); i++) {
      rejected[order[i]] = true;
    }
    return rejected;
  }
}
