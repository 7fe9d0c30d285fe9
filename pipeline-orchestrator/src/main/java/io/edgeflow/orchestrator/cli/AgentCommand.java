package io.edgeflow.orchestrator.cli;

import io.edgeflow.deploy.agent.AgentMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    description = "Runs one device agent or several until it is told to stop.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: edgeflow agent --state .edgeflow/fleet/device-01 --id device-01 --port 8443"
    })
final class AgentCommand implements Callable<Integer> {
  @Option(
      names = "--state",
      required = true,
      paramLabel = "DIR",
      description = "the device's folder; with --devices it holds a folder for each")
  String state = "";

  @ArgGroup(exclusive = true, multiplicity = "1")
  Which which = new Which();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "the address to listen on (default: ${DEFAULT-VALUE})")
  String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "the port of a single device; 0, the default, takes a free one")
  String port = "";

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "refuses releases of another product; default: takes those of any")
  @Nullable String product;

  @Option(
      names = "--hardware",
      paramLabel = "NAME",
      description =
          "refuses releases for other hardware; default: this machine's, as in linux-amd64")
  @Nullable String hardware;

  @Option(
      names = "--port-file",
      paramLabel = "FILE",
      description = "where the ports are written once all devices answer")
  @Nullable String portFile;

  @Option(
      names = "--exit-with-input",
      description =
          "ends when the standard input does, as it does with the process that started it")
  boolean exitWithInput;

  /** One device or several. */
  static final class Which {
    @Option(names = "--id", paramLabel = "ID", description = "the one device's name")
    @Nullable String id;

    @Option(
        names = "--devices",
        paramLabel = "FILE|N",
        description = "several: a JSON file that lists them, or how many")
    @Nullable String devices;
  }

  @Override
  public Integer call() {
    AgentMain.main(arguments().toArray(new String[0]));
    return 0;
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    add(arguments, "--state", state);
    add(arguments, "--id", which.id);
    add(arguments, "--devices", which.devices);
    add(arguments, "--host", host);
    add(arguments, "--port", port);
    add(arguments, "--product", product);
    add(arguments, "--hardware", hardware);
    add(arguments, "--port-file", portFile);
    if (exitWithInput) {
      arguments.add("--exit-with-input");
    }
    return arguments;
  }

  private static void add(List<String> arguments, String option, @Nullable String value) {
    if (value != null) {
      arguments.add(option);
      arguments.add(value);
    }
  }
}
