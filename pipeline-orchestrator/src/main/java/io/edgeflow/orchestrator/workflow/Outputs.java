package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.step.Inputs;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the steps so far gave. */
final class Outputs implements Inputs {
  private final Map<String, Object> given = new HashMap<>();

  @Override
  public <T> Optional<T> find(Output<T> output) {
    return Optional.ofNullable(given.get(output.step())).map(output.type()::cast);
  }

  <O> void put(Step<O> step, O output) {
    given.put(step.name(), output);
  }
}
