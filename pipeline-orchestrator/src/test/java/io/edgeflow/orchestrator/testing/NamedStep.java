package io.edgeflow.orchestrator.testing;

import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Inputs;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import java.util.List;
import java.util.Optional;

/** A step of a name that gives its name. */
public record NamedStep(String name) implements Step<String> {
  @Override
  public Class<String> type() {
    return String.class;
  }

  @Override
  public List<Output<?>> inputs() {
    return List.of();
  }

  @Override
  public Attempt<String> attempt(Inputs inputs, RunContext context) {
    return Attempt.always("it takes no time", () -> name);
  }

  @Override
  public StageReport report(String output) {
    return new StageReport(Optional.empty(), List.of(), List.of());
  }
}
