package com.example;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Inputs;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import io.edgeflow.core.step.StepProvider;
import io.edgeflow.core.step.StepSetup;
import io.edgeflow.optimize.OptimizationResult;
import java.util.List;
import java.util.Optional;

/** Blocks a run whose exported files are too large together. */
public final class SizeBudget implements StepProvider {
  /** The largest size of all files together. */
  public static final Field<Double> MAX_KB =
      Field.number("max_kb", 1000.0, 1, 1e9, "size of all files together").in("KB");

  private static final FieldTable FIELDS = FieldTable.of(MAX_KB);

  /** What the step gives: all files' size, and each one's. */
  public record Sizes(double totalKb, List<Panel.Bar> files) {}

  @Override
  public String id() {
    return "size_budget";
  }

  @Override
  public String description() {
    return "how large the exported files may be together";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Step<?> create(StepSetup setup) {
    return new Budget(
        setup.name(),
        setup.output("model_optimization", OptimizationResult.class),
        setup.section().get(MAX_KB));
  }

  private record Budget(String name, Output<OptimizationResult> optimized, double maxKb)
      implements Step<Sizes> {
    @Override
    public Class<Sizes> type() {
      return Sizes.class;
    }

    @Override
    public List<Output<?>> inputs() {
      return List.of(optimized);
    }

    @Override
    public Attempt<Sizes> attempt(Inputs inputs, RunContext context) {
      return Attempt.always("it takes no time", () -> sizes(inputs.get(optimized)));
    }

    private static Sizes sizes(OptimizationResult result) {
      List<Panel.Bar> files =
          result.models().stream()
              .map(m -> new Panel.Bar(m.model().file().name(), m.model().file().bytes() / 1e3))
              .toList();
      return new Sizes(files.stream().mapToDouble(Panel.Bar::value).sum(), files);
    }

    @Override
    public StageReport report(Sizes sizes) {
      Metric total =
          new Metric("total_kb", sizes.totalKb(), "KB", Direction.LOWER_IS_BETTER, 1);
      Check check = Check.atMost(total, maxKb, "export fewer formats, or raise max_kb");
      return new StageReport(
          Optional.of(GateReport.of("size_gate", List.of(check))), List.of(total), List.of());
    }

    @Override
    public List<Panel> panels(Sizes sizes, Inputs inputs) {
      return List.of(new Panel.Bars("Sizes beside the budget", "KB", sizes.files()));
    }

    @Override
    public List<String> highlights(Sizes sizes) {
      return List.of("total_kb");
    }
  }
}
