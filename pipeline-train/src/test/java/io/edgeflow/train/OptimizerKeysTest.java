package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.train.loop.Monitor;
import io.edgeflow.train.loop.Stopping;
import io.edgeflow.train.loop.TrainingOptions;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.optimizer.OptimizerSettings;
import io.edgeflow.train.schedule.Decay;
import io.edgeflow.train.schedule.Schedule;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The keys of the optimizer and of its schedule. */
class OptimizerKeysTest extends TrainConfigTestBase {
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
  void each_optimizer_has_pytorchs_defaults() {
    for (Optimizer.Kind kind : Optimizer.Kind.values()) {
      assertThat(read(training("optimizer", kind.id())).training().optimizer())
          .isEqualTo(OptimizerSettings.of(kind));
    }
    assertThat(problems.all()).isEmpty();
    assertThat(OptimizerSettings.of(Optimizer.Kind.SGD).momentum()).isEqualTo(0.9);
    assertThat(OptimizerSettings.of(Optimizer.Kind.ADAMW).weightDecay()).isEqualTo(0.01);
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
}
