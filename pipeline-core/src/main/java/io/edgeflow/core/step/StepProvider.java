package io.edgeflow.core.step;

import io.edgeflow.core.config.FieldTable;

/**
 * Makes steps of a type of its own. Named in {@code
 * META-INF/services/io.edgeflow.core.step.StepProvider}, and put into a workflow by two places of
 * its YAML file:
 *
 * <pre>{@code
 * workflow:
 *   steps: [{name: size_budget, type: size_budget, after: model_optimization}]
 * size_budget: {max_kb: 600}
 * }</pre>
 */
public interface StepProvider {
  /** The type in the configuration, snake_case. */
  String id();

  /** What the step does, in one line. */
  String description();

  /** The keys of the step's own section. */
  FieldTable fields();

  /**
   * Makes a step.
   *
   * @throws io.edgeflow.core.error.PipelineException of kind CONFIG if a step that it reads is not
   *     before it
   */
  Step<?> create(StepSetup setup);
}
