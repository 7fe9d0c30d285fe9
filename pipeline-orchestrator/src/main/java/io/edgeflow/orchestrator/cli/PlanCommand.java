package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.json.Json;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.console.TextTable;
import io.edgeflow.orchestrator.run.Invocation;
import io.edgeflow.orchestrator.workflow.PlannedStage;
import io.edgeflow.orchestrator.workflow.RunRequest;
import io.edgeflow.orchestrator.workflow.Workflow;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description =
        "Shows which stages would run and which come from the cache; reads the data sources.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: edgeflow plan --set model_training.training.epochs=30"})
final class PlanCommand implements Callable<Integer> {
  private final Io io;

  @Mixin ConfigArguments config = new ConfigArguments();

  @Option(names = "--json", description = "prints the plan as JSON")
  boolean json;

  PlanCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    WorkflowConfig read = config.load(io);
    return print(io, read, RunRequest.defaults(), json);
  }

  static int print(Io io, WorkflowConfig config, RunRequest request, boolean json) {
    List<PlannedStage> stages = new Workflow(config, new Invocation("", List.of())).plan(request);
    if (json) {
      io.out().print(Json.pretty(stages));
      return 0;
    }
    TextTable table = new TextTable(io.style(), "stage", "why", "plan");
    stages.forEach(stage -> table.row(stage.stage(), stage.why(), stage.plan()));
    io.out().print(table);
    return 0;
  }
}
