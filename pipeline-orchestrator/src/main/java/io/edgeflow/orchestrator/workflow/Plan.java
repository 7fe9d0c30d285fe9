package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a run would do: follows the cache from step to step as far as it knows the outputs. */
final class Plan {
  private static final String KEPT = "nothing that it depends on has changed";
  private static final String CHANGED = "no kept output has these inputs and this configuration";
  private static final String UNKNOWN = "the stage before it runs";

  private final RunContext context;
  private final StepReuse reuse;
  private final Asked asked;
  private final Outputs outputs = new Outputs();
  private final Set<String> unknown = new HashSet<>();
  private final List<PlannedStage> planned = new ArrayList<>();

  Plan(RunContext context, Asked asked) {
    this.context = context;
    this.reuse = new StepReuse(context);
    this.asked = asked;
  }

  List<PlannedStage> of(List<Step<?>> steps) {
    steps.forEach(this::plan);
    return List.copyOf(planned);
  }

  private <O> void plan(Step<O> step) {
    if (asked.after(step.name())) {
      add(step, "skipped", "not asked for");
    } else if (step.inputs().stream().anyMatch(input -> unknown.contains(input.step()))) {
      runs(step, UNKNOWN);
    } else {
      Attempt<O> attempt = step.attempt(outputs, context);
      Optional<O> kept = reuse.find(step, attempt);
      if (kept.isPresent()) {
        outputs.put(step, kept.get());
        kept(step, kept.get(), attempt);
      } else if (attempt.reuse().isPresent()) {
        String why = reuse.damage(step, attempt.reuse().get()).orElse(CHANGED);
        runs(step, sourced(why, attempt));
      } else {
        runs(step, sourced(attempt.reason(), attempt));
      }
    }
  }

  private static String sourced(String why, Attempt<?> attempt) {
    return attempt.source().isEmpty() ? why : why + "; from " + attempt.source();
  }

  /** What a gate stops does not get to the steps behind it. */
  private <O> void kept(Step<O> step, O output, Attempt<O> attempt) {
    Optional<GateReport> blocking = step.report(output).gate().filter(gate -> !gate.passes());
    blocking.ifPresent(gate -> unknown.add(step.name()));
    add(
        step,
        "cached",
        blocking
            .map(gate -> "its gate " + gate.name() + " would block")
            .orElse(sourced(KEPT, attempt)));
  }

  private void runs(Step<?> step, String why) {
    unknown.add(step.name());
    add(step, asked.before(step.name()) ? "missing" : "run", why);
  }

  private void add(Step<?> step, String plan, String why) {
    planned.add(new PlannedStage(step.name(), plan, why));
  }
}
