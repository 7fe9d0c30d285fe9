package io.edgeflow.core.step;

import io.edgeflow.core.config.Provider;
import io.edgeflow.core.config.Providers;

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
 *
 * <p>Its {@linkplain #fields() fields} are the keys of the step's own section.
 */
public interface StepProvider extends Provider {
  /** Those on the class path. */
  Providers<StepProvider> ALL = Providers.of(StepProvider.class);

  /**
   * Makes a step.
   *
   * @throws io.edgeflow.core.error.PipelineException of kind CONFIG if a step that it reads is not
   *     before it
   */
  Step<?> create(StepSetup setup);
}
