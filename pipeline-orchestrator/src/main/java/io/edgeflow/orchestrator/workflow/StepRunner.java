package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.run.Deadline;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Ending;
import io.edgeflow.core.step.Step;
import io.edgeflow.orchestrator.config.StepLimits;
import io.edgeflow.orchestrator.console.CheckOutcome;
import io.edgeflow.orchestrator.run.RunListener;
import io.edgeflow.orchestrator.run.RunRecorder;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs one step after the other: takes what is kept, times the rest, judges each gate, writes down
 * what came of it.
 */
final class StepRunner {
  private final List<Step<?>> steps;
  private final RunContext context;
  private final RunRecorder recorder;
  private final RunListener listener;
  private final Asked asked;
  private final Map<String, StepLimits> limits;
  private final StepReuse reuse;
  private final Outputs outputs = new Outputs();
  private final Map<String, List<Panel>> panels = new ConcurrentHashMap<>();
  private volatile @Nullable Step<?> atWork;

  StepRunner(
      List<Step<?>> steps,
      RunContext context,
      RunRecorder recorder,
      RunRequest request,
      Map<String, StepLimits> limits) {
    this.steps = steps;
    this.context = context;
    this.recorder = recorder;
    this.listener = request.listener();
    this.asked = Asked.of(request, steps.stream().map(Step::name).toList());
    this.limits = Map.copyOf(limits);
    this.reuse = new StepReuse(context);
  }

  /**
   * Runs all that is asked for.
   *
   * @throws PipelineException if a step fails or its gate does not pass
   */
  void run() {
    for (Step<?> step : steps) {
      if (!asked.after(step.name())) {
        run(step);
      }
    }
  }

  /** Writes down which steps were not come to. */
  void skipTheRest() {
    for (Step<?> step : steps) {
      if (recorder.record().stage(step.name()).isEmpty()) {
        skip(step);
      }
    }
  }

  /** Whether what is changed outside must not be cut short. */
  boolean mustEndInOrder() {
    Step<?> step = atWork;
    return step != null && step.endsInOrder();
  }

  /** Figures and tables of the steps so far, by name. */
  Map<String, List<Panel>> panels() {
    return Map.copyOf(panels);
  }

  /**
   * What a step gave.
   *
   * @param cached whether it came from the cache
   */
  private record Outcome<O>(O output, boolean cached) {}

  private <O> void run(Step<O> step) {
    checkInterrupt(step);
    atWork = step;
    int place = steps.indexOf(step) + 1;
    listener.started(step.name(), place, steps.size());
    context.events().record("stage.started", Map.of("stage", step.name()));
    Instant start = context.clock().instant();
    try {
      Optional<Outcome<O>> outcome = outcome(step);
      if (outcome.isEmpty()) {
        skip(step);
        return;
      }
      O output = outcome.get().output();
      outputs.put(step, output);
      StageReport judged = step.report(output);
      end(step, outcome.get(), since(start), judged);
      panels.put(step.name(), step.panels(output, outputs));
      judged.gate().filter(gate -> !gate.passes()).ifPresent(gate -> block(step, output, gate));
    } catch (RuntimeException | Error e) {
      boolean stopped = Thread.interrupted();
      if (recorder.record().stage(step.name()).isEmpty()) {
        recorder.stage(StageRecord.without(step, StageStatus.FAILED, since(start)));
        context.events().record("stage.failed", Map.of("stage", step.name()));
      }
      if (stopped) {
        throw PipelineException.interrupted("Interrupted during " + step.name()).cause(e).build();
      }
      throw e;
    }
  }

  /** Empty for a step that is not asked for and never kept. */
  private <O> Optional<Outcome<O>> outcome(Step<O> step) {
    StepLimits limit = limits.getOrDefault(step.name(), StepLimits.NONE);
    for (int attempt = 0; ; attempt++) {
      try {
        return once(step, limit);
      } catch (PipelineException e) {
        if (attempt >= limit.retries() || e.kind() != PipelineException.Kind.FAILED) {
          throw e;
        }
        context
            .events()
            .record(
                "stage.retried",
                Map.of("stage", step.name(), "error", String.valueOf(e.getMessage())));
      }
    }
  }

  private <O> Optional<Outcome<O>> once(Step<O> step, StepLimits limit) {
    Deadline deadline =
        limit
            .timeout()
            .map(time -> Deadline.in(time, context.clock(), step.name()))
            .orElse(Deadline.none());
    Attempt<O> attempt = step.attempt(outputs, context.within(deadline));
    Optional<O> kept = reuse.find(step, attempt);
    if (kept.isPresent()) {
      return Optional.of(new Outcome<>(kept.get(), true));
    }
    if (asked.before(step.name())) {
      return attempt.reuse().isEmpty() ? Optional.empty() : notKept(step);
    }
    O output = attempt.work();
    attempt.reuse().ifPresent(reusable -> reuse.keep(step, reusable, output));
    return Optional.of(new Outcome<>(output, false));
  }

  private <O> Optional<Outcome<O>> notKept(Step<O> step) {
    throw PipelineException.failed("The output of " + step.name() + " is not in the cache")
        .where(context.workspace().cache())
        .remedy("run without --from and --only, so that it is made")
        .build();
  }

  private void skip(Step<?> step) {
    recorder.stage(StageRecord.without(step, StageStatus.SKIPPED, Duration.ZERO));
  }

  private <O> void end(Step<O> step, Outcome<O> outcome, Duration took, StageReport report) {
    StageStatus status = outcome.cached() ? StageStatus.CACHED : StageStatus.SUCCEEDED;
    List<String> highlights = step.highlights(outcome.output());
    StageRecord record =
        StageRecord.of(step, status, took, report, highlights, context.workspace())
            .with(step.figures(outcome.output()), step.provenance(outcome.output()));
    recorder.stage(record);
    Tracked.step(step, report, context);
    Map<String, Object> event = new HashMap<>();
    event.put("stage", step.name());
    event.put("status", status.id());
    event.put("duration_s", record.durationS());
    report.gate().ifPresent(gate -> event.put("gate", gate));
    context.events().record("stage.ended", event);
    listener.ended(record);
  }

  private static <O> void block(Step<O> step, O output, GateReport gate) {
    Ending ending = step.ending(output, gate);
    String checks =
        String.join("; ", gate.blocking().stream().map(CheckOutcome::againstLimit).toList());
    throw PipelineException.of(ending.kind(), ending.what())
        .found(ending.detail().isEmpty() ? checks : ending.detail() + "; " + checks)
        .where(step.name())
        .remedy("see report.html; the limits are in the section " + step.name())
        .build();
  }

  private static void checkInterrupt(Step<?> step) {
    if (Thread.interrupted()) {
      throw PipelineException.interrupted("Interrupted before " + step.name()).build();
    }
  }

  private Duration since(Instant start) {
    return Duration.between(start, context.clock().instant());
  }
}
