package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.orchestrator.config.ConfigLoader;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.console.StageLines;
import io.edgeflow.orchestrator.console.Summary;
import io.edgeflow.orchestrator.run.Invocation;
import io.edgeflow.orchestrator.run.RunListener;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunStore;
import io.edgeflow.orchestrator.workflow.RunRequest;
import io.edgeflow.orchestrator.workflow.RunResult;
import io.edgeflow.orchestrator.workflow.Workflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    description = "Runs the workflow: data, training, optimization, deployment, monitoring.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: edgeflow run config/workflow_config.yaml --set workflow.seed=43",
      "What a stage made before is reused when nothing that it depends on has changed."
    })
final class RunCommand implements Callable<Integer> {
  private final Io io;

  @Mixin ConfigArguments config = new ConfigArguments();

  @ArgGroup(exclusive = true)
  StageRange range = new StageRange();

  @Option(
      names = "--dry-run",
      description = "shows which stages would run and which come from the cache")
  boolean dryRun;

  @Option(names = "--json", description = "prints run.json to standard output at the end")
  boolean json;

  RunCommand(Io io) {
    this.io = io;
  }

  /** Which stages run; one of these at most. */
  static final class StageRange {
    @Option(
        names = "--from",
        paramLabel = "STAGE",
        description = "starts at a stage; the ones before it must come from the cache")
    @Nullable String from;

    @Option(
        names = "--only",
        paramLabel = "STAGE",
        description = "runs one stage; the ones before it must come from the cache")
    @Nullable String only;

    @Option(
        names = "--resume",
        paramLabel = "RUN_ID",
        description = "goes on with a run that failed or was interrupted, in its own folder")
    @Nullable String resume;
  }

  @Override
  public Integer call() {
    RunRequest request = request();
    WorkflowConfig read = read(request);
    if (dryRun) {
      return PlanCommand.print(io, read, request, json);
    }
    Workflow workflow =
        new Workflow(read, new Invocation(config.file.toString(), safe(config.settings.given)));
    sayWhenNew(read.workspace().root());
    RunResult result = Interruption.guard(io, workflow, () -> workflow.run(request));
    show(result);
    result.failure().ifPresent(failure -> new Failures(io).tell(failure));
    return result.exitCode();
  }

  private RunRequest request() {
    RunListener listener = new StageLines(io.err(), io.style());
    RunRequest request = RunRequest.defaults().showing(io.progress(), listener);
    if (range.from != null) {
      return request.startingFrom(range.from);
    } else if (range.only != null) {
      return request.withOnly(range.only);
    }
    return range.resume == null ? request : request.resuming(range.resume);
  }

  /** A resumed run keeps the file and the settings that it was called with. */
  private WorkflowConfig read(RunRequest request) {
    WorkflowConfig given = config.load(io);
    if (request.resume().isEmpty()) {
      return given;
    }
    RunStore store = new RunStore(given.workspace(), Clock.systemUTC());
    store.read(request.resume().get());
    Invocation before = store.invocation(request.resume().get());
    if (before.madeInCode()) {
      throw PipelineException.config("The configuration of this run was made in code")
          .found(request.resume().get())
          .remedy("resume it there: run(RunRequest.defaults().resuming(runId))")
          .build();
    }
    boolean byDefault = config.file.equals(Path.of(ConfigArguments.DEFAULT));
    return config.load(io, byDefault ? Path.of(before.config()) : config.file, before.settings());
  }

  private void sayWhenNew(Path workspace) {
    if (!Files.isDirectory(workspace)) {
      io.tell("edgeflow: new workspace " + workspace);
    }
  }

  private static List<String> safe(List<String> settings) {
    return ConfigLoader.withoutSecrets(settings);
  }

  private void show(RunResult result) {
    io.out().flush();
    if (json) {
      io.out().print(RunRecord.FORM.pretty(result.record()));
    } else {
      io.out().print(new Summary(io.style()).of(result.record(), result.folder()));
    }
    io.out().flush();
  }
}
