package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.json.Json;
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
import io.edgeflow.data.source.Landed;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lands the data and judges it each time; what is made of the landed bytes is made once, and of it
 * only what depends on the clock is measured anew.
 */
final class DataStep implements Step<PreparedData> {
  private final DataPipeline stage;
  private final Section config;
  private final List<String> slices;
  private final ArtifactStore artifacts;

  DataStep(WorkflowConfig config) {
    this.slices = config.training().slices().dataColumns();
    this.stage = new DataPipeline(config.data().withSlices(slices));
    this.config = config.section(WorkflowConfig.DATA).without(DataConfig.AUGMENTATION);
    this.artifacts = config.workspace().artifacts();
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
    Landed landed = stage.land(context);
    return Attempt.reusing(
            new Attempt.Reuse(List.of(config), inputs(landed)),
            () -> prepared(stage.collect(landed, context), context))
        .revivedIf(kept -> judgedAnew(kept, stage.judgedAnew(kept.collection(), landed, context)));
  }

  private List<String> inputs(Landed landed) {
    return slices.isEmpty()
        ? List.of(landed.version())
        : List.of(landed.version(), "slices " + Json.text(slices));
  }

  private PreparedData prepared(DataCollection collection, RunContext context) {
    boolean passes = stage.gate(collection).passes();
    return new PreparedData(collection, passes ? stage.run(collection, context) : null);
  }

  /** Of what was too poor to be prepared there is nothing to use when its gate passes now. */
  private Optional<PreparedData> judgedAnew(PreparedData kept, DataCollection collection) {
    if (kept.result() != null) {
      return Optional.of(new PreparedData(collection, kept.result().withCollection(collection)));
    }
    return stage.gate(collection).passes()
        ? Optional.empty()
        : Optional.of(new PreparedData(collection, null));
  }

  @Override
  public StageReport report(PreparedData output) {
    return output.report(stage);
  }

  @Override
  public List<Panel> panels(PreparedData output, Inputs inputs) {
    return DataPanels.of(output, artifacts);
  }

  @Override
  public Map<String, String> provenance(PreparedData output) {
    return Map.of("data version", output.collection().dataVersion());
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
