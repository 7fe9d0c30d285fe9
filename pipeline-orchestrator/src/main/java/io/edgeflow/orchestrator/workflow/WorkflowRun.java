package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.report.HtmlReport;
import io.edgeflow.orchestrator.report.ReportPage;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.RunRecorder;
import io.edgeflow.orchestrator.run.RunStatus;
import io.edgeflow.orchestrator.run.RunStore;
import io.edgeflow.orchestrator.steps.WorkflowSteps;
import io.edgeflow.orchestrator.track.Tracking;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from its first stage to its report. */
final class WorkflowRun {
  private static final Logger LOG = LoggerFactory.getLogger(WorkflowRun.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WorkflowConfig config;
  private final RunRecorder recorder;
  private final RunContext context;
  private final Tracker tracker;
  private final StepRunner runner;
  private final Thread worker = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);

  WorkflowRun(
      WorkflowConfig config,
      WorkflowSteps steps,
      RunRecorder recorder,
      RunRequest request,
      Clock clock) {
    this.config = config;
    this.recorder = recorder;
    Workspace workspace = recorder.workspace();
    this.tracker = Tracking.open(config.tracking(), workspace, recorder.runId(), clock);
    this.context =
        new RunContext(
            recorder.runId(),
            config.workflow().seed(),
            config.workflow().threads(),
            clock,
            workspace,
            workspace.artifacts(),
            request.progress(),
            recorder.events(),
            tracker);
    this.runner =
        new StepRunner(steps.all(), context, recorder, request, config.workflow().limits());
  }

  /** Called from another thread. */
  Optional<String> stop() {
    if (recorder.record().status() != RunStatus.RUNNING) {
      return Optional.empty();
    }
    worker.interrupt();
    if (runner.mustEndInOrder()) {
      awaitEnd();
    }
    recorder.end(RunStatus.INTERRUPTED, "Stopped by a signal");
    report();
    tracker.finish(RunStatus.INTERRUPTED.id());
    return Optional.of(recorder.runId());
  }

  private void awaitEnd() {
    try {
      if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The rollout did not stop within {}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  RunResult work(OriginNote origin) {
    context.events().record("run.started", Map.of("config_sha256", config.sha256()));
    Tracked.parameters(config.values(), tracker);
    PipelineException failure = attempt();
    clearInterrupt();
    runner.skipTheRest();
    RunStatus status = failure == null ? RunStatus.SUCCEEDED : status(failure);
    origin.await();
    recorder.end(status, failure == null ? null : failure.getMessage());
    report();
    Tracked.records(recorder.folder(), tracker);
    tracker.finish(status.id());
    tracker.close();
    ended.countDown();
    return RunResult.of(recorder.record(), recorder.folder(), failure);
  }

  /** A pending interrupt would cut short what is written from here on. */
  private static void clearInterrupt() {
    if (Thread.interrupted()) {
      LOG.debug("The interrupt is told by the run's status");
    }
  }

  private @Nullable PipelineException attempt() {
    try {
      runner.run();
      return null;
    } catch (PipelineException e) {
      return interrupted(e) ? interruption(e) : e;
    } catch (RuntimeException e) {
      return interrupted(e) ? interruption(e) : unexpected(e);
    } catch (LinkageError | OutOfMemoryError | StackOverflowError e) {
      return unexpected(e);
    }
  }

  private static boolean interrupted(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }

  private static PipelineException interruption(Throwable cause) {
    return PipelineException.interrupted("The run was interrupted").cause(cause).build();
  }

  private PipelineException unexpected(Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    AtomicFile.write(recorder.folder().resolve("error.txt"), trace.toString());
    return PipelineException.failed("An unexpected error")
        .found(cause)
        .where(recorder.folder())
        .remedy(
            cause instanceof LinkageError
                ? "edgeflow doctor tells which native library is missing"
                : "please report it with error.txt in the run's folder, which has the stack trace")
        .cause(cause)
        .build();
  }

  private static RunStatus status(PipelineException failure) {
    return switch (failure.kind()) {
      case GATE_BLOCKED -> RunStatus.GATE_FAILED;
      case ROLLED_BACK -> RunStatus.ROLLED_BACK;
      case INTERRUPTED -> RunStatus.INTERRUPTED;
      default -> RunStatus.FAILED;
    };
  }

  private void report() {
    write(
        new ReportPage(
            config.workflow().name(),
            recorder.record(),
            previous(recorder.record(), recorder.workspace()),
            runner.panels(),
            config.values()),
        recorder.workspace());
  }

  /** What is known of a run that was killed: its record alone. */
  static void reportKilled(RunRecord run, WorkflowConfig config) {
    write(
        new ReportPage(
            config.workflow().name(),
            run,
            previous(run, config.workspace()),
            Map.of(),
            new TreeMap<>()),
        config.workspace());
  }

  private static @Nullable RunRecord previous(RunRecord run, Workspace workspace) {
    return new RunStore(workspace, Clock.systemUTC()).previous(run).orElse(null);
  }

  private static void write(ReportPage page, Workspace workspace) {
    Path file = workspace.run(page.run().runId()).resolve("report.html");
    AtomicFile.write(file, HtmlReport.render(page));
  }
}
