package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.loop.LayerRates;
import io.edgeflow.train.loop.Sampling;
import io.edgeflow.train.loop.Techniques;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TechniqueKeysTest extends TrainConfigTestBase {
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
}
