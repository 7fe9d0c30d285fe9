package io.edgeflow.train;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.architecture.LayerSizes;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.loss.LossKind;
import io.edgeflow.train.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The section {@code model_training}.
 *
 * @param architecture the network
 * @param numClasses how many classes the data must have; empty takes what it has
 * @param sizes of the network's layers
 * @param training epochs, batch size, learning rate, optimizer
 * @param loss what training makes small; empty for that of the data's target
 * @param huberDelta where the Huber loss goes from squares to absolute differences
 * @param metrics what the stage reports of the test split; empty for all that the target has
 * @param thresholds limits of a metric on the test split, by metric, each in the metric's
 *     direction; metrics that are not here have the limits of {@code Evaluation.defaultLimits}
 * @param allowInconclusive metrics that may be inconclusive without blocking
 */
public record TrainConfig(
    Architecture architecture,
    Optional<Integer> numClasses,
    LayerSizes sizes,
    TrainingOptions training,
    Optional<LossKind> loss,
    double huberDelta,
    List<String> metrics,
    Map<String, Double> thresholds,
    Allowance allowInconclusive) {
  static final List<String> METRICS =
      Stream.of(OutputKind.values()).flatMap(o -> Evaluation.names(o).stream()).distinct().toList();

  private static final FieldTable MODEL =
      FieldTable.of(
          Field.choice(
              "type",
              Architecture.CNN.id(),
              Stream.of(Architecture.values()).map(Architecture::id).toList(),
              "the architecture; cnn and resnet8 tell classes of images, mlp classes or values of"
                  + " any sample, autoencoder gives samples again"),
          Field.integer(
              "num_classes", null, 2, 100_000, "classes the data must have; default: what it has"),
          Field.number(
              "width", 1.0, 0.01, 64, "factor on the channels of every layer; cnn and resnet8"),
          Field.integers(
              "hidden",
              List.of(),
              1,
              65_536,
              "features of each hidden layer; mlp (default [128, 64]; [] is a linear model) and"
                  + " autoencoder (default [128, 128, 128, 128, 8, 128, 128, 128, 128])"));

  private static final FieldTable TRAINING =
      FieldTable.of(
          Field.integer("epochs", 20, 1, 100_000, "passes over the training split"),
          Field.integer("batch_size", 32, 1, 65_536, "rows a step").in("samples"),
          Field.number("learning_rate", 0.001, 1e-9, 10, "step size of the optimizer"),
          Field.choice(
              "optimizer",
              Optimizer.Kind.ADAM.id(),
              Stream.of(Optimizer.Kind.values()).map(Optimizer.Kind::id).toList(),
              "how weights follow their gradient; sgd has a momentum of 0.9"),
          Field.choice(
              "loss",
              null,
              Stream.of(LossKind.values()).map(LossKind::id).toList(),
              "what training makes small; default: cross_entropy of classes, else mse"),
          Field.number(
                  "huber_delta", 1.0, 1e-9, 1e9, "where huber goes from squares to differences")
              .in("deviations"));

  private static final FieldTable THRESHOLDS =
      FieldTable.of(
          least("accuracy", "least accuracy on test; classes; default: 0.95"),
          least("precision", "least precision on test, weighted or of anomalies"),
          least("recall", "least recall on test, weighted or of anomalies"),
          least("f1", "least F1 on test, weighted or of anomalies"),
          most("rmse", "largest root mean squared error on test; values").in("value"),
          most("mae", "largest mean absolute error on test; values").in("value"),
          Field.number("r2", null, -1e9, 1, "least R² on test; values; default: 0").in("ratio"),
          least("roc_auc", "least area under the ROC curve on test; anomalies; default: 0.5"),
          most(
                  SelfTarget.ERROR,
                  "largest mean error of normal test rows; self; default: any, if no anomalies are"
                      + " known")
              .in("squared deviations"));

  private static final FieldTable EVALUATION =
      FieldTable.of(
          Field.texts(
                  "metrics", List.of(), METRICS, "what is reported of the test split; default: all")
              .presentation(),
          Field.section("thresholds", THRESHOLDS, "limits of the gate model_evaluation").limit(),
          Allowance.field(METRICS));

  /** The section's keys. */
  public static final FieldTable FIELDS =
      FieldTable.of(
          Field.section("model", MODEL, "what is trained"),
          Field.section("training", TRAINING, "how it is trained"),
          Field.section("evaluation", EVALUATION, "how it is judged"));

  /** Copies the collections. */
  public TrainConfig {
    metrics = List.copyOf(metrics);
    thresholds = java.util.Collections.unmodifiableMap(new TreeMap<>(thresholds));
  }

  /** The checked section as a record; contradictions between keys go to {@code problems}. */
  public static TrainConfig from(Section section, Problems problems) {
    Section model = section.section("model");
    Section training = section.section("training");
    Section evaluation = section.section("evaluation");
    TargetFit.refuseContradictions(section, problems);
    return new TrainConfig(
        Architecture.of(model.text("type")),
        model.optionalInteger("num_classes").map(Math::toIntExact),
        sizes(model),
        options(training),
        training.optionalText("loss").map(LossKind::of),
        training.number("huber_delta"),
        evaluation.texts("metrics"),
        thresholds(evaluation.section("thresholds")),
        Allowance.from(evaluation));
  }

  /**
   * Adds to {@code problems} each key that does not fit what a model for the data gives: the
   * network, the loss, metrics and thresholds, the number of classes.
   *
   * @param section as {@link #from} takes it
   */
  public static void refuseMisfits(Section section, OutputKind output, Problems problems) {
    TargetFit.refuseMisfits(section, output, problems);
  }

  /** The loss to train a model for a target by. */
  public Loss lossFor(Target target) {
    return loss.map(kind -> kind.create(huberDelta)).orElseGet(() -> Loss.of(target));
  }

  /** Everything that the trained weights depend on, as canonical JSON. */
  public String fingerprint() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("architecture", architecture.id());
    numClasses.ifPresent(count -> parts.put("num_classes", count));
    parts.put("width", sizes.width());
    sizes.hidden().ifPresent(features -> parts.put("hidden", features));
    parts.put("training", training);
    loss.ifPresent(kind -> parts.put("loss", kind.create(huberDelta).toString()));
    return Json.text(parts);
  }

  private static LayerSizes sizes(Section model) {
    List<Integer> hidden = model.integers("hidden").stream().map(Math::toIntExact).toList();
    return new LayerSizes(
        model.number("width"), model.isWritten("hidden") ? Optional.of(hidden) : Optional.empty());
  }

  private static Map<String, Double> thresholds(Section limits) {
    Map<String, Double> thresholds = new TreeMap<>();
    for (String metric : METRICS) {
      limits.optionalNumber(metric).ifPresent(limit -> thresholds.put(metric, limit));
    }
    return thresholds;
  }

  private static Field<?> least(String metric, String doc) {
    return Field.number(metric, null, 0, 1, doc).in("ratio");
  }

  private static Field<?> most(String metric, String doc) {
    return Field.number(metric, null, 0, Double.MAX_VALUE, doc);
  }

  private static TrainingOptions options(Section training) {
    return new TrainingOptions(
        training.integer("epochs"),
        training.integer("batch_size"),
        training.number("learning_rate"),
        Optimizer.Kind.valueOf(training.text("optimizer").toUpperCase(Locale.ROOT)));
  }
}
