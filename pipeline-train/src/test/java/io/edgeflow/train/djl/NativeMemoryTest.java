package io.edgeflow.train.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.edgeflow.train.optimizer.Adam;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * Native memory is freed by closing managers only: a forgotten array stays in the engine's list.
 */
class NativeMemoryTest {
  private static int arrays() {
    try (NDManager probe = PyTorch.withThreads(1).newBaseManager()) {
      return probe.getParentManager().getManagedArrays().size();
    }
  }

  @Test
  void no_step_and_no_evaluation_leaves_an_array_behind() {
    ByteBuffer images = Golden.images();
    int outside = arrays();
    try (TrainingSession session =
        new TrainingSession(Golden.network(true), new Adam(0, false), 1)) {
      int constants = arrays();
      assertThat(constants).isEqualTo(outside + Golden.network(true).constants().size());

      for (int step = 0; step < 3; step++) {
        session.step(images, Step.of(0.001), scores -> scores, Golden.DIMS);
        session.scores(images, Golden.DIMS);
        session.graph();
      }

      assertThat(arrays()).isEqualTo(constants);
    }
    assertThat(arrays()).isEqualTo(outside);
  }

  @Test
  void a_closed_inference_leaves_nothing_behind() {
    int outside = arrays();

    try (Inference inference = new Inference(Golden.network(), 1)) {
      inference.scores(Golden.images(), Golden.DIMS);
    }

    assertThat(arrays()).isEqualTo(outside);
  }
}
