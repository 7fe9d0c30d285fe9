package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.error.PipelineException.Kind;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into one message and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Io io;

  Failures(Io io) {
    this.io = io;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    if (e instanceof PipelineException failure) {
      return tell(failure);
    }
    io.tell("edgeflow: an unexpected error; please report it with what follows");
    e.printStackTrace(io.err());
    return Kind.FAILED.exitCode();
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    io.tell("edgeflow: " + e.getMessage() + suggestion(e, line));
    io.tell("  see " + line.getCommandSpec().qualifiedName() + " --help");
    return Kind.CONFIG.exitCode();
  }

  private static String suggestion(ParameterException e, CommandLine line) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    String written = unmatched.getUnmatched().get(0);
    return Problems.didYouMean(
        written,
        written.startsWith("-")
            ? line.getCommandSpec().optionsMap().keySet()
            : line.getSubcommands().keySet());
  }

  int tell(PipelineException failure) {
    io.tell("edgeflow: " + failure.getMessage());
    return failure.kind().exitCode();
  }
}
