package io.edgeflow.orchestrator.run;

import io.edgeflow.core.json.PersistedForm;
import java.util.List;

/**
 * How a run was called, so that it can be resumed.
 *
 * @param config the configuration file as given
 * @param settings the {@code --set} values in order, {@code ${…}} not replaced
 */
public record Invocation(String config, List<String> settings) {
  /** A run is called this way again: what is not understood is refused. */
  static final PersistedForm<Invocation> FORM =
      PersistedForm.strict("invocation", Invocation.class, 2);

  /** Copies the list. */
  public Invocation {
    settings = List.copyOf(settings);
  }
}
