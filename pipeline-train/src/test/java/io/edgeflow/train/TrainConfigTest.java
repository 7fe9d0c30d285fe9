package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.train.architecture.Autoencoder;
import io.edgeflow.train.architecture.Cnn;
import io.edgeflow.train.architecture.Mlp;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.architecture.ResNet8;
import io.edgeflow.train.loop.LayerRates;
import io.edgeflow.train.loop.Monitor;
import io.edgeflow.train.loop.Sampling;
import io.edgeflow.train.loop.Stopping;
import io.edgeflow.train.loop.Techniques;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.loss.LossKind;
import io.edgeflow.train.loss.NumberLoss;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.optimizer.OptimizerSettings;
import io.edgeflow.train.schedule.Decay;
import io.edgeflow.train.schedule.Schedule;
import io.edgeflow.train.transfer.ModelFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrainConfigTest {
  private final Problems problems = new Problems();

  private TrainConfig read(Map<String, ?> section) {
    return TrainConfig.from(
        TrainConfig.FIELDS.read(ConfigValues.node(section), "model_training", problems), problems);
  }

  @Test
  void the_fields_usual_section_loads() {
    TrainConfig config =
        read(
            Map.of(
                "model", Map.of("type", "cnn", "num_classes", 10L),
                "training",
                    Map.of(
                        "epochs",
                        50L,
                        "batch_size",
                        32L,
                        "learning_rate",
                        0.001,
                        "optimizer",
                        "adam"),
                "evaluation", Map.of("metrics", List.of("accuracy", "precision", "recall", "f1"))));

    assertThat(problems.all()).isEmpty();
    assertThat(config.numClasses()).contains(10);
    assertThat(config.training())
        .isEqualTo(new TrainingOptions(50, 32, 0.001, Optimizer.Kind.ADAM));
    assertThat(config.metrics()).containsExactly("accuracy", "precision", "recall", "f1");
    assertThat(config.thresholds()).isEmpty();
  }

  @Test
  void an_absent_section_has_its_defaults() {
    TrainConfig config = read(Map.of());

    assertThat(problems.all()).isEmpty();
    assertThat(config.network()).isEqualTo(Network.of(new Cnn()));
    assertThat(config.numClasses()).isEmpty();
    assertThat(config).isEqualTo(TrainConfig.defaults());
    assertThat(config.training())
        .isEqualTo(new TrainingOptions(20, 32, 0.001, Optimizer.Kind.ADAM));
    assertThat(config.allowInconclusive()).isEqualTo(Allowance.none());
  }

  @Test
  void every_wrong_value_is_reported_with_its_key() {
    read(
        Map.of(
            "model", Map.of("type", "cnnn", "num_classes", 1L),
            "training",
                Map.of(
                    "epochs", 0L,
                    "batch_size", 0L,
                    "learning_rate", 0.0,
                    "optimizer", "adamm",
                    "epoch", 3L),
            "evaluation",
                Map.of("metrics", List.of("auc"), "thresholds", Map.of("accuracy", 1.01))));

    assertThat(problems.all())
        .extracting(Problems.Problem::key)
        .containsExactlyInAnyOrder(
            "model_training.model.type",
            "model_training.model.num_classes",
            "model_training.training.epochs",
            "model_training.training.batch_size",
            "model_training.training.learning_rate",
            "model_training.training.optimizer",
            "model_training.training.epoch",
            "model_training.evaluation.metrics[0]",
            "model_training.evaluation.thresholds.accuracy");
  }

  @Test
  void a_learning_rate_that_is_none_or_far_too_high_is_refused() {
    for (double rate : new double[] {0, -0.1, 1e9}) {
      read(training("learning_rate", rate));
    }

    assertThat(problems.all())
        .extracting(Problems.Problem::key)
        .containsOnly("model_training.training.learning_rate")
        .hasSize(3);
  }

  @Test
  void a_device_that_training_was_not_tried_on_is_refused_by_name() {
    read(training("device", "cpu"));
    assertThat(problems.all()).isEmpty();

    read(training("device", "cuda"));

    assertThat(told())
        .containsExactly(
            "model_training.training.device: cuda is not supported: training was tried on no such"
                + " machine yet; set device: cpu, or leave it out");
  }

  @Test
  void a_threshold_on_a_metric_that_is_not_reported_is_a_contradiction() {
    read(
        Map.of(
            "evaluation", Map.of("metrics", List.of("accuracy"), "thresholds", Map.of("f1", 0.9))));

    assertThat(problems.all())
        .extracting(Problems.Problem::key)
        .containsExactly("model_training.evaluation.thresholds.f1");
  }

  private static Map<String, Object> dense(String type, Object hidden) {
    return Map.of("model", Map.of("type", type, "hidden", hidden));
  }

  @Test
  void a_network_has_keys_of_its_own_beside_its_name() {
    assertThat(read(dense("mlp", List.of(32L, 8L))).network())
        .isEqualTo(Network.of(new Mlp(), keys -> keys.set(Mlp.HIDDEN, List.of(32, 8))));
    assertThat(read(dense("mlp", List.of())).network().settings())
        .isEqualTo(Map.of("hidden", List.of()));
    assertThat(read(Map.of("model", Map.of("type", "autoencoder"))).network())
        .isEqualTo(Network.of(new Autoencoder()));
    assertThat(read(Map.of("model", Map.of("type", "resnet8", "width", 2.0))).network())
        .isEqualTo(Network.of(new ResNet8(), keys -> keys.set(ResNet8.WIDTH, 2.0)));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_key_of_another_network_is_refused_by_its_name() {
    read(Map.of("model", Map.of("type", "cnn", "hidden", List.of(8L))));
    read(Map.of("model", Map.of("type", "mlp", "width", 2.0)));
    read(dense("autoencoder", List.of()));

    assertThat(problems.all())
        .extracting(problem -> problem.key() + ": " + problem.message())
        .satisfiesExactly(
            hidden ->
                assertThat(hidden)
                    .startsWith("model_training.model.hidden: belongs to type autoencoder, mlp"),
            width ->
                assertThat(width)
                    .startsWith("model_training.model.width: belongs to type cnn")
                    .contains("resnet8"),
            none ->
                assertThat(none)
                    .isEqualTo(
                        "model_training.model.hidden: must name at least one layer; set for"
                            + " example [16, 4, 16]"));
  }

  @Test
  void a_configuration_in_code_is_the_one_of_a_file() {
    TrainConfig built =
        TrainConfig.builder()
            .set(TrainConfig.TYPE, new Mlp())
            .set(Mlp.HIDDEN, List.of(64))
            .set(TrainConfig.NUM_CLASSES, 3)
            .set(TrainConfig.EPOCHS, 5)
            .set(TrainConfig.BATCH_SIZE, 8)
            .set(TrainConfig.LEARNING_RATE, 0.1)
            .set(TrainConfig.OPTIMIZER, Optimizer.Kind.SGD)
            .set(TrainConfig.LOSS, LossKind.HUBER)
            .set(LossKeys.HUBER_DELTA, 0.5)
            .set(TrainConfig.METRICS, List.of("f1"))
            .set(Limits.F1, 0.9)
            .set(TrainConfig.ALLOW_INCONCLUSIVE, List.of("f1"))
            .build();

    assertThat(built)
        .isEqualTo(
            read(
                Map.of(
                    "model", Map.of("type", "mlp", "hidden", List.of(64L), "num_classes", 3L),
                    "training",
                        Map.of(
                            "epochs",
                            5L,
                            "batch_size",
                            8L,
                            "learning_rate",
                            0.1,
                            "optimizer",
                            "sgd",
                            "loss",
                            "huber",
                            "huber_delta",
                            0.5),
                    "evaluation",
                        Map.of(
                            "metrics", List.of("f1"),
                            "thresholds", Map.of("f1", 0.9),
                            "allow_inconclusive", List.of("f1")))))
        .isNotEqualTo(TrainConfig.defaults());
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void the_optimizer_and_the_schedule_are_read_with_their_keys() {
    TrainingOptions options =
        read(training(
                "epochs",
                9L,
                "optimizer",
                "sgd",
                "nesterov",
                true,
                "weight_decay",
                0.02,
                "schedule",
                "cosine",
                "min_learning_rate",
                1e-5,
                "warmup_epochs",
                1.5,
                "gradient_clip_norm",
                2.0,
                "monitor",
                "val_accuracy",
                "patience",
                4L))
            .training();

    assertThat(problems.all()).isEmpty();
    assertThat(options)
        .isEqualTo(
            new TrainingOptions(9, 32, 0.001, Optimizer.Kind.SGD)
                .withOptimizer(new OptimizerSettings(Optimizer.Kind.SGD, 0.02, 0.9, true))
                .withSchedule(new Schedule(new Decay.Cosine(1e-5), 1.5))
                .withGradientClipNorm(2)
                .withStopping(new Stopping(Monitor.VAL_ACCURACY, OptionalInt.of(4))));
    assertThat(read(training("schedule", "step", "step_epochs", 3L)).training().schedule())
        .isEqualTo(new Schedule(new Decay.Step(3, 0.1), 0));
    assertThat(read(training("schedule", "one_cycle")).training().schedule().decay())
        .isEqualTo(new Decay.OneCycle());
  }

  @Test
  void an_average_of_the_weights_is_asked_for_by_its_decay() {
    assertThat(read(training("ema", Map.of("decay", 0.99))).training().techniques())
        .isEqualTo(Techniques.none().withEmaDecay(0.99));
    assertThat(read(Map.of()).training().techniques()).isEqualTo(Techniques.none());
    assertThat(told()).isEmpty();

    read(training("ema", Map.of()));
    read(training("ema", Map.of("decay", 1L)));

    assertThat(told())
        .satisfiesExactly(
            none -> assertThat(none).startsWith("model_training.training.ema.decay: is required"),
            one -> assertThat(one).startsWith("model_training.training.ema.decay: must be"));
  }

  @Test
  void samples_are_blended_and_classes_balanced_where_it_is_asked_for() {
    assertThat(
            read(training("mixup", Map.of("alpha", 0.2), "sampling", "balanced"))
                .training()
                .techniques())
        .isEqualTo(Techniques.none().withMixupAlpha(0.2).withSampling(Sampling.BALANCED));
    assertThat(told()).isEmpty();

    read(training("mixup", Map.of("alpha", 0.2), "loss", "focal"));
    read(training("sampling", "balanced", "balance_classes", true));
    read(training("mixup", Map.of()));

    assertThat(told())
        .satisfiesExactly(
            focal ->
                assertThat(focal)
                    .isEqualTo(
                        "model_training.training.mixup: the loss focal takes no blended truth;"
                            + " leave it out"),
            twice ->
                assertThat(twice)
                    .isEqualTo(
                        "model_training.training.sampling: balance_classes weighs the classes"
                            + " alike too; leave one of them out"),
            none ->
                assertThat(none).startsWith("model_training.training.mixup.alpha: is required"));
    assertThat(misfits(OutputKind.VALUES, training("sampling", "balanced")))
        .contains("model_training.training.sampling: there are no classes; leave it out");
    assertThat(misfits(OutputKind.RECONSTRUCTION, training("mixup", Map.of("alpha", 1L))))
        .contains(
            "model_training.training.mixup: cannot blend samples of reconstruction; leave it"
                + " out");
    assertThat(misfits(OutputKind.VALUES, training("mixup", Map.of("alpha", 1L))))
        .noneMatch(problem -> problem.contains("mixup"));
  }

  @Test
  void layers_are_frozen_and_grouped_by_patterns() {
    List<?> groups = List.of(Map.of("layers", "fc*", "rate", 0.1));

    assertThat(read(training("freeze", List.of("conv*"), "groups", groups)).training().techniques())
        .isEqualTo(
            Techniques.none()
                .withLayers(
                    new LayerRates(List.of("conv*"), List.of(new LayerRates.Group("fc*", 0.1)))));
    assertThat(told()).isEmpty();

    read(training("groups", List.of(Map.of("layers", "fc*"), Map.of("layers", "*", "rate", 0L))));

    assertThat(told())
        .satisfiesExactly(
            none -> assertThat(none).contains("groups[0].rate: is required"),
            zero -> assertThat(zero).contains("groups[1].rate: must be"));
  }

  @Test
  void each_optimizer_has_pytorchs_defaults() {
    for (Optimizer.Kind kind : Optimizer.Kind.values()) {
      assertThat(read(training("optimizer", kind.id())).training().optimizer())
          .isEqualTo(OptimizerSettings.of(kind));
    }
    assertThat(problems.all()).isEmpty();
    assertThat(OptimizerSettings.of(Optimizer.Kind.SGD).momentum()).isEqualTo(0.9);
    assertThat(OptimizerSettings.of(Optimizer.Kind.ADAMW).weightDecay()).isEqualTo(0.01);
  }

  private static Map<String, Object> training(Object... keys) {
    Map<String, Object> training = new TreeMap<>();
    for (int i = 0; i < keys.length; i += 2) {
      training.put((String) keys[i], keys[i + 1]);
    }
    return Map.of("training", training);
  }

  @Test
  void a_key_of_another_optimizer_or_schedule_is_refused() {
    read(training("momentum", 0.5));
    read(training("optimizer", "rmsprop", "nesterov", true));
    read(training("optimizer", "sgd", "momentum", 0.0, "nesterov", true));
    read(training("step_epochs", 3L));
    read(training("schedule", "step", "min_learning_rate", 1e-5));
    read(training("schedule", "cosine", "min_learning_rate", 0.5));
    read(training("schedule", "one_cycle", "warmup_epochs", 1.0));
    read(training("epochs", 2L, "warmup_epochs", 2.0));

    assertThat(problems.all())
        .extracting(
            problem ->
                problem.key().replace("model_training.training.", "") + ": " + problem.message())
        .containsExactly(
            "momentum: adam has none; set optimizer to sgd or rmsprop, or leave it out",
            "nesterov: rmsprop does not look ahead; set optimizer: sgd, or leave it out",
            "nesterov: needs a momentum above 0",
            "step_epochs: belongs to the schedule step; set schedule: step, or leave it out",
            "min_learning_rate: belongs to the schedule cosine; set schedule: cosine, or leave it"
                + " out",
            "min_learning_rate: is above learning_rate, from which it goes down",
            "warmup_epochs: one_cycle rises by itself over the first 30 % of the steps; leave it"
                + " out",
            "warmup_epochs: leaves no epoch with the learning rate itself; set it below epochs");
  }

  @Test
  void every_metric_can_have_a_limit() {
    assertThat(Limits.FIELDS.fields())
        .extracting(Field::name)
        .containsExactlyInAnyOrderElementsOf(TrainConfig.MEASURED);
  }

  @Test
  void the_loss_follows_the_target_unless_chosen() {
    ValueTarget values = ValueTarget.unscaled(List.of("x"));
    TrainConfig huber = read(Map.of("training", Map.of("loss", "huber", "huber_delta", 0.5)));

    assertThat(loss(read(Map.of()), values)).isEqualTo(new NumberLoss.Squared());
    assertThat(loss(read(Map.of()), new ClassTarget("label", List.of("a"))))
        .isEqualTo(new Loss.CrossEntropy());
    assertThat(loss(huber, values)).isEqualTo(new NumberLoss.Huber(0.5));
    assertThat(problems.all()).isEmpty();
  }

  private static Loss loss(TrainConfig config, Target target, int... labels) {
    return config.loss().create(target, () -> labels);
  }

  @Test
  void the_loss_of_classes_takes_weights_smoothing_and_focus() {
    ClassTarget classes = new ClassTarget("label", List.of("a", "b", "c"));

    assertThat(
            loss(
                read(training("class_weights", List.of(1L, 2.5, 4L), "label_smoothing", 0.1)),
                classes))
        .isEqualTo(new Loss.CrossEntropy(List.of(1.0, 2.5, 4.0), 0.1, 0));
    assertThat(loss(read(training("loss", "focal")), classes))
        .isEqualTo(new Loss.CrossEntropy(List.of(), 0, 2));
    assertThat(loss(read(training("balance_classes", true)), classes, 0, 0, 0, 2))
        .isEqualTo(new Loss.CrossEntropy(List.of(4 / 9.0, 1.0, 4 / 3.0), 0, 0));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_key_of_another_loss_is_refused() {
    read(training("loss", "focal", "label_smoothing", 0.1));
    read(training("focal_gamma", 1.0));
    read(training("class_weights", List.of(1.0, 2.0), "balance_classes", true));
    read(training("class_weights", List.of(0.0)));

    assertThat(problems.all())
        .extracting(problem -> problem.key().replace("model_training.training.", ""))
        .containsExactly("label_smoothing", "focal_gamma", "balance_classes", "class_weights[0]");
    assertThat(misfits(OutputKind.VALUES, training("balance_classes", true)))
        .anyMatch(problem -> problem.contains("balance_classes: there are no classes"));
  }

  @Test
  void a_delta_without_the_huber_loss_is_a_contradiction() {
    read(Map.of("training", Map.of("loss", "mae", "huber_delta", 0.5)));

    assertThat(problems.all())
        .extracting(Problems.Problem::key)
        .containsExactly("model_training.training.huber_delta");
  }

  private List<String> told() {
    return problems.all().stream()
        .map(problem -> problem.key() + ": " + problem.message())
        .toList();
  }

  @Test
  void a_model_file_stands_for_a_network_and_may_go_on_untrained() {
    TrainConfig config =
        read(Map.of("model", Map.of("onnx", "net.onnx"), "training", Map.of("epochs", 0L)));

    assertThat(told()).isEmpty();
    assertThat(config.file())
        .contains(new ModelFile("onnx", Path.of("net.onnx"), "model_training.model.onnx"));
    assertThat(config.training().epochs()).isZero();
  }

  @Test
  void a_type_and_a_file_exclude_one_another_and_so_do_two_files() {
    read(Map.of("model", Map.of("type", "cnn", "onnx", "net.onnx")));
    read(Map.of("model", Map.of("width", 0.5, "graph", "net.safetensors")));
    read(Map.of("model", Map.of("onnx", "net.onnx", "tflite", "net.tflite")));

    assertThat(told())
        .containsExactly(
            "model_training.model.type: a model file is named too, which is a network of its own;"
                + " leave one out",
            "model_training.model.width: shapes a network of a type; a file has its own",
            "model_training.model.tflite: onnx names a model file too; leave one of them out");
  }

  @Test
  void a_network_of_a_type_needs_an_epoch() {
    read(Map.of("training", Map.of("epochs", 0L)));

    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("model_training.training.epochs: must be 1 or more")
        .contains("model_training.model.onnx");
  }

  @Test
  void what_a_file_gives_is_known_when_it_is_read_and_not_before() {
    assertThat(misfits(OutputKind.RECONSTRUCTION, Map.of("model", Map.of("onnx", "net.onnx"))))
        .isEmpty();
  }

  @Test
  void the_path_of_a_model_file_is_no_part_of_the_fingerprint() {
    assertThat(fingerprint("a.onnx")).isEqualTo(fingerprint("b.onnx"));
  }

  private String fingerprint(String file) {
    Map<String, ?> section = Map.of("model", Map.of("onnx", file));
    return TrainConfig.FIELDS
        .read(ConfigValues.node(section), "model_training", problems)
        .fingerprint();
  }

  private List<String> misfits(OutputKind output, Map<String, ?> section) {
    Problems found = new Problems();
    TrainConfig.refuseMisfits(
        TrainConfig.FIELDS.read(ConfigValues.node(section), "model_training", found),
        output,
        found);
    return found.all().stream().map(problem -> problem.key() + ": " + problem.message()).toList();
  }

  @Test
  void keys_that_do_not_fit_what_the_model_gives_are_refused() {
    Map<String, ?> ofClasses =
        Map.of(
            "model", Map.of("num_classes", 3L),
            "training", Map.of("loss", "cross_entropy", "monitor", "val_accuracy"),
            "evaluation",
                Map.of(
                    "metrics", List.of("accuracy", "r2"),
                    "thresholds", Map.of("accuracy", 0.9),
                    "allow_inconclusive", List.of("f1")));

    assertThat(misfits(OutputKind.VALUES, ofClasses))
        .containsExactly(
            "model_training.model.type: cnn cannot give values; set it to mlp or"
                + " rnn or tcn or transformer",
            "model_training.model.num_classes: there are no classes; leave it out",
            "model_training.training.loss: cannot train values; set it to one of [mse, mae, huber]",
            "model_training.training.monitor: is not measured of values; set it to one of"
                + " [val_loss, val_rmse, val_mae, val_r2]",
            "model_training.evaluation.metrics: accuracy is not measured of values; choose from"
                + " [rmse, mae, r2]",
            "model_training.evaluation.allow_inconclusive: f1 is not measured of values; choose"
                + " from [rmse, mae, r2]",
            "model_training.evaluation.thresholds.accuracy: accuracy is not measured of values;"
                + " choose from [rmse, mae, r2]");
  }

  @Test
  void keys_that_fit_are_not_refused() {
    assertThat(misfits(OutputKind.LOGITS, Map.of())).isEmpty();
    assertThat(
            misfits(
                OutputKind.RECONSTRUCTION,
                Map.of(
                    "model", Map.of("type", "autoencoder"),
                    "training", Map.of("loss", "mae"),
                    "evaluation", Map.of("thresholds", Map.of("roc_auc", 0.9, "f1", 0.5)))))
        .isEmpty();
    assertThat(misfits(OutputKind.VALUES, Map.of("model", Map.of("type", "mlp")))).isEmpty();
  }
}
