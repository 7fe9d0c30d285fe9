package io.edgeflow.orchestrator.cli;

import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.reference.JsonSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    description = {
      "Prints the JSON Schema of a workflow's configuration, for editors and other tools.",
      "A file that names it in its first line is checked while it is written:",
      "# yaml-language-server: $schema=workflow_config.schema.json"
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example: edgeflow schema > workflow_config.schema.json"})
final class SchemaCommand implements Callable<Integer> {
  private final Io io;

  SchemaCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    io.out().print(JsonSchema.of(WorkflowConfig.fieldsWithOwnSteps()));
    return 0;
  }
}
