package io.edgeflow.train;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.loss.LossKind;
import io.edgeflow.train.loss.LossSettings;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.transfer.ModelFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The section {@code model_training}.
 *
 * <pre>{@code
 * TrainConfig config =
 *     TrainConfig.builder()
 *         .set(TrainConfig.TYPE, new Mlp())
 *         .set(Mlp.HIDDEN, List.of(64))
 *         .set(TrainConfig.EPOCHS, 5)
 *         .build();
 * }</pre>
 *
 * @param network the architecture with its parameters; not built where a file is given
 * @param file the model file that training starts from, in place of a network
 * @param numClasses how many classes the data must have; empty takes what it has
 * @param training epochs, batch size, learning rate, optimizer, schedule, when to stop
 * @param loss what training makes small
 * @param metrics what the stage reports of the test split; empty for all that the target has
 * @param thresholds limits of a metric on the test split, by metric, each in the metric's
 *     direction; metrics that are not here have the limits of {@code Evaluation.defaultLimits}
 * @param allowInconclusive metrics that may be inconclusive without blocking
 * @param judgedBy whether limits hold for the values or for the worse ends of their intervals
 * @param reference what simple models are asked beside
 * @param slices by what the test rows are told apart
 * @param noWorse how much worse than the last accepted model it may be; empty: not compared
 */
public record TrainConfig(
    Network network,
    Optional<ModelFile> file,
    Optional<Integer> numClasses,
    TrainingOptions training,
    LossSettings loss,
    List<String> metrics,
    Map<String, Double> thresholds,
    Allowance allowInconclusive,
    JudgedBy judgedBy,
    ReferenceConfig reference,
    SliceConfig slices,
    Optional<NoWorseConfig> noWorse) {
  /** The names of all metrics. */
  static final List<String> MEASURED =
      Stream.of(OutputKind.values()).flatMap(o -> Evaluation.names(o).stream()).distinct().toList();

  private static final List<Field<Path>> FILES =
      ModelFile.keys("to train on from, in place of a type");

  /** An ONNX file to train on from. */
  public static final Field<Path> ONNX = FILES.get(0);

  /** A TFLite file to train on from. */
  public static final Field<Path> TFLITE = FILES.get(1);

  /** A graph file to train on from. */
  public static final Field<Path> GRAPH = FILES.get(2);

  /** The network; its own keys stand beside it. */
  public static final Field<Architecture> TYPE =
      Field.provider("type", "cnn", Architecture.ALL, "the architecture");

  /** How many classes the data must have. */
  public static final Field<Integer> NUM_CLASSES =
      Field.integer(
          "num_classes", null, 2, 100_000, "classes the data must have; default: what it has");

  /** Passes over the training split. */
  public static final Field<Integer> EPOCHS =
      Field.integer(
          "epochs",
          20,
          0,
          100_000,
          "passes over the training split; 0 takes a model file as it is");

  /** Rows a step. */
  public static final Field<Integer> BATCH_SIZE =
      Field.integer("batch_size", 32, 1, 65_536, "rows a step").in("samples");

  /** Step size of the optimizer. */
  public static final Field<Double> LEARNING_RATE =
      Field.number("learning_rate", 0.001, 1e-9, 10, "step size of the optimizer");

  /** How weights follow their gradient. */
  public static final Field<Optimizer.Kind> OPTIMIZER =
      Field.choice(
          "optimizer",
          Optimizer.Kind.ADAM,
          List.of(Optimizer.Kind.values()),
          Optimizer.Kind::id,
          "how weights follow their gradient");

  /** What training makes small. */
  public static final Field<LossKind> LOSS =
      Field.choice(
          "loss",
          null,
          List.of(LossKind.values()),
          LossKind::id,
          "what training makes small; default: cross_entropy of classes, else mse");

  /** What is reported of the test split. */
  public static final Field<List<String>> METRICS =
      Field.texts(
              "metrics", List.of(), MEASURED, "what is reported of the test split; default: all")
          .presentation();

  /** Metrics that may be inconclusive without blocking. */
  public static final Field<List<String>> ALLOW_INCONCLUSIVE =
      Allowance.field(TargetFit.checks(MEASURED));

  /** What is held to a limit. */
  public static final Field<JudgedBy> JUDGED_BY =
      Field.choice(
              "judged_by",
              JudgedBy.VALUE,
              List.of(JudgedBy.values()),
              JudgedBy::id,
              "value: what was measured keeps the limits; bound: the worse end of its 95 % interval"
                  + " does")
          .limit();

  /** What is trained. */
  public static final Field<Section> MODEL =
      Field.section(
          "model", FieldTable.of(TYPE, ONNX, TFLITE, GRAPH, NUM_CLASSES), "what is trained");

  /** How it is trained. */
  public static final Field<Section> TRAINING =
      Field.section(
          "training",
          FieldTable.of(
              EPOCHS,
              BATCH_SIZE,
              LEARNING_RATE,
              OPTIMIZER,
              TrainingKeys.DEVICE,
              TrainingKeys.MOMENTUM,
              TrainingKeys.NESTEROV,
              TrainingKeys.WEIGHT_DECAY,
              TrainingKeys.SCHEDULE,
              TrainingKeys.WARMUP_EPOCHS,
              TrainingKeys.STEP_EPOCHS,
              TrainingKeys.STEP_FACTOR,
              TrainingKeys.MIN_LEARNING_RATE,
              TrainingKeys.GRADIENT_CLIP_NORM,
              LOSS,
              LossKeys.CLASS_WEIGHTS,
              LossKeys.BALANCE_CLASSES,
              LossKeys.LABEL_SMOOTHING,
              LossKeys.FOCAL_GAMMA,
              LossKeys.HUBER_DELTA,
              TrainingKeys.MONITOR,
              TrainingKeys.PATIENCE,
              TechniqueKeys.EMA,
              TechniqueKeys.MIXUP,
              TechniqueKeys.SAMPLING,
              TechniqueKeys.FREEZE,
              TechniqueKeys.GROUPS),
          "how it is trained");

  /** The limits of the gate, see {@link Limits}. */
  public static final Field<Section> THRESHOLDS =
      Field.section("thresholds", Limits.FIELDS, "limits of the gate model_evaluation").limit();

  /** How it is judged. */
  public static final Field<Section> EVALUATION =
      Field.section(
          "evaluation",
          FieldTable.of(
              METRICS,
              THRESHOLDS,
              JUDGED_BY,
              ReferenceConfig.REFERENCE,
              ReferenceConfig.REFERENCE_GAIN,
              ReferenceConfig.LABEL_NOISE,
              SliceConfig.SLICES,
              SliceConfig.MIN_SLICE_SAMPLES,
              SliceConfig.WORST_SLICE,
              NoWorseConfig.NO_WORSE,
              ALLOW_INCONCLUSIVE),
          "how it is judged");

  /** The section's keys. */
  public static final FieldTable FIELDS = FieldTable.of(MODEL, TRAINING, EVALUATION);

  /** Copies the collections. */
  public TrainConfig {
    metrics = List.copyOf(metrics);
    thresholds = java.util.Collections.unmodifiableMap(new TreeMap<>(thresholds));
  }

  /** A configuration in code; what is not set has its default. */
  public static ConfigBuilder<TrainConfig> builder() {
    return FIELDS.builder(TrainConfig::from);
  }

  /** The defaults. */
  public static TrainConfig defaults() {
    return builder().build();
  }

  /** The checked section as a record; contradictions between keys go to {@code problems}. */
  public static TrainConfig from(Section section, Problems problems) {
    Section model = section.get(MODEL);
    Section training = section.get(TRAINING);
    Section evaluation = section.get(EVALUATION);
    TargetFit.refuseContradictions(section, problems);
    return new TrainConfig(
        Network.of(model.get(TYPE), model),
        ModelFile.from(model, FILES, problems),
        model.find(NUM_CLASSES),
        TrainingKeys.options(training),
        LossKeys.settings(training),
        evaluation.get(METRICS),
        Limits.from(evaluation.get(THRESHOLDS)),
        Allowance.from(evaluation, ALLOW_INCONCLUSIVE),
        evaluation.get(JUDGED_BY),
        ReferenceConfig.from(evaluation, problems),
        SliceConfig.from(evaluation, problems),
        NoWorseConfig.from(evaluation, problems));
  }

  /** The network that a checked section names; empty where it names a model file. */
  public static Optional<Architecture> architecture(Section section) {
    Section model = section.get(MODEL);
    return namesFile(model) ? Optional.empty() : Optional.of(model.get(TYPE));
  }

  /** Whether the section {@link #MODEL} names a file. */
  static boolean namesFile(Section model) {
    return FILES.stream().anyMatch(key -> model.find(key).isPresent());
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

  /**
   * Adds to {@code problems} each pattern of {@code training.freeze} and {@code training.groups}
   * that fits no layer of the network; a model file's layers are known when it is read.
   *
   * @param section as {@link #from} takes it, without a problem
   * @param input what the network will take
   * @param target what it will say; names of classes are of no matter
   */
  public static void refuseMissingLayers(
      Section section, FeatureSpec input, Target target, Problems problems) {
    TechniqueKeys.refuseMissingLayers(section, input, target, problems);
  }

  /** The loss to train a model by, on the rows of a split. */
  public Loss lossFor(Split train) {
    return loss.create(train.target(), train::labels);
  }
}
