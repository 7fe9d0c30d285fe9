package io.edgeflow.optimize;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.optimize.OptimizeConfig.Distillation;
import io.edgeflow.optimize.OptimizeConfig.Pruning;
import io.edgeflow.optimize.distill.KnowledgeDistiller;
import io.edgeflow.optimize.prune.ModelPruner;
import io.edgeflow.train.loop.EpochMetrics;
import io.edgeflow.train.loop.TrainedGraph;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.transfer.GivenModel;
import io.edgeflow.train.transfer.ModelOrigin;
import io.edgeflow.train.transfer.Transfer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps that change what a graph computes: distillation, pruning, fine-tuning. */
final class Compression {
  /** Fine-tuning mends and must not unlearn: its steps are this share of training's. */
  private static final double FINE_TUNE_RATE = 0.1;

  private final OptimizeConfig config;
  private final OptimizationInput input;
  private final Dataset data;
  private final RunContext context;

  Compression(OptimizeConfig config, OptimizationInput input, Dataset data, RunContext context) {
    this.config = config;
    this.input = input;
    this.data = data;
    this.context = context;
  }

  /**
   * A smaller graph and how its trainings went, each empty where there was none.
   *
   * @param teacher the model file that taught; null where none did
   */
  record Compressed(
      ModelGraph graph,
      List<EpochMetrics> distillation,
      List<EpochMetrics> fineTuning,
      @Nullable ModelOrigin teacher) {}

  Compressed apply(ModelGraph trained) {
    ModelGraph graph = trained;
    ModelOrigin teacher = null;
    List<EpochMetrics> distillation = List.of();
    List<EpochMetrics> fineTuning = List.of();
    if (config.distillation().enabled()) {
      Transfer.Fitted given = teacher();
      TrainedGraph student = distill(given == null ? graph : given.graph(), config.distillation());
      teacher = given == null ? null : given.origin();
      graph = student.graph();
      distillation = student.history();
    }
    Pruning pruning = config.pruning();
    if (pruning.enabled()) {
      graph = ModelPruner.prune(graph, pruning.sparsity());
      if (pruning.fineTuneEpochs() > 0) {
        TrainedGraph tuned = fineTune(graph, pruning.fineTuneEpochs());
        graph = tuned.graph();
        fineTuning = tuned.history();
      }
    }
    return new Compressed(graph, distillation, fineTuning, teacher);
  }

  private Transfer.@Nullable Fitted teacher() {
    GivenModel given = input.teacher();
    return given == null ? null : Transfer.trained(given, data.schema(), data.preprocessing());
  }

  private TrainedGraph distill(ModelGraph teacher, Distillation settings) {
    return KnowledgeDistiller.distill(
        loss().taughtBy(teacher, settings.temperature(), settings.alpha()),
        input.training().network().narrowed(settings.width()),
        data,
        input.augmentation(),
        input.training().training().withEpochs(settings.epochs()),
        context);
  }

  private TrainedGraph fineTune(ModelGraph pruned, int epochs) {
    TrainingOptions training = input.training().training();
    // A student's layers are not those that the configuration names.
    TrainingOptions own = config.distillation().enabled() ? training.withAllLayers() : training;
    TrainingOptions options =
        own.withEpochs(epochs)
            .withLearningRate(training.learningRate() * FINE_TUNE_RATE)
            .withTask("fine_tune");
    return TrainingLoop.fit(pruned, data, input.augmentation(), options, loss(), context);
  }

  private Loss loss() {
    return input.training().lossFor(data.train());
  }
}
