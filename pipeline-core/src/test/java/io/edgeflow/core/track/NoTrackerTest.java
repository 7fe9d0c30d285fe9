package io.edgeflow.core.track;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NoTrackerTest {
  @Test
  void every_call_is_taken_and_nothing_is_touched() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              try (Tracker tracker = Tracker.none()) {
                tracker.parameter("epochs", "20");
                tracker.metric("loss", Double.NaN, 0);
                tracker.tag("stage", "train");
                tracker.artifact("models/model.onnx", Path.of("does-not-exist"));
                tracker.finish("SUCCEEDED");
              }
            });
  }
}
