package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.config.Problems;
import io.edgeflow.orchestrator.config.ConfigLoader;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
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

  @Mixin SettingArguments settings = new SettingArguments();

  /** Reads and checks all. */
  WorkflowConfig load(Io io) {
    return load(io, file, List.of());
  }

  /** The same with another file, and with settings that these come over. */
  WorkflowConfig load(Io io, Path other, List<String> before) {
    List<String> all = new ArrayList<>(before);
    all.addAll(settings.all(io.environment()));
    return ConfigLoader.load(other, all, io.environment());
  }

  /** Reads and collects the problems. */
  WorkflowConfig read(Io io, Problems problems) {
    return ConfigLoader.read(file, settings.all(io.environment()), io.environment(), problems);
  }
}
