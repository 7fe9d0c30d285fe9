package io.edgeflow.train;

import io.edgeflow.core.config.MarkedKeys;
import io.edgeflow.core.config.ReadKeys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainConfigKeysTest {
  @Test
  void each_key_of_the_table_is_read() {
    new ReadKeys(TrainConfig.FIELDS, TrainConfig::from).read(Map.of()).assertAllRead();
  }

  @Test
  void each_key_follows_its_mark() {
    MarkedKeys marked =
        new MarkedKeys(
            TrainConfig.FIELDS,
            (section, problems) -> TrainConfig.from(section, problems).fingerprint());
    for (String metric : TrainConfig.MEASURED) {
      marked.change("evaluation.thresholds." + metric, 0.5);
    }

    marked
        .change("model.type", "resnet8")
        .change("model.num_classes", 10)
        .change("training.epochs", 21)
        .change("training.batch_size", 31)
        .change("training.learning_rate", 0.002)
        .change("training.optimizer", "sgd")
        .change("training.loss", "mse")
        .change("training.huber_delta", 2, Map.of("training.loss", "huber"))
        .change("evaluation.metrics", List.of("accuracy"))
        .change("evaluation.allow_inconclusive", List.of("f1"))
        .assertEveryKeyChanged();
  }
}
