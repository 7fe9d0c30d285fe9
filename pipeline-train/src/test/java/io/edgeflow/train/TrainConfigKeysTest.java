package io.edgeflow.train;

import io.edgeflow.core.config.ReadKeys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainConfigKeysTest {
  @Test
  void each_key_of_the_table_is_read() {
    new ReadKeys(TrainConfig.FIELDS, TrainConfig::from)
        .read(Map.of("training.optimizer", "sgd"))
        .read(Map.of("training.schedule", "step"))
        .read(Map.of("training.schedule", "cosine"))
        .read(Map.of("training.groups", List.of(Map.of("layers", "fc*", "rate", 0.1))))
        .assertAllRead();
  }
}
