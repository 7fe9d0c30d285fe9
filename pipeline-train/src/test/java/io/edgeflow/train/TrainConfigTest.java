package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigNode;
import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import io.edgeflow.core.config.Location;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.architecture.LayerSizes;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.loss.NumberLoss;
import io.edgeflow.train.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainConfigTest {
  private static final Location HERE = new Location("test.yaml", 1, 1);

  private final Problems problems = new Problems();

  private TrainConfig read(Map<String, ?> section) {
    return TrainConfig.from(
        TrainConfig.FIELDS.read(node(section), "model_training", problems), problems);
  }

  private static ConfigNode node(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Entry> entries = new LinkedHashMap<>();
      map.forEach((key, each) -> entries.put((String) key, new Entry(HERE, node(each))));
      return new Mapping(HERE, entries);
    }
    if (value instanceof List<?> list) {
      return new Sequence(HERE, list.stream().map(TrainConfigTest::node).toList());
    }
    return new Scalar(HERE, value, String.valueOf(value));
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
    assertThat(config.architecture()).isEqualTo(Architecture.CNN);
    assertThat(config.numClasses()).isEmpty();
    assertThat(config.sizes()).isEqualTo(LayerSizes.DEFAULT);
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
                    "optimizer", "adamw",
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
  void a_dense_network_has_a_list_of_hidden_layers() {
    assertThat(read(dense("mlp", List.of(32L, 8L))).sizes()).isEqualTo(LayerSizes.ofHidden(32, 8));
    assertThat(read(dense("mlp", List.of())).sizes()).isEqualTo(LayerSizes.ofHidden());
    assertThat(read(Map.of("model", Map.of("type", "autoencoder"))).sizes())
        .isEqualTo(LayerSizes.DEFAULT);
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_size_that_the_network_does_not_have_is_refused_by_name() {
    read(Map.of("model", Map.of("type", "cnn", "hidden", List.of(8L))));
    read(Map.of("model", Map.of("type", "mlp", "width", 2.0)));
    read(dense("autoencoder", List.of()));

    assertThat(problems.all())
        .extracting(problem -> problem.key() + ": " + problem.message())
        .containsExactly(
            "model_training.model.hidden: cnn has no hidden; set width",
            "model_training.model.width: mlp has no width; set hidden",
            "model_training.model.hidden: must name at least one layer; set for example [16, 4,"
                + " 16]");
  }

  @Test
  void the_loss_follows_the_target_unless_chosen() {
    ValueTarget values = ValueTarget.unscaled(List.of("x"));
    TrainConfig huber = read(Map.of("training", Map.of("loss", "huber", "huber_delta", 0.5)));

    assertThat(read(Map.of()).lossFor(values)).isEqualTo(new NumberLoss.Squared());
    assertThat(read(Map.of()).lossFor(new ClassTarget("label", List.of("a"))))
        .isEqualTo(new Loss.CrossEntropy());
    assertThat(huber.lossFor(values)).isEqualTo(new NumberLoss.Huber(0.5));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_delta_without_the_huber_loss_is_a_contradiction() {
    read(Map.of("training", Map.of("loss", "mae", "huber_delta", 0.5)));

    assertThat(problems.all())
        .extracting(Problems.Problem::key)
        .containsExactly("model_training.training.huber_delta");
  }

  private List<String> misfits(OutputKind output, Map<String, ?> section) {
    Problems found = new Problems();
    TrainConfig.refuseMisfits(
        TrainConfig.FIELDS.read(node(section), "model_training", found), output, found);
    return found.all().stream().map(problem -> problem.key() + ": " + problem.message()).toList();
  }

  @Test
  void keys_that_do_not_fit_what_the_model_gives_are_refused() {
    Map<String, ?> ofClasses =
        Map.of(
            "model", Map.of("num_classes", 3L),
            "training", Map.of("loss", "cross_entropy"),
            "evaluation",
                Map.of(
                    "metrics", List.of("accuracy", "r2"),
                    "thresholds", Map.of("accuracy", 0.9),
                    "allow_inconclusive", List.of("f1")));

    assertThat(misfits(OutputKind.VALUES, ofClasses))
        .containsExactly(
            "model_training.model.type: cnn cannot give values; set it to mlp",
            "model_training.model.num_classes: there are no classes; leave it out",
            "model_training.training.loss: cannot train values; set it to one of [mse, mae, huber]",
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

  @Test
  void limits_do_not_change_the_fingerprint_and_what_decides_the_weights_does() {
    String base = read(Map.of()).fingerprint();

    assertThat(
            read(Map.of("evaluation", Map.of("thresholds", Map.of("accuracy", 0.5)))).fingerprint())
        .isEqualTo(base);
    for (Map<String, ?> changed :
        List.of(
            Map.of("training", Map.of("epochs", 21L)),
            Map.of("training", Map.of("batch_size", 31L)),
            Map.of("training", Map.of("learning_rate", 0.002)),
            Map.of("training", Map.of("optimizer", "sgd")),
            Map.of("training", Map.of("loss", "mse")),
            Map.of("model", Map.of("type", "mlp")),
            Map.of("model", Map.of("width", 0.5)))) {
      assertThat(read(changed).fingerprint()).as(changed.toString()).isNotEqualTo(base);
    }
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void the_fingerprint_is_pinned_because_a_cache_is_keyed_by_it() {
    assertThat(read(Map.of()).fingerprint())
        .isEqualTo(
            "{\"architecture\":\"cnn\",\"training\":{\"epochs\":20,\"batch_size\":32,"
                + "\"learning_rate\":0.001,\"optimizer\":\"ADAM\",\"task\":\"train\"},"
                + "\"width\":1.0}");
  }
}
