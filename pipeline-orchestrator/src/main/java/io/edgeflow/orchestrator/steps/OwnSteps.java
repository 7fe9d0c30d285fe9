package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import io.edgeflow.core.step.StepProvider;
import io.edgeflow.core.step.StepSetup;
import io.edgeflow.orchestrator.config.StepConfig;
import java.util.List;

/** Puts the user's own steps into the workflow. */
final class OwnSteps {
  private OwnSteps() {}

  static void insert(List<StepConfig> own, List<Step<?>> steps) {
    for (StepConfig wanted : own) {
      int place = place(wanted, steps);
      StepProvider provider = StepProvider.ALL.find(wanted.type()).orElseThrow();
      steps.add(place, provider.create(new Setup(wanted, List.copyOf(steps.subList(0, place)))));
    }
  }

  private static int place(StepConfig wanted, List<Step<?>> steps) {
    if (wanted.after().isEmpty()) {
      return steps.size();
    }
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).name().equals(wanted.after().get())) {
        return i + 1;
      }
    }
    throw PipelineException.config("There is no step to come after")
        .found(wanted.after().get())
        .limit(steps.stream().map(Step::name).toList())
        .where("workflow.steps, " + wanted.name())
        .remedy("name one of these, or leave after out: the step is then the last")
        .build();
  }

  /** What a provider is told. */
  private record Setup(StepConfig config, List<Step<?>> before) implements StepSetup {
    @Override
    public String name() {
      return config.name();
    }

    @Override
    public Section section() {
      return config.section();
    }

    @Override
    public <T> Output<T> output(String step, Class<T> type) {
      Output<T> wanted = new Output<>(step, type);
      if (before.stream().noneMatch(b -> b.output().equals(wanted))) {
        throw PipelineException.config("There is no step before it that gives this")
            .found(type.getSimpleName() + " of " + step)
            .limit(before.stream().map(b -> b.type().getSimpleName() + " of " + b.name()).toList())
            .where("workflow.steps, " + name())
            .remedy("put it after that step")
            .build();
      }
      return wanted;
    }
  }
}
