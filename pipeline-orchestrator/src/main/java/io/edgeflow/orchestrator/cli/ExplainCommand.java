package io.edgeflow.orchestrator.cli;

import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.reference.Explanation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = "Says what a key of the configuration is, what it takes and how to set it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: edgeflow explain model_training.training.epochs",
      "         edgeflow explain data_pipeline.split"
    })
final class ExplainCommand implements Callable<Integer> {
  private final Io io;

  @Parameters(
      paramLabel = "KEY",
      arity = "0..1",
      description = "a key or a section, with dots (default: all sections)")
  Optional<String> key = Optional.empty();

  @Option(names = "--json", description = "prints the answer as JSON")
  boolean json;

  ExplainCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    Explanation explanation =
        key.map(name -> Explanation.of(WorkflowConfig.fieldsWithOwnSteps(), name))
            .orElseGet(() -> Explanation.of(WorkflowConfig.fieldsWithOwnSteps()));
    io.out().print(json ? explanation.json() : explanation.text(io.style()));
    return 0;
  }
}
