package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.step.Step;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The steps of a configuration in their order, and what they own together. */
public final class WorkflowSteps implements AutoCloseable {
  private final List<Step<?>> steps;
  private final FleetOwner owner;
  private final Set<String> askTheFleet;

  private WorkflowSteps(List<Step<?>> steps, FleetOwner owner, Set<String> askTheFleet) {
    this.steps = List.copyOf(steps);
    this.owner = owner;
    this.askTheFleet = Set.copyOf(askTheFleet);
  }

  /**
   * The workflow: the steps that Edgeflow brings, and those of the user's own after the ones that
   * they name.
   *
   * @throws io.edgeflow.core.error.PipelineException of kind CONFIG if a step reads what no step
   *     before it gives
   */
  public static WorkflowSteps of(WorkflowConfig config) {
    FleetOwner owner = new FleetOwner(config.deployment(), config.workspace());
    DataStep data = new DataStep(config);
    TrainingStep training = new TrainingStep(config, data.output());
    OptimizationStep optimization = new OptimizationStep(config, data.output(), training.output());
    DeploymentStep deployment =
        new DeploymentStep(config, owner, data.output(), training.output(), optimization.output());
    MonitoringStep monitoring =
        new MonitoringStep(config, owner, data.output(), deployment.output());
    List<Step<?>> steps =
        new ArrayList<>(List.of(data, training, optimization, deployment, monitoring));
    OwnSteps.insert(config.steps(), steps);
    Wiring.check(steps);
    Wiring.checkLimits(config.workflow().limits().keySet(), steps);
    return new WorkflowSteps(steps, owner, Set.of(deployment.name(), monitoring.name()));
  }

  /** The steps in their order. */
  public List<Step<?>> all() {
    return steps;
  }

  /** Their names in order. */
  public List<String> names() {
    return steps.stream().map(Step::name).toList();
  }

  /**
   * Launches what some of the steps need a while later, beside the work of the steps before them.
   *
   * @param willRun whether a step is asked for, by its name
   */
  public void launchAhead(Predicate<String> willRun) {
    if (askTheFleet.stream().anyMatch(willRun)) {
      owner.launchAhead();
    }
  }

  /** Ends what the steps own. */
  @Override
  public void close() {
    owner.close();
  }
}
