package io.edgeflow.train.loop;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.train.djl.TrainingSession;
import io.edgeflow.train.loss.Loss;
import java.util.Arrays;
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
   * Fits the graph's trainable weights on the training split and gives those of the epoch with the
   * lowest validation loss, the earliest of equals.
   *
   * <p>Each epoch reports to {@code context}: progress with images a second, the event {@code
   * train.epoch}, and the metrics {@code train_loss}, {@code train_accuracy}, {@code val_loss} and
   * {@code val_accuracy} at the step {@code epoch - 1}. The test split is not touched.
   *
   * @param initial not changed; weights that a mask prunes are zero and stay exactly zero
   * @param augmentation applied to training batches only
   * @throws PipelineException if data and graph do not fit, a loss is not finite, or, of kind
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
    refuseWithoutWeights(initial);
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
            new TrainingSession(
                initial, options.optimizer().create(options.learningRate()), threads);
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

  private static void check(ModelGraph graph, Dataset data) {
    ImageShape image = data.schema().featureShape();
    Shape expected = Shape.batchOf(image.channels(), image.height(), image.width());
    require(
        graph.signature().inputShape().equals(expected),
        "images",
        expected,
        graph.signature().inputShape(),
        graph);
    int classes = data.schema().labels().size();
    Shape output = graph.shape(graph.signature().output());
    require(
        output.equals(Shape.batchOf(classes)), "classes", Shape.batchOf(classes), output, graph);
    check(data.train(), classes);
    check(data.validation(), classes);
  }

  private static void check(Split split, int classes) {
    if (split.rows() == 0) {
      throw PipelineException.failed("The " + split.name() + " split has no rows")
          .remedy("give more data, or a larger share in data_pipeline.split")
          .build();
    }
    int[] outside =
        Arrays.stream(split.labels()).filter(label -> label < 0 || label >= classes).toArray();
    if (outside.length > 0) {
      throw PipelineException.failed("A label of the " + split.name() + " split is no class")
          .found(outside[0])
          .limit("0 to " + (classes - 1))
          .build();
    }
  }

  private static void require(
      boolean holds, String what, Shape expected, Shape found, ModelGraph graph) {
    if (!holds) {
      throw PipelineException.failed("The model does not fit the data's " + what)
          .found(found)
          .limit(expected)
          .where("model " + graph.name())
          .build();
    }
  }
}
