package io.edgeflow.deploy.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * When the answers of a wave are judged: after the first rows, and while they tell too little,
 * after twice as many, up to a largest number. The chance of an error is spent over the looks, half
 * of it on the first, half of what is left on each later one, all of that on the last, so that the
 * sum over the looks is {@code alpha} (Bonferroni), however often one looks. A wave whose devices
 * together have seen every row of the replay set learns nothing from later looks, which spend
 * nothing of its share.
 *
 * @param rows how many rows each device was asked by the time of each look
 * @param last the look from which on the wave as a whole sees no row that it has not seen
 * @param alpha the chance of an error that all looks have together
 */
record Looks(List<Integer> rows, int last, double alpha) {
  /** Copies the list. */
  Looks {
    rows = List.copyOf(rows);
  }

  /**
   * Begins with as many rows as a wave without any disagreement needs to pass.
   *
   * @param limit the share of answers that has to agree
   * @param devices in the wave
   * @param available rows of the replay set
   */
  static Looks of(RolloutPlan plan, double limit, double alpha, int devices, int available) {
    int most = Math.min(plan.maxInferences(), available);
    int first = Math.max(plan.minInferences(), needed(limit, alpha / 2, devices));
    List<Integer> rows = new ArrayList<>();
    int last = 0;
    for (int next = first; next < most; next *= 2) {
      rows.add(next);
      last += (long) next * devices < available ? 1 : 0;
    }
    rows.add(most);
    return new Looks(rows, last, alpha);
  }

  /** Rows a device without any disagreement that show the limit: {@code limit^rows <= alpha}. */
  static int needed(double limit, double alpha, int devices) {
    int rows = limit == 0 ? 1 : (int) Math.ceil(Math.log(alpha) / Math.log(limit));
    return (rows + devices - 1) / Math.max(1, devices);
  }

  /** The same for a wave that has lost devices, and so may see new rows at each look. */
  Looks growing() {
    return new Looks(rows, count() - 1, alpha);
  }

  int count() {
    return rows.size();
  }

  int rows(int look) {
    return rows.get(look);
  }

  /** What the test of the whole wave may err by at a look. */
  double ofWave(int look) {
    return spent(Math.min(look, last), last + 1);
  }

  /** What the tests of the devices may err by at a look. */
  double ofDevices(int look) {
    return spent(look, count());
  }

  private double spent(int look, int of) {
    return alpha / (1L << Math.min(look + 1, of - 1));
  }
}
