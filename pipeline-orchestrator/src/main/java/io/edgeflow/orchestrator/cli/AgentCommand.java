package io.edgeflow.orchestrator.cli;

import io.edgeflow.deploy.agent.AgentMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = "Runs one device agent or several until it is told to stop.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Arguments: --state DIR (--id ID | --devices FILE|N) [--host 127.0.0.1] [--port 0]",
      "           [--port-file FILE] [--exit-with-input]",
      "",
      "Example: edgeflow agent --state .edgeflow/fleet/device-01 --id device-01 --port 8443"
    })
final class AgentCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "the agent's arguments")
  List<String> arguments = new ArrayList<>();

  /** The agent's program reads its options itself. */
  static CommandLine line() {
    return new CommandLine(new AgentCommand()).setUnmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() {
    AgentMain.main(arguments.toArray(new String[0]));
    return 0;
  }
}
