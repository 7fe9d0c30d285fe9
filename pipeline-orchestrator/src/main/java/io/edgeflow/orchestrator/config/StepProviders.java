package io.edgeflow.orchestrator.config;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.step.StepProvider;
import java.util.Collections;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The step providers on the class path, by id; the same id twice is refused. */
public final class StepProviders {
  private StepProviders() {}

  /** All of them. */
  public static SortedMap<String, StepProvider> all() {
    SortedMap<String, StepProvider> found = new TreeMap<>();
    for (StepProvider provider : ServiceLoader.load(StepProvider.class)) {
      StepProvider other = found.put(provider.id(), provider);
      if (other != null) {
        throw PipelineException.config("Two step providers have the same id")
            .found(provider.id() + ": " + other.getClass() + ", " + provider.getClass())
            .remedy("take one of them off the class path")
            .build();
      }
    }
    return Collections.unmodifiableSortedMap(found);
  }

  /** One of them, which the configuration was checked to name. */
  public static StepProvider required(String id) {
    StepProvider provider = all().get(id);
    if (provider == null) {
      throw new IllegalStateException("No step provider " + id);
    }
    return provider;
  }
}
