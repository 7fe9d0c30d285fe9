package io.edgeflow.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.BatchTransform;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.train.optimizer.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trainings that end before their last epoch. */
class BrokenTrainingTest extends TrainingLoopTestBase {
  @Test
  void a_loss_that_is_not_a_number_ends_training_with_epoch_and_batch() {
    BatchTransform poison =
        (batch, rows, shape, epoch) -> {
          if (epoch == 1) {
            batch.put(0, Float.NaN);
          }
        };

    assertThatThrownBy(() -> fit(network(), SHORT, poison))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The loss is not a number")
        .hasMessageContaining("epoch 2, batch 1, learning rate 0.003")
        .hasMessageContaining("learning_rate");
  }

  @Test
  void a_loss_that_is_not_a_number_keeps_the_best_weights_until_then() throws IOException {
    BatchTransform poison =
        (batch, rows, shape, epoch) -> {
          if (epoch == 2) {
            batch.put(0, Float.NaN);
          }
        };
    ModelGraph two = fit(network(), SHORT.withEpochs(2), BatchTransform.none()).graph();
    AtomicReference<String> message = new AtomicReference<>();

    assertThatThrownBy(() -> fit(network(), SHORT, poison))
        .satisfies(e -> message.set(e.getMessage()))
        .hasMessageContaining("the weights of epoch 2, the best until then, are kept in");

    Matcher kept = Pattern.compile("kept in (\\S+)").matcher(message.get());
    assertThat(kept.find()).isTrue();
    assertThat(Files.readAllBytes(Path.of(kept.group(1)))).isEqualTo(GraphFile.bytes(two));
  }

  @Test
  void before_the_first_epoch_no_weights_are_kept() {
    BatchTransform poison = (batch, rows, shape, epoch) -> batch.put(0, Float.NaN);

    assertThatThrownBy(() -> fit(network(), SHORT, poison))
        .hasMessageContaining("epoch 1, batch 1")
        .hasMessageContaining("no weights are kept");
  }

  @Test
  void an_interrupted_thread_stops_and_can_train_again() {
    BatchTransform interrupting = interruptAt(Thread.currentThread());

    assertThatThrownBy(() -> fit(network(), SHORT, interrupting))
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.INTERRUPTED));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(fit(network(), SHORT, BatchTransform.none()).history()).hasSize(3);
  }

  private static BatchTransform interruptAt(Thread trainer) {
    return (batch, rows, shape, epoch) -> {
      if (epoch == 1) {
        trainer.interrupt();
      }
    };
  }

  @Test
  void a_broken_augmentation_is_reported_with_its_cause() {
    BatchTransform broken =
        (batch, rows, shape, epoch) -> {
          throw new IllegalStateException("broken");
        };

    assertThatThrownBy(() -> fit(network(), SHORT, broken))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("cannot be prepared")
        .hasRootCauseMessage("broken");
  }

  @ParameterizedTest
  @EnumSource
  void a_learning_rate_far_too_high_ends_with_its_name(Optimizer.Kind optimizer) {
    TrainingOptions wild = new TrainingOptions(20, 16, 1e9, optimizer);

    assertThatThrownBy(() -> fit(network(), wild, BatchTransform.none()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The loss is not a number")
        .hasMessageContaining("learning rate 1.0E9");
  }
}
