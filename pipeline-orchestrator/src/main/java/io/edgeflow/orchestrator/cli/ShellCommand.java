package io.edgeflow.orchestrator.cli;

import io.edgeflow.orchestrator.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    description = "Starts JShell with everything imported; reads piped input too.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: edgeflow shell",
      "  jshell> EdgeModel.load(Path.of(\".edgeflow/releases/1\")).predict(new float[64])"
    })
final class ShellCommand implements Callable<Integer> {
  private final Io io;

  ShellCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    return Shell.run(io.in(), io.out(), io.err(), io.terminal());
  }
}
