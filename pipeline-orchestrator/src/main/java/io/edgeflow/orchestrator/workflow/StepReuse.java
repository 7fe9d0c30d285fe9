package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.stage.Stage;
import io.edgeflow.core.step.Attempt;
import io.edgeflow.core.step.Attempt.Reuse;
import io.edgeflow.core.step.Step;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.optimize.ModelOptimizer;
import io.edgeflow.orchestrator.cache.CodeIdentity;
import io.edgeflow.orchestrator.cache.StageCache;
import io.edgeflow.orchestrator.cache.StageKey;
import io.edgeflow.train.ModelTrainer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes a step's output from the cache when nothing that it depends on has changed. */
final class StepReuse {
  /** Code that makes or measures what is kept. */
  private static final List<Class<?>> MODULES =
      List.of(
          Stage.class,
          DataPipeline.class,
          ModelTrainer.class,
          ModelExporter.class,
          ModelOptimizer.class,
          StepReuse.class);

  /** One file of each engine's library, whose name carries the version. */
  private static final List<String> ENGINES =
      List.of(
          "ai/djl/engine/Engine.class",
          "jnilib/pytorch.properties",
          "ai/onnxruntime/OrtEnvironment.class",
          "org/bytedeco/tensorflowlite/Interpreter.class",
          "org/duckdb/DuckDBDriver.class");

  private final StageCache cache;
  private final RunContext context;
  private final CodeIdentity code = CodeIdentity.of(MODULES, ENGINES);

  StepReuse(RunContext context) {
    this.cache = new StageCache(context.workspace(), context.artifacts());
    this.context = context;
  }

  /** The kept output, ready for use, when there is one. */
  <O> Optional<O> find(Step<O> step, Attempt<O> attempt) {
    return attempt
        .reuse()
        .flatMap(reuse -> cache.find(key(step, reuse), step.type()))
        .flatMap(attempt::revived);
  }

  /** Why a kept output cannot be used; empty when there is none. */
  Optional<String> damage(Step<?> step, Reuse reuse) {
    return cache.damage(key(step, reuse));
  }

  /** Keeps an output. */
  <O> void keep(Step<O> step, Reuse reuse, O output) {
    cache.put(key(step, reuse), output);
  }

  private StageKey key(Step<?> step, Reuse reuse) {
    return new StageKey(
        step.name(),
        reuse.fingerprint(),
        reuse.inputs().stream().map(Sha256::of).toList(),
        context.seed(),
        context.threads(),
        code.engines(),
        codeOf(step, reuse));
  }

  /** A step and providers from other jars depend on those jars too. */
  private String codeOf(Step<?> step, Reuse reuse) {
    List<Class<?>> foreign =
        Stream.concat(Stream.of(step.getClass()), reuse.providers().stream())
            .filter(part -> MODULES.stream().noneMatch(own -> CodeIdentity.samePlace(own, part)))
            .sorted(Comparator.comparing(Class::getName))
            .toList();
    return foreign.isEmpty()
        ? code.ownCode()
        : Sha256.of(code.ownCode() + CodeIdentity.of(foreign, List.of()).ownCode());
  }
}
