package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The workspace of a command that only looks at what runs left behind. */
final class WorkspaceArguments {
  @Option(
      names = "--config",
      paramLabel = "CONFIG",
      description =
          "the YAML file that names the workspace (default: "
              + ConfigArguments.DEFAULT
              + " where there is one)")
  @Nullable Path config;

  @Mixin SettingArguments settings = new SettingArguments();

  Workspace of(Io io) {
    return new Workspace(
        ConfigLoader.workflow(file(config), settings.all(io.environment()), io.environment())
            .workspace());
  }

  /** A file that was asked for, or the usual one where it is there. */
  static Optional<Path> file(@Nullable Path asked) {
    Path usual = Path.of(ConfigArguments.DEFAULT);
    return asked == null && !Files.isRegularFile(usual)
        ? Optional.empty()
        : Optional.of(asked == null ? usual : asked);
  }
}
