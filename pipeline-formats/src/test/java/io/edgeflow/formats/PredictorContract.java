package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every predictor owes its callers. */
public abstract class PredictorContract {
  private static final ModelGraph GRAPH = Golden.network();
  private static final Tensor BATCH = new Graphs(3).batch(GRAPH, 4);

  /** Opens a predictor for the float graph. */
  protected abstract Predictor open(ModelGraph graph);

  @Test
  void a_batch_gives_one_row_of_scores_a_sample() {
    try (Predictor predictor = open(GRAPH)) {
      Tensor scores = predictor.predict(BATCH);

      assertThat(scores.type()).isEqualTo(ElementType.FLOAT32);
      assertThat(scores.dims()).containsExactly(4, 10);
    }
  }

  @Test
  void the_scores_of_a_sample_do_not_depend_on_its_batch() {
    try (Predictor predictor = open(GRAPH)) {
      float[] together = predictor.predict(BATCH).toFloats();
      for (int i = 0; i < 4; i++) {
        float[] alone = predictor.predict(sample(i)).toFloats();
        for (int c = 0; c < alone.length; c++) {
          assertThat(Math.abs(alone[c] - together[i * alone.length + c])).isLessThan(1e-5f);
        }
      }
    }
  }

  @Test
  void equal_batches_give_equal_scores() {
    try (Predictor predictor = open(GRAPH)) {
      assertThat(predictor.predict(BATCH)).isEqualTo(predictor.predict(BATCH));
    }
  }

  @Test
  void features_of_another_shape_are_refused() {
    try (Predictor predictor = open(GRAPH)) {
      assertThatThrownBy(() -> predictor.predict(BATCH.reshape(4, 1, 12, 12)))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("FLOAT32[4, 1, 12, 12]")
          .hasMessageContaining("[batch, 12, 12, 1]");
    }
  }

  @Test
  void it_names_its_runtime() {
    try (Predictor predictor = open(GRAPH)) {
      assertThat(predictor.runtime()).isNotBlank();
    }
  }

  @Test
  void closing_twice_is_harmless() {
    Predictor predictor = open(GRAPH);
    predictor.close();
    predictor.close();
  }

  @Test
  void many_can_be_open_at_once() {
    try (Predictor one = open(GRAPH);
        Predictor other = open(GRAPH)) {
      assertThat(one.predict(BATCH)).isEqualTo(other.predict(BATCH));
    }
  }

  private static Tensor sample(int index) {
    float[] values = BATCH.toFloats();
    int size = values.length / 4;
    return Tensor.of(
        new int[] {1, 12, 12, 1}, Arrays.copyOfRange(values, index * size, (index + 1) * size));
  }
}
