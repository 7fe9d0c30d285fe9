package io.edgeflow.core.step;

import io.edgeflow.core.config.Section;

/** What a provider makes a step of. */
public interface StepSetup {
  /** The step's name. */
  String name();

  /** Its section of the configuration, checked. */
  Section section();

  /**
   * The handle of what a step before it gives.
   *
   * @throws io.edgeflow.core.error.PipelineException of kind CONFIG if there is none of that name
   *     and type
   */
  <T> Output<T> output(String step, Class<T> type);
}
