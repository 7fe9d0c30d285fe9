package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that each step reads only what a step before it gives. */
final class Wiring {
  private Wiring() {}

  static void checkLimits(Set<String> limited, List<Step<?>> steps) {
    List<String> names = steps.stream().map(Step::name).toList();
    for (String name : limited) {
      if (!names.contains(name)) {
        throw PipelineException.config("There is no step of this name")
            .found(name)
            .limit(String.join(", ", names))
            .where("workflow.limits")
            .remedy("name one of these")
            .build();
      }
    }
  }

  static void check(List<Step<?>> steps) {
    Map<String, Output<?>> given = new HashMap<>();
    for (Step<?> step : steps) {
      for (Output<?> input : step.inputs()) {
        if (!input.equals(given.get(input.step()))) {
          throw PipelineException.config("A step reads what no step before it gives")
              .found(input.type().getSimpleName() + " of " + input.step())
              .limit(given.keySet().stream().sorted().toList())
              .where("workflow.steps, " + step.name())
              .remedy("put it after that step, or read another one")
              .build();
        }
      }
      if (given.put(step.name(), step.output()) != null) {
        throw PipelineException.config("Two steps have the same name")
            .found(step.name())
            .where("workflow.steps")
            .remedy("give each a name of its own")
            .build();
      }
    }
  }
}
