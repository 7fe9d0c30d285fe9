package io.edgeflow.orchestrator.cli;

import io.edgeflow.core.error.PipelineException.Kind;
import io.edgeflow.orchestrator.workflow.RunResult;
import io.edgeflow.orchestrator.workflow.Workflow;
import java.util.function.Supplier;

/**
 * Ends a run in good order when the process is told to stop (Ctrl-C, SIGTERM): run.json says {@code
 * interrupted}, and the exit code is 130 for every signal.
 */
final class Interruption {
  private Interruption() {}

  static RunResult guard(Io io, Workflow workflow, Supplier<RunResult> work) {
    Thread hook = new Thread(() -> stop(io, workflow), "edgeflow-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      remove(hook);
    }
  }

  private static void stop(Io io, Workflow workflow) {
    try {
      workflow
          .interrupt()
          .ifPresent(
              runId ->
                  io.tell("\nedgeflow: interrupted; go on with: edgeflow run --resume " + runId));
    } finally {
      Runtime.getRuntime().halt(Kind.INTERRUPTED.exitCode());
    }
  }

  /** Once the process is ending the hook is at work, and this thread waits for its end. */
  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      awaitEnd(hook);
    }
  }

  private static void awaitEnd(Thread hook) {
    try {
      hook.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
