package io.edgeflow.orchestrator.run;

import io.edgeflow.core.json.PersistedForm;
import java.util.List;

/**
 * How a run was called, so that it can be resumed.
 *
 * @param config the configuration file as given; empty for a configuration made in code
 * @param settings the {@code --set} values in order, {@code ${…}} not replaced
 */
public record Invocation(String config, List<String> settings) {
  /** A run is called this way again: what is not understood is refused. */
  static final PersistedForm<Invocation> FORM =
      PersistedForm.strict("invocation", Invocation.class, 2);

  /** A run whose configuration was made in code. */
  public static Invocation inCode() {
    return new Invocation("", List.of());
  }

  /** Whether the configuration was made in code, where alone the run can be resumed. */
  public boolean madeInCode() {
    return config.isEmpty();
  }

  /** Copies the list. */
  public Invocation {
    settings = List.copyOf(settings);
  }
}
