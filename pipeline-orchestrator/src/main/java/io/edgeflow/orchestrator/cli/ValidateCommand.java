package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Problems.Problem;
import io.edgeflow.core.error.PipelineException.Kind;
import io.edgeflow.core.json.Json;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.steps.WorkflowSteps;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = "Checks a configuration and reports every problem at once, with its place.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: edgeflow validate config/workflow_config.yaml"})
final class ValidateCommand implements Callable<Integer> {
  private final Io io;

  @Mixin ConfigArguments config = new ConfigArguments();

  @Option(names = "--json", description = "prints the problems as JSON")
  boolean json;

  ValidateCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    Problems problems = new Problems();
    WorkflowConfig read = config.read(io, problems);
    if (problems.all().isEmpty()) {
      WorkflowSteps.of(read).close();
      Surroundings.check(read, problems);
    }
    List<Problem> found = problems.all();
    if (json) {
      io.out().print(Json.pretty(answer(read, found)));
    } else if (found.isEmpty()) {
      io.say(config.file + " is valid");
    } else {
      problems.throwIfAny();
    }
    return found.isEmpty() ? 0 : Kind.CONFIG.exitCode();
  }

  private static Map<String, Object> answer(WorkflowConfig read, List<Problem> found) {
    Map<String, Object> answer = new TreeMap<>();
    answer.put("valid", found.isEmpty());
    answer.put("config_sha256", read.sha256());
    answer.put("problems", found);
    return answer;
  }
}
