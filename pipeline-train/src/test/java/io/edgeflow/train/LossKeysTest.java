package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.loss.NumberLoss;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossKeysTest extends TrainConfigTestBase {
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
}
