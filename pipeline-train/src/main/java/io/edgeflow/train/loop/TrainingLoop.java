package io.edgeflow.train.loop;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.train.djl.TrainingSession;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.loss.LossKind;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.optimizer.WeightAverage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Trains any model graph: an architecture from scratch, a pruned graph (its masks hold), a student.
 *
 * <p>Equal graph, data, options, seed and number of threads give equal weights, bit for bit. One
 * training runs at a time in a process, because the engine's gradient tape is global; others wait.
 *
 * <p>After each epoch a checkpoint is kept in the run's folder until the training is done. A
 * training that was killed or interrupted goes on from there when it is begun again in the same
 * run, and gives the very weights that it would have given.
 */
public final class TrainingLoop {
  private static final ReentrantLock ENGINE = new ReentrantLock();

  private TrainingLoop() {}

  /**
   * Fits the graph's trainable weights on the training split and gives those of the best epoch by
   * {@link Stopping#monitor()}, the earliest of equals. Where {@link Techniques} ask for an average
   * of the weights, it is that which is measured on validation and given.
   *
   * <p>Each epoch reports to {@code context}: progress in samples, the event {@code train.epoch},
   * and {@link EpochMetrics#values()} at the step {@code epoch - 1}. The test split is not touched.
   *
   * @param initial not changed; weights that a mask prunes are zero and stay exactly zero
   * @param augmentation applied to training batches only; a sample that is to be given again is the
   *     one before it
   * @throws PipelineException if data, graph and loss do not fit, a loss is not finite, or, of kind
   *     INTERRUPTED, the thread is interrupted (its flag is then cleared)
   */
  public static TrainedGraph fit(
      ModelGraph initial,
      Dataset data,
      BatchTransform augmentation,
      TrainingOptions options,
      Loss loss,
      RunContext context) {
    check(initial, data);
    if (options.epochs() == 0) {
      return new TrainedGraph(initial.withRanges(Map.of()), 0, List.of());
    }
    refuseMisfit(loss, data.schema().target());
    refuseMisfit(options.stopping().monitor(), data.schema().target());
    options.techniques().refuseMisfits(loss, data.schema().target());
    refuseWithoutWeights(initial);
    refuseWithoutGradient(initial);
    options.techniques().layers().of(initial);
    loss.teacher().ifPresent(teacher -> check(teacher, data));
    try {
      ENGINE.lockInterruptibly();
      try {
        return run(initial, data, augmentation, options, loss, context);
      } finally {
        ENGINE.unlock();
      }
    } catch (InterruptedException e) {
      throw PipelineException.interrupted("Training was interrupted")
          .where("task " + options.task())
          .remedy(
              "resume the run, or train again with the same arguments in the same workspace;"
                  + " training goes on after its last whole epoch")
          .cause(e)
          .build();
    }
  }

  private static TrainedGraph run(
      ModelGraph initial,
      Dataset data,
      BatchTransform augmentation,
      TrainingOptions options,
      Loss loss,
      RunContext context)
      throws InterruptedException {
    Checkpoints checkpoints = new Checkpoints(initial, data, options, loss, context);
    Optional<Checkpoint> kept = checkpoints.newest();
    try {
      if (kept.isPresent()) {
        String first = firstBatch(data, augmentation, options, context);
        kept = kept.filter(checkpoint -> checkpoint.firstBatch().equals(first));
      }
      TrainedGraph trained =
          goOn(kept, checkpoints, initial, data, augmentation, options, loss, context);
      checkpoints.clear();
      return trained;
    } catch (PipelineException e) {
      if (Thread.interrupted()) {
        // An interrupt in the middle of writing a file shows as an error of the file.
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      // It would fail again from there; what was good is kept elsewhere.
      checkpoints.clear();
      throw e;
    }
  }

  /** A digest of what training begins with, which tells other rows and augmentations. */
  private static String firstBatch(
      Dataset data, BatchTransform augmentation, TrainingOptions options, RunContext context)
      throws InterruptedException {
    try (BatchLoader batches =
        new BatchLoader(data.train(), augmentation, options, context.seed(), 0)) {
      return batches.next().sha256();
    }
  }

  private static TrainedGraph goOn(
      Optional<Checkpoint> kept,
      Checkpoints checkpoints,
      ModelGraph initial,
      Dataset data,
      BatchTransform augmentation,
      TrainingOptions options,
      Loss loss,
      RunContext context)
      throws InterruptedException {
    int threads = context.threads();
    int epochs = kept.map(Checkpoint::epoch).orElse(0);
    ModelGraph graph = kept.map(Checkpoint::graph).orElse(initial);
    Optimizer optimizer = options.optimizer().create();
    @Nullable WeightAverage average = options.techniques().average().orElse(null);
    Map<String, Double> rates = options.techniques().layers().of(initial);
    try (TrainingSession session = new TrainingSession(graph, optimizer, rates, average, threads);
        Teacher teacher = new Teacher(loss, threads);
        BatchLoader batches =
            new BatchLoader(data.train(), augmentation, options, context.seed(), epochs)) {
      kept.ifPresent(from -> session.restore(from.memory(), epochs * batches.batches()));
      return new TrainingRun(data, options, context, session, batches, loss, teacher)
          .run(kept, checkpoints);
    }
  }

  private static void refuseWithoutWeights(ModelGraph graph) {
    if (graph.trainableParameters() == 0) {
      throw PipelineException.failed("The model has no trainable weights")
          .where("model " + graph.name())
          .remedy("give its constants the role TRAINABLE")
          .build();
    }
  }

  private static void refuseWithoutGradient(ModelGraph graph) {
    List<String> flat =
        graph.nodes().stream()
            .filter(node -> !node.op().differentiable())
            .map(node -> node.name() + " " + node.op())
            .toList();
    if (!flat.isEmpty()) {
      throw PipelineException.failed("The model has operators without a gradient")
          .found(flat)
          .where("model " + graph.name())
          .remedy("cut the model off before them, or take it as it is: epochs: 0")
          .build();
    }
  }

  private static void refuseMisfit(Loss loss, Target target) {
    if (!loss.supports(target.output())) {
      throw PipelineException.config("The loss does not fit the target")
          .found(loss.getClass().getSimpleName())
          .limit(LossKind.idsFor(target.output()))
          .where("model_training.training.loss")
          .remedy("set it to one of these, or leave it out")
          .build();
    }
  }

  private static void refuseMisfit(Monitor monitor, Target target) {
    if (!monitor.supports(target.output())) {
      throw PipelineException.config("The best epoch cannot be chosen by this metric")
          .found(monitor.id())
          .limit(Monitor.idsFor(target.output()))
          .where("model_training.training.monitor")
          .remedy("set it to one of these, or leave it out")
          .build();
    }
  }

  private static void check(ModelGraph graph, Dataset data) {
    FeatureSpec features = data.schema().features();
    Shape input = graph.signature().inputShape();
    require(input.equals(features.shape()), "samples", features.shape(), input, graph);
    checkOutput(graph, features, data.schema().target());
    check(data.train(), true);
    check(data.validation(), false);
  }

  private static void checkOutput(ModelGraph graph, FeatureSpec features, Target target) {
    Shape output = graph.shape(graph.signature().output());
    Shape expected = Shape.batchOf(target.outputs(features.size()));
    boolean again = target.output() == OutputKind.RECONSTRUCTION;
    require(!again || features.inLogicalOrder(), "target", "one channel", features, graph);
    boolean fits = output.equals(expected) || (again && output.equals(features.shape()));
    require(fits, target.output().id(), expected, output, graph);
  }

  private static void check(Split split, boolean trainedOn) {
    if (split.rows() == 0) {
      throw PipelineException.failed("The " + split.name() + " split has no rows")
          .remedy("give more data, or a larger share in data_pipeline.split")
          .build();
    }
    split.target().map(new TruthCheck(split, trainedOn));
  }

  private static void require(
      boolean holds, String what, Object expected, Object found, ModelGraph graph) {
    if (!holds) {
      throw PipelineException.failed("The model does not fit the data's " + what)
          .found(found)
          .limit(expected)
          .where("model " + graph.name())
          .build();
    }
  }
}
