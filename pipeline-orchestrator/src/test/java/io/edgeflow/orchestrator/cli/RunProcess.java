package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.orchestrator.SmallWorkflow;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The small workflow in a process of its own, which a test may kill. */
final class RunProcess {
  private RunProcess() {}

  /** Starts it; what it prints goes to the files {@code out} and {@code err} of a folder. */
  static Process start(SmallWorkflow small, Path folder, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Dai.djl.offline=true", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(small.arguments("run", more)));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  /** The runs of its workspace. */
  static List<RunRecord> runs(SmallWorkflow small) {
    return new RunStore(new Workspace(small.workspace()), Clock.systemUTC()).list();
  }
}
