package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.config.Section;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Inputs;
import io.edgeflow.core.step.Output;
import io.edgeflow.core.step.Step;
import io.edgeflow.data.DataCollection;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.util.List;

/** Collects the data and judges it each time; prepares it once. */
final class DataStep implements Step<PreparedData> {
  private final DataPipeline stage;
  private final Section config;

  DataStep(WorkflowConfig config) {
    this.stage = new DataPipeline(config.data());
    this.config = config.section(WorkflowConfig.DATA).without(DataConfig.AUGMENTATION);
  }

  @Override
  public String name() {
    return stage.name();
  }

  @Override
  public Class<PreparedData> type() {
    return PreparedData.class;
  }

  @Override
  public List<Output<?>> inputs() {
    return List.of();
  }

  @Override
  public Attempt<PreparedData> attempt(Inputs inputs, RunContext context) {
    DataCollection collection = stage.collect(context);
    if (!stage.gate(collection).passes()) {
      return Attempt.known("its gate data_quality would block", new PreparedData(collection, null));
    }
    return Attempt.reusing(
            new Attempt.Reuse(List.of(config), List.of(collection.dataVersion())),
            () -> new PreparedData(collection, stage.run(collection, context)))
        .revivedBy(
            kept -> new PreparedData(collection, kept.required().withCollection(collection)));
  }

  @Override
  public StageReport report(PreparedData output) {
    return output.report(stage);
  }

  @Override
  public List<Panel> panels(PreparedData output, Inputs inputs) {
    return DataPanels.of(output.collection());
  }

  @Override
  public String title() {
    return "Data";
  }

  @Override
  public List<String> highlights(PreparedData output) {
    return List.of("collected", "valid", "quarantined");
  }

  /** One dimension of quality is called accuracy, as what training reaches is. */
  @Override
  public String trackedName(String metric) {
    return "data_" + metric;
  }

  /** The data set is too large to send about. */
  @Override
  public boolean tracksFiles() {
    return false;
  }
}
