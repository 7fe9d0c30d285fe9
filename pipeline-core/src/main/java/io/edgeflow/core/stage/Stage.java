package io.edgeflow.core.stage;

import io.edgeflow.core.run.RunContext;

/**
 * A step of the pipeline: from the output of the stage before to its own. Outputs are records that
 * JSON can hold; files in them are artifacts. A stage's gate is evaluated apart, from the output,
 * so that changed limits need no new run.
 *
 * @param <I> what it takes
 * @param <O> what it gives
 */
public interface Stage<I, O> {
  /** The stage's name in run.json. */
  String name();

  /** Does the work. */
  O run(I input, RunContext context);

  /** Judges an output and gives what run.json shows of it. */
  StageReport report(O output);
}
