package io.edgeflow.optimize.distill;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.loop.TrainedGraph;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss.Distillation;

/**
 * Trains a narrower student on a teacher's answers (Hinton, Vinyals and Dean 2015); see {@link
 * Distillation} for the loss.
 *
 * <pre>{@code
 * Distillation lesson = new Distillation(teacher, 5.0, 0.5);
 * ModelGraph student =
 *     KnowledgeDistiller.distill(lesson, 0.5, data, augmentation, options, context).graph();
 * }</pre>
 */
public final class KnowledgeDistiller {
  private static final String TASK = "distill";

  private KnowledgeDistiller() {}

  /**
   * Builds a network for the data and trains it.
   *
   * @param lesson the teacher, which must take the data's images and give its classes, with
   *     temperature and share
   * @param architecture the student's
   * @param width the student's, of the architecture's 1
   * @param options of the student's training; its metrics carry the prefix {@code distill_}
   * @return the student of the best epoch by its cross-entropy on validation
   * @throws io.edgeflow.core.error.PipelineException as {@link TrainingLoop#fit}
   */
  public static TrainedGraph distill(
      Distillation lesson,
      Architecture architecture,
      double width,
      Dataset data,
      BatchTransform augmentation,
      TrainingOptions options,
      RunContext context) {
    ModelGraph student =
        architecture.untrained(
            data.schema().featureShape(),
            data.schema().labels(),
            width,
            context.seed(),
            data.preprocessing());
    return TrainingLoop.fit(student, data, augmentation, options.withTask(TASK), lesson, context);
  }
}
