package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.architecture.Cnn;
import io.edgeflow.train.architecture.Mlp;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.LossKind;
import io.edgeflow.train.optimizer.Optimizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainConfigTest extends TrainConfigTestBase {
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
  void every_metric_can_have_a_limit() {
    assertThat(Limits.FIELDS.fields())
        .extracting(Field::name)
        .containsExactlyInAnyOrderElementsOf(TrainConfig.MEASURED);
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
