package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.error.PipelineException.Kind;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.orchestrator.run.RunListener;
import io.edgeflow.orchestrator.run.RunRecorder;
import io.edgeflow.orchestrator.run.StageRecord;
import io.edgeflow.orchestrator.run.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs one stage after the other: times it, judges its gate, writes down what came of it. */
final class StageRunner {
  private final RunContext context;
  private final RunRecorder recorder;
  private final RunListener listener;
  private volatile StageName atWork = StageName.DATA_PIPELINE;

  StageRunner(RunContext context, RunRecorder recorder, RunListener listener) {
    this.context = context;
    this.recorder = recorder;
    this.listener = listener;
  }

  /**
   * What a stage gave.
   *
   * @param cached whether it came from the cache
   */
  record Outcome<O>(O output, boolean cached) {}

  /**
   * Runs a stage to its end.
   *
   * @throws PipelineException if it fails or its gate does not pass
   */
  <O> O run(StageName stage, Supplier<Outcome<O>> work, Function<O, StageReport> report) {
    return run(stage, work, report, output -> new Ending(Kind.GATE_BLOCKED, ""));
  }

  /**
   * How a run ends when a gate does not pass.
   *
   * @param detail what is known beside the gate's checks; empty when nothing is
   */
  record Ending(Kind kind, String detail) {}

  /** Runs a stage; {@code ending} tells how the run ends when the gate does not pass. */
  <O> O run(
      StageName stage,
      Supplier<Outcome<O>> work,
      Function<O, StageReport> report,
      Function<O, Ending> ending) {
    checkInterrupt(stage);
    atWork = stage;
    List<String> all = StageName.ids();
    listener.started(stage.id(), all.indexOf(stage.id()) + 1, all.size());
    context.events().record("stage.started", Map.of("stage", stage.id()));
    Instant start = context.clock().instant();
    try {
      Outcome<O> outcome = work.get();
      StageReport judged = report.apply(outcome.output());
      end(stage, outcome.cached(), since(start), judged);
      judged
          .gate()
          .filter(gate -> !gate.passes())
          .ifPresent(gate -> block(stage, gate, ending.apply(outcome.output())));
      return outcome.output();
    } catch (RuntimeException | Error e) {
      boolean stopped = Thread.interrupted();
      if (recorder.record().stage(stage.id()).isEmpty()) {
        recorder.stage(StageRecord.without(stage.id(), StageStatus.FAILED, since(start)));
        context.events().record("stage.failed", Map.of("stage", stage.id()));
      }
      if (stopped) {
        throw interruption(stage, e);
      }
      throw e;
    }
  }

  /** Writes down that a stage was not asked for. */
  void skip(StageName stage) {
    recorder.stage(StageRecord.without(stage.id(), StageStatus.SKIPPED, Duration.ZERO));
  }

  /** Whether devices are being changed, which must not be cut short. */
  boolean changesDevices() {
    return atWork == StageName.EDGE_DEPLOYMENT;
  }

  private void end(StageName stage, boolean cached, Duration took, StageReport report) {
    StageStatus status = cached ? StageStatus.CACHED : StageStatus.SUCCEEDED;
    StageRecord record = StageRecord.of(stage.id(), status, took, report, context.workspace());
    recorder.stage(record);
    Tracked.stage(stage, report, context);
    Map<String, Object> event = new HashMap<>();
    event.put("stage", stage.id());
    event.put("status", status.id());
    event.put("duration_s", record.durationS());
    report.gate().ifPresent(gate -> event.put("gate", gate));
    context.events().record("stage.ended", event);
    listener.ended(record, report);
  }

  private static void block(StageName stage, GateReport gate, Ending ending) {
    String checks =
        String.join(", ", gate.blocking().stream().map(c -> c.name() + " " + c.verdict()).toList());
    String what =
        switch (ending.kind()) {
          case ROLLED_BACK -> "The deployment was rolled back: the gate " + gate.name() + " blocks";
          case FAILED -> "The deployment failed, and so did its rollback on some device";
          default -> "The gate " + gate.name() + " blocks";
        };
    throw PipelineException.of(ending.kind(), what)
        .found(ending.detail().isEmpty() ? checks : ending.detail() + "; " + checks)
        .where(stage.id())
        .remedy("see report.html; the limits are in the section " + stage.id())
        .build();
  }

  private static void checkInterrupt(StageName stage) {
    if (Thread.interrupted()) {
      throw PipelineException.interrupted("Interrupted before " + stage.id()).build();
    }
  }

  private static PipelineException interruption(StageName stage, Throwable cause) {
    return PipelineException.interrupted("Interrupted during " + stage.id()).cause(cause).build();
  }

  private Duration since(Instant start) {
    return Duration.between(start, context.clock().instant());
  }
}
