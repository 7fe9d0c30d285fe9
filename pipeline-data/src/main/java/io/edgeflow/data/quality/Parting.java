package io.edgeflow.data.quality;

import io.edgeflow.data.engine.DataEngine;

/** Gives rows their splits before they are dealt, by what each of them says. */
@FunctionalInterface
public interface Parting {
  /**
   * Has the column {@code part} of the view {@code truths} name each row's split, and adds the rows
   * that no split may have to the table {@code rejects}.
   *
   * @param engine holds the view {@code judged}
   */
  void part(DataEngine engine);
}
