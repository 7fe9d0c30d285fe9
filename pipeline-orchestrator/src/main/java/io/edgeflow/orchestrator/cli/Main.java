package io.edgeflow.orchestrator.cli;

import io.edgeflow.orchestrator.console.HelpText;
import io.edgeflow.orchestrator.console.Logging;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program {@code edgeflow}. */
public final class Main {
  /** Wider than any help. */
  private static final int UNFOLDED = 10_000;

  private Main() {}

  @Command(
      name = "edgeflow",
      description = "From raw data to a watched fleet of edge devices.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Exit codes: 0 done, 1 failed, 2 bad usage or configuration, 3 a gate blocked,"
            + " 4 rolled back, 75 another run holds the lock, 130 interrupted (can be resumed).",
        "",
        "Example: edgeflow run config/workflow_config.yaml --set workflow.seed=43"
      })
  private static final class Root {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    Logging.configure();
    System.exit(run(Io.ofProcess(), args));
  }

  /** Runs a command and gives its exit code. */
  static int run(Io io, String... args) {
    CommandLine line = new CommandLine(new Root());
    Map<String, Supplier<Object>> commands = commands(io);
    // Reading the annotations of one command takes a fraction of the time that all take.
    boolean one = args.length > 0 && commands.containsKey(args[0]);
    commands.forEach(
        (name, command) -> {
          if (!one || name.equals(args[0])) {
            line.addSubcommand(name, command.get());
          }
        });
    if (!one) {
      line.addSubcommand("help", new HelpCommand());
    }
    Failures failures = new Failures(io);
    line.setExecutionExceptionHandler(failures);
    line.setParameterExceptionHandler(failures);
    StringWriter help = new StringWriter();
    line.setOut(new PrintWriter(help, true));
    line.setErr(new PrintWriter(io.err(), true, StandardCharsets.UTF_8));
    line.setUsageHelpWidth(UNFOLDED);
    int code = line.execute(args.length == 0 ? new String[] {"--help"} : args);
    if (!help.toString().isEmpty()) {
      io.out().print(HelpText.of(help.toString(), io.style()));
      io.out().flush();
    }
    return code;
  }

  private static Map<String, Supplier<Object>> commands(Io io) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("run", () -> new RunCommand(io));
    commands.put("plan", () -> new PlanCommand(io));
    commands.put("validate", () -> new ValidateCommand(io));
    commands.put("explain", () -> new ExplainCommand(io));
    commands.put("schema", () -> new SchemaCommand(io));
    commands.put("runs", () -> new RunsCommand(io));
    commands.put("show", () -> new ShowCommand(io));
    commands.put("predict", () -> new PredictCommand(io));
    commands.put("data", () -> DataCommand.of(io));
    commands.put("inspect", () -> new InspectCommand(io));
    commands.put("convert", () -> new ConvertCommand(io));
    commands.put("serve", () -> new ServeCommand(io));
    commands.put("agent", AgentCommand::new);
    commands.put("shell", () -> new ShellCommand(io));
    commands.put("doctor", () -> new DoctorCommand(io));
    commands.put("gc", () -> new GcCommand(io));
    commands.put("track", () -> TrackCommand.of(io));
    return commands;
  }
}
