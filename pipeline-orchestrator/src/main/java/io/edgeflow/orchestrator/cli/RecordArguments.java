package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.run.RunStore;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Option;

/** Where runs are read from, and for whom they are printed. */
final class RecordArguments {
  @Option(
      names = "--workspace",
      defaultValue = ".edgeflow",
      paramLabel = "DIR",
      description = "the workspace (default: ${DEFAULT-VALUE})")
  Path workspace = Path.of(".edgeflow");

  @Option(names = "--json", description = "prints the record as JSON")
  boolean json;

  Workspace folders() {
    return new Workspace(workspace);
  }

  RunStore store() {
    return new RunStore(folders(), Clock.systemUTC());
  }
}
