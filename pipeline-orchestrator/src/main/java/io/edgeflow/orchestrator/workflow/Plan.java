package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.DataCollection;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.data.DataResult;
import io.edgeflow.optimize.ModelOptimizer;
import io.edgeflow.optimize.OptimizationResult;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.train.ModelTrainer;
import io.edgeflow.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run would do: follows the cache from stage to stage as far as it knows the outputs. */
final class Plan {
  private static final String KEPT = "nothing that it depends on has changed";
  private static final String CHANGED = "no kept output has these inputs and this configuration";
  private static final String UNKNOWN = "the stage before it runs";

  private final WorkflowConfig config;
  private final RunContext context;
  private final StageReuse reuse;
  private final List<StageName> wanted;
  private final List<PlannedStage> stages = new ArrayList<>();

  Plan(WorkflowConfig config, RunContext context, StageReuse reuse, List<StageName> wanted) {
    this.config = config;
    this.context = context;
    this.reuse = reuse;
    this.wanted = wanted;
  }

  List<PlannedStage> make() {
    Optional<DatasetManifest> dataset = data();
    Optional<TrainingResult> trained = dataset.flatMap(this::training);
    if (dataset.isEmpty()) {
      add(StageName.MODEL_TRAINING, false, UNKNOWN);
    }
    if (trained.isPresent()) {
      optimization(dataset.orElseThrow(), trained.get());
    } else {
      add(StageName.MODEL_OPTIMIZATION, false, UNKNOWN);
    }
    add(StageName.EDGE_DEPLOYMENT, false, "devices are always asked what they run");
    add(StageName.MONITORING, false, "devices are always asked what they see");
    return List.copyOf(stages);
  }

  private Optional<DatasetManifest> data() {
    DataPipeline stage = new DataPipeline(config.data());
    DataCollection collection = stage.collect(context);
    if (!stage.gate(collection).passes()) {
      add(StageName.DATA_PIPELINE, false, "its gate data_quality would block");
      return Optional.empty();
    }
    Optional<DataResult> kept = reuse.find(reuse.data(stage, collection), DataResult.class);
    add(StageName.DATA_PIPELINE, kept.isPresent(), kept.isPresent() ? KEPT : CHANGED);
    return kept.map(DataResult::dataset);
  }

  private Optional<TrainingResult> training(DatasetManifest dataset) {
    ModelTrainer stage = new ModelTrainer(config.training());
    Optional<TrainingResult> kept =
        reuse.find(reuse.training(stage, config, dataset), TrainingResult.class);
    add(StageName.MODEL_TRAINING, kept.isPresent(), kept.isPresent() ? KEPT : CHANGED);
    return kept;
  }

  private void optimization(DatasetManifest dataset, TrainingResult trained) {
    ModelOptimizer stage = new ModelOptimizer(config.optimization());
    boolean kept =
        reuse
            .find(reuse.optimization(stage, config, dataset, trained), OptimizationResult.class)
            .isPresent();
    add(StageName.MODEL_OPTIMIZATION, kept, kept ? KEPT : CHANGED);
  }

  private void add(StageName stage, boolean cached, String why) {
    boolean before = stage.compareTo(wanted.get(0)) < 0;
    boolean after = stage.compareTo(wanted.get(wanted.size() - 1)) > 0;
    String plan = after ? "skipped" : cached ? "cached" : before ? "missing" : "run";
    stages.add(new PlannedStage(stage.id(), plan, after ? "not asked for" : why));
  }
}
