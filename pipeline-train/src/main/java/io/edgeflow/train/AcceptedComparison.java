package io.edgeflow.train;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.train.evaluation.GraphPredictor;
import io.edgeflow.train.evaluation.ModelEvaluator;
import io.edgeflow.train.evaluation.PairedComparison;
import io.edgeflow.train.evaluation.PairedComparison.Side;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the last accepted model on the present test rows. It sees them through its own
 * preprocessing, as its devices do, and its thresholds are found on the present validation rows.
 */
final class AcceptedComparison {
  private final AcceptedModel accepted;
  private final NoWorseConfig wanted;
  private final RunContext context;

  AcceptedComparison(AcceptedModel accepted, NoWorseConfig wanted, RunContext context) {
    this.accepted = accepted;
    this.wanted = wanted;
    this.context = context;
  }

  /** Whether this is the comparison that a result has. */
  boolean isOf(TrainingResult result) {
    PairedComparison kept = result.comparison();
    return kept != null
        && kept.run().equals(accepted.run())
        && kept.sha256().equals(accepted.model().sha256())
        && kept.metric().equals(wanted.judged(result.test()).name())
        && kept.confidence() == wanted.confidence();
  }

  /**
   * Compares.
   *
   * @param result of the new model
   */
  PairedComparison with(
      TrainingResult result, Predictor predictor, Dataset data, Thresholds thresholds) {
    String sha256 = accepted.model().sha256();
    Metric judged = wanted.judged(result.test());
    if (result.model().sha256().equals(sha256)) {
      return PairedComparison.same(accepted.run(), sha256, judged, wanted.confidence());
    }
    ModelGraph graph;
    try {
      graph = GraphFile.read(context.artifacts().open(accepted.model()));
    } catch (PipelineException e) {
      return none(judged, "its file cannot be read: " + e.getMessage());
    }
    Preprocessing preprocessing = graph.signature().preprocessing();
    Target target = graph.signature().target();
    Optional<String> why = differs(data, preprocessing, target, judged.name());
    if (why.isPresent() || preprocessing == null || target == null) {
      return none(judged, why.orElse("it does not say what it takes and gives"));
    }
    Split test = data.test().as(preprocessing, target);
    try (Predictor other = new GraphPredictor(graph, context.threads())) {
      Thresholds others =
          ModelEvaluator.thresholds(
              other, data.validation().as(preprocessing, target), context.progress());
      return PairedComparison.of(
          accepted.run(),
          sha256,
          new Side(predictor, data.test(), thresholds),
          new Side(other, test, others),
          judged.name(),
          wanted.confidence(),
          context.progress());
    }
  }

  private PairedComparison none(Metric judged, String why) {
    return PairedComparison.none(
        accepted.run(), accepted.model().sha256(), judged, wanted.confidence(), why);
  }

  /** Why it cannot answer the present rows as the new model does; empty when it can. */
  private static Optional<String> differs(
      Dataset data, @Nullable Preprocessing preprocessing, @Nullable Target target, String metric) {
    Schema schema = data.schema();
    Preprocessing present = data.preprocessing();
    if (preprocessing == null || target == null) {
      return Optional.of("it does not say what it takes and gives");
    }
    if (target.output() != schema.target().output()
        || !target.answers().equals(schema.target().answers())
        || !target.truth().equals(schema.target().truth())) {
      return Optional.of(
          "it answers %s %s, and the data ask for %s"
              .formatted(target.output().id(), target.answers(), schema.target().answers()));
    }
    if (!preprocessing.columns().equals(schema.columns())
        || !preprocessing.input().sameAxes(schema.raw().of(ElementType.FLOAT32))) {
      return Optional.of(
          "it takes %s, and the data have %s".formatted(preprocessing.input(), schema.raw()));
    }
    if (!preprocessing.encodings().equals(present.encodings())) {
      return Optional.of("it knows other categories of texts");
    }
    return metric.equals(SelfTarget.ERROR) && !preprocessing.equals(present)
        ? Optional.of("its errors are in the units of another preprocessing")
        : Optional.empty();
  }
}
