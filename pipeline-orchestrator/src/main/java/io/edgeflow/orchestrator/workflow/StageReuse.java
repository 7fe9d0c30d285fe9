package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.Stage;
import io.edgeflow.data.DataCollection;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.optimize.ModelOptimizer;
import io.edgeflow.orchestrator.cache.CodeIdentity;
import io.edgeflow.orchestrator.cache.StageCache;
import io.edgeflow.orchestrator.cache.StageKey;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import io.edgeflow.orchestrator.workflow.StageRunner.Outcome;
import io.edgeflow.train.ModelTrainer;
import io.edgeflow.train.TrainingResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes a stage's output from the cache when nothing that it depends on has changed. */
final class StageReuse {
  /** Code that makes or measures what is kept. */
  private static final List<Class<?>> MODULES =
      List.of(
          Stage.class,
          DataPipeline.class,
          ModelTrainer.class,
          ModelExporter.class,
          ModelOptimizer.class,
          StageReuse.class);

  /** One file of each engine's library, whose name carries the version. */
  private static final List<String> ENGINES =
      List.of(
          "ai/djl/engine/Engine.class",
          "native/lib/pytorch.properties",
          "ai/onnxruntime/OrtEnvironment.class",
          "org/bytedeco/tensorflowlite/Interpreter.class",
          "org/duckdb/DuckDBDriver.class");

  private final StageCache cache;
  private final RunContext context;
  private final List<StageName> wanted;
  private final CodeIdentity code = CodeIdentity.of(MODULES, ENGINES);

  StageReuse(RunContext context, List<StageName> wanted) {
    this.cache = new StageCache(context.workspace(), context.artifacts());
    this.context = context;
    this.wanted = wanted;
  }

  StageKey data(DataPipeline stage, DataCollection collection) {
    return key(stage, collection.dataVersion());
  }

  StageKey training(ModelTrainer stage, WorkflowConfig config, DatasetManifest dataset) {
    return key(stage, Json.text(dataset), config.data().augmentation().fingerprint());
  }

  StageKey optimization(
      ModelOptimizer stage,
      WorkflowConfig config,
      DatasetManifest dataset,
      TrainingResult trained) {
    return key(
        stage,
        Json.text(dataset),
        config.data().augmentation().fingerprint(),
        trained.model().sha256(),
        config.training().fingerprint());
  }

  <O> Optional<O> find(StageKey key, Class<O> type) {
    return cache.find(key, type);
  }

  /**
   * The kept output, or a fresh one that is then kept.
   *
   * @throws PipelineException when the stage was not asked for and is not in the cache
   */
  <O> Outcome<O> get(StageName stage, StageKey key, Class<O> type, Supplier<O> work) {
    Optional<O> kept = cache.find(key, type);
    if (kept.isPresent()) {
      return new Outcome<>(kept.get(), true);
    }
    if (stage.compareTo(wanted.get(0)) < 0) {
      throw PipelineException.failed("The output of " + stage.id() + " is not in the cache")
          .where(context.workspace().cache())
          .remedy("run without --from and --only, so that it is made")
          .build();
    }
    O output = work.get();
    cache.put(key, output);
    return new Outcome<>(output, false);
  }

  private StageKey key(Stage<?, ?> stage, String... inputs) {
    return new StageKey(
        stage.name(),
        stage.fingerprint(),
        List.of(inputs).stream().map(Sha256::of).toList(),
        context.seed(),
        context.threads(),
        code.engines(),
        code.ownCode());
  }
}
