package io.edgeflow.train;

import io.edgeflow.core.config.ReadKeys;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainConfigKeysTest {
  @Test
  void each_key_of_the_table_is_read() {
    new ReadKeys(TrainConfig.FIELDS, TrainConfig::from)
        .read(Map.of("training.optimizer", "sgd"))
        .read(Map.of("training.schedule", "step"))
        .read(Map.of("training.schedule", "cosine"))
        .assertAllRead();
  }
}
