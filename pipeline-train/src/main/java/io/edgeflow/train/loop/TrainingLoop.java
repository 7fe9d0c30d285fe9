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
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Trains any model graph: an architecture from scratch, a pruned graph (its masks hold), a student.
 *
 * <p>Equal graph, data, options, seed and number of threads give equal weights, bit for bit. One
 * training runs at a time in a process, because the engine's random numbers are global; others
 * wait.
 */
public final class TrainingLoop {
  private static final ReentrantLock ENGINE = new ReentrantLock();

  private TrainingLoop() {}

  /**
   * Fits the graph's trainable weights on the training split and gives those of the best epoch by
   * {@link Stopping#monitor()}, the earliest of equals.
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
    refuseWithoutWeights(initial);
    refuseWithoutGradient(initial);
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
          .remedy("resume the run; training starts again from its first epoch")
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
    int threads = context.threads();
    try (TrainingSession session =
            new TrainingSession(initial, options.optimizer().create(), threads);
        Teacher teacher = new Teacher(loss, threads);
        BatchLoader batches =
            new BatchLoader(data.train(), augmentation, options, context.seed())) {
      return new TrainingRun(data, options, context, session, batches, loss, teacher).run();
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
    check(data.train());
    check(data.validation());
  }

  private static void checkOutput(ModelGraph graph, FeatureSpec features, Target target) {
    Shape output = graph.shape(graph.signature().output());
    Shape expected = Shape.batchOf(target.outputs(features.size()));
    boolean again = target.output() == OutputKind.RECONSTRUCTION;
    require(!again || features.inLogicalOrder(), "target", "one channel", features, graph);
    boolean fits = output.equals(expected) || (again && output.equals(features.shape()));
    require(fits, target.output().id(), expected, output, graph);
  }

  private static void check(Split split) {
    if (split.rows() == 0) {
      throw PipelineException.failed("The " + split.name() + " split has no rows")
          .remedy("give more data, or a larger share in data_pipeline.split")
          .build();
    }
    split.target().map(new TruthCheck(split));
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
