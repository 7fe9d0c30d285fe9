package io.edgeflow.orchestrator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The small configuration in a folder of its own. */
public record SmallWorkflow(Path config, Path workspace) {
  private static final Path ROOT = Path.of(System.getProperty("edgeflow.root", ".."));

  /** Writes the configuration into a folder; the workspace is beside it. */
  public static SmallWorkflow in(Path folder) throws IOException {
    Path config = folder.resolve("small.yaml");
    try (InputStream in = SmallWorkflow.class.getResourceAsStream("small.yaml")) {
      Files.copy(in, config);
    }
    return new SmallWorkflow(config, folder.resolve("space"));
  }

  /** The same in another workspace. */
  public SmallWorkflow inWorkspace(Path other) {
    return new SmallWorkflow(config, other);
  }

  /** What has to be set for it to run, and more. */
  public List<String> settings(String... more) {
    List<String> settings = new ArrayList<>();
    settings.add("workflow.workspace=" + workspace);
    settings.add(
        "data_pipeline.data_sources=[{name: digits, type: files, path: '"
            + ROOT.resolve("config/data/digits.csv")
            + "'}]");
    settings.addAll(List.of(more));
    return settings;
  }

  /** The same as command line arguments. */
  public String[] arguments(String command, String... more) {
    return Stream.of(
            Stream.of(command, config.toString()),
            settings().stream().flatMap(s -> Stream.of("--set", s)),
            Stream.of(more))
        .flatMap(s -> s)
        .toArray(String[]::new);
  }

  /** The workflow from Java. */
  public EdgeAiWorkflowOrchestrator load(String... more) {
    return EdgeAiWorkflowOrchestrator.load(config, settings(more).toArray(new String[0]));
  }
}
