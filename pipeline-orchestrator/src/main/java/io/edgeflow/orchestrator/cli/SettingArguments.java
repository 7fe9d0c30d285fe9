package io.edgeflow.orchestrator.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is set for one call, above what the file says. */
final class SettingArguments {
  private static final String VARIABLE = "EDGEFLOW_WORKSPACE";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "replaces a value, for example workflow.seed=43 or list[0].key=x; repeatable")
  List<String> given = new ArrayList<>();

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description =
          "the workspace (default: --set workflow.workspace, else the environment's"
              + " EDGEFLOW_WORKSPACE, else the file's workflow.workspace, else .edgeflow)")
  @Nullable Path workspace;

  /** All settings; a later one comes over an earlier one. */
  List<String> all(Map<String, String> environment) {
    List<String> all = new ArrayList<>();
    String variable = environment.getOrDefault(VARIABLE, "");
    if (!variable.isBlank()) {
      all.add(workspace(variable));
    }
    all.addAll(given);
    if (workspace != null) {
      all.add(workspace(workspace.toString()));
    }
    return all;
  }

  private static String workspace(String folder) {
    return "workflow.workspace='" + folder.replace("'", "''") + "'";
  }
}
