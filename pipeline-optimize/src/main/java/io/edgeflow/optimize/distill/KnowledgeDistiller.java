package io.edgeflow.optimize.distill;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.loop.TrainedGraph;
import io.edgeflow.train.loop.TrainingLoop;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss.Teaching;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Trains a narrower student on a teacher's answers (Hinton, Vinyals and Dean 2015); the losses of
 * {@link Teaching} say how. An autoencoder is not distilled: a student of its reconstructions would
 * learn the teacher's errors on normal samples as well, by which anomalies are told.
 *
 * <pre>{@code
 * Teaching lesson = new Loss.CrossEntropy().taughtBy(teacher, 5.0, 0.5);
 * Network network = Network.of(new Cnn()).narrowed(0.5);
 * ModelGraph student =
 *     KnowledgeDistiller.distill(lesson, network, data, none, options, context).graph();
 * }</pre>
 */
public final class KnowledgeDistiller {
  private static final String TASK = "distill";
  private static final String NO_RECONSTRUCTION = "an autoencoder is not distilled";

  private KnowledgeDistiller() {}

  /**
   * Why a network cannot be made narrower and taught, and what to do; empty when it can.
   *
   * @param network the teacher's architecture, which the student has too
   * @param output what both give
   */
  public static Optional<String> refusal(Architecture network, OutputKind output) {
    if (!isTaught(output)) {
      return Optional.of(NO_RECONSTRUCTION + remedy(network));
    }
    return network.narrows()
        ? Optional.empty()
        : Optional.of("the network " + network.id() + " cannot be narrower" + remedy(network));
  }

  /**
   * Builds a network for the data and trains it.
   *
   * @param lesson the teacher, which must take the data's samples and give its classes or values,
   *     with its share
   * @param network the student's
   * @param options of the student's training, of which all layers learn alike; its metrics carry
   *     the prefix {@code distill_}
   * @return the student of the best epoch by its loss on validation, without the teacher's part
   * @throws PipelineException if the data are to be reconstructed, and as {@link TrainingLoop#fit}
   */
  public static TrainedGraph distill(
      Teaching lesson,
      Network network,
      Dataset data,
      BatchTransform augmentation,
      TrainingOptions options,
      RunContext context) {
    if (!isTaught(data.schema().target().output())) {
      throw PipelineException.config("An autoencoder is not distilled")
          .where("model_optimization.distillation.enabled")
          .remedy("set it to false" + orSmaller(network.architecture()))
          .build();
    }
    ModelGraph student =
        network.untrained(
            data.schema().features(), data.schema().target(), context.seed(), data.preprocessing());
    TrainingOptions own = options.withTask(TASK).withAllLayers();
    return TrainingLoop.fit(student, data, augmentation, own, lesson, context);
  }

  /** Whether a student can learn such an output from a teacher. */
  private static boolean isTaught(OutputKind output) {
    return switch (output) {
      case LOGITS, VALUES -> true;
      case RECONSTRUCTION -> false;
    };
  }

  private static String remedy(Architecture network) {
    return "; set it to false" + orSmaller(network);
  }

  private static String orSmaller(Architecture network) {
    String keys =
        network.fields().fields().stream()
            .map(Field::name)
            .map(key -> "model_training.model." + key)
            .collect(Collectors.joining(" or "));
    return keys.isEmpty() ? "" : ", or choose smaller " + keys;
  }
}
