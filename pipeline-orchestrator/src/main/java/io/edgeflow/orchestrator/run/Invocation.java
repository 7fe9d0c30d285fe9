package io.edgeflow.orchestrator.run;

import java.util.List;

/**
 * How a run was called, so that it can be resumed.
 *
 * @param config the configuration file as given
 * @param settings the {@code --set} values in order, {@code ${…}} not replaced
 */
public record Invocation(String config, List<String> settings) {
  /** Copies the list. */
  public Invocation {
    settings = List.copyOf(settings);
  }
}
