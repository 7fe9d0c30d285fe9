package io.edgeflow.orchestrator.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program {@code edgeflow}. */
public final class Main {
  private Main() {}

  @Command(
      name = "edgeflow",
      description = "From raw data to a watched fleet of edge devices.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Exit codes: 0 done, 1 failed, 2 bad usage or configuration, 3 a gate blocked,",
        "4 rolled back, 75 another run holds the lock, 130 interrupted (can be resumed).",
        "",
        "Example: edgeflow run config/workflow_config.yaml --set workflow.seed=43"
      })
  private static final class Root {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(Io.ofProcess(), args));
  }

  /** Runs a command and gives its exit code. */
  static int run(Io io, String... args) {
    CommandLine line = new CommandLine(new Root());
    line.addSubcommand("run", new RunCommand(io));
    line.addSubcommand("plan", new PlanCommand(io));
    line.addSubcommand("validate", new ValidateCommand(io));
    line.addSubcommand("explain", new ExplainCommand(io));
    line.addSubcommand("schema", new SchemaCommand(io));
    line.addSubcommand("runs", new RunsCommand(io));
    line.addSubcommand("show", new ShowCommand(io));
    line.addSubcommand("predict", new PredictCommand(io));
    line.addSubcommand("serve", new ServeCommand(io));
    line.addSubcommand("agent", AgentCommand.line());
    line.addSubcommand("shell", new ShellCommand(io));
    line.addSubcommand("doctor", new DoctorCommand(io));
    line.addSubcommand("track", TrackCommand.of(io));
    line.addSubcommand("help", new HelpCommand());
    Failures failures = new Failures(io);
    line.setExecutionExceptionHandler(failures);
    line.setParameterExceptionHandler(failures);
    line.setOut(new PrintWriter(io.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(io.err(), true, StandardCharsets.UTF_8));
    line.setUsageHelpAutoWidth(io.terminal());
    return line.execute(args.length == 0 ? new String[] {"--help"} : args);
  }
}
