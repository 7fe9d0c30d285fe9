package io.edgeflow.optimize.distill;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.architecture.LayerSizes;
import io.edgeflow.train.loop.TrainedGraph;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss.Teaching;

/**
 * Trains a narrower student on a teacher's answers (Hinton, Vinyals and Dean 2015); the losses of
 * {@link Teaching} say how. An autoencoder is not distilled: a student of its reconstructions would
 * learn the teacher's errors on normal samples as well, by which anomalies are told.
 *
 * <pre>{@code
 * Teaching lesson = new Loss.CrossEntropy().taughtBy(teacher, 5.0, 0.5);
 * ModelGraph student =
 *     KnowledgeDistiller.distill(
 *             lesson, Architecture.CNN, LayerSizes.ofWidth(0.5), data, none, options, context)
 *         .graph();
 * }</pre>
 */
public final class KnowledgeDistiller {
  private static final String TASK = "distill";

  /** Whether a student can learn a target from a teacher; refuses those that it cannot. */
  private static final Target.Cases<Boolean> DISTILLED =
      new Target.Cases<>() {
        @Override
        public Boolean classes(ClassTarget target) {
          return true;
        }

        @Override
        public Boolean values(ValueTarget target) {
          return true;
        }

        @Override
        public Boolean self(SelfTarget target) {
          throw PipelineException.config("An autoencoder is not distilled")
              .where("model_optimization.distillation.enabled")
              .remedy("set it to false; choose smaller model_training.model.hidden instead")
              .build();
        }
      };

  private KnowledgeDistiller() {}

  /**
   * Builds a network for the data and trains it.
   *
   * @param lesson the teacher, which must take the data's samples and give its classes or values,
   *     with its share
   * @param architecture the student's
   * @param sizes the student's
   * @param options of the student's training; its metrics carry the prefix {@code distill_}
   * @return the student of the best epoch by its loss on validation, without the teacher's part
   * @throws PipelineException if the data are to be reconstructed, and as {@link TrainingLoop#fit}
   */
  public static TrainedGraph distill(
      Teaching lesson,
      Architecture architecture,
      LayerSizes sizes,
      Dataset data,
      BatchTransform augmentation,
      TrainingOptions options,
      RunContext context) {
    data.schema().target().map(DISTILLED);
    ModelGraph student =
        architecture.untrained(
            data.schema().features(),
            data.schema().target(),
            sizes,
            context.seed(),
            data.preprocessing());
    return TrainingLoop.fit(student, data, augmentation, options.withTask(TASK), lesson, context);
  }
}
