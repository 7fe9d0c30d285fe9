package io.edgeflow.core.step;

import java.util.Optional;

/** The outputs of the steps before, by their handles. */
public interface Inputs {
  /** An output; empty when its step was not asked for. */
  <T> Optional<T> find(Output<T> output);

  /**
   * An output that must be there.
   *
   * @throws IllegalStateException if its step was not asked for
   */
  default <T> T get(Output<T> output) {
    return find(output)
        .orElseThrow(() -> new IllegalStateException(output.step() + " gave no output"));
  }
}
