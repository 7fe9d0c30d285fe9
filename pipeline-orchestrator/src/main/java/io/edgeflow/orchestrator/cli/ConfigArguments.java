package io.edgeflow.orchestrator.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration file and what is set beside it. */
final class ConfigArguments {
  static final String DEFAULT = "config/workflow_config.yaml";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CONFIG",
      defaultValue = DEFAULT,
      description = "the workflow's YAML file (default: ${DEFAULT-VALUE})")
  Path file = Path.of(DEFAULT);

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "replaces a value, for example workflow.seed=43 or list[0].key=x; repeatable")
  List<String> settings = new ArrayList<>();
}
