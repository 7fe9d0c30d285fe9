package io.edgeflow.optimize;

import io.edgeflow.core.config.MarkedKeys;
import io.edgeflow.core.config.ReadKeys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimizeConfigKeysTest {
  @Test
  void each_key_of_the_table_is_read() {
    new ReadKeys(OptimizeConfig.FIELDS, OptimizeConfig::from).read(Map.of()).assertAllRead();
  }

  @Test
  void each_key_follows_its_mark() {
    new MarkedKeys(
            OptimizeConfig.FIELDS,
            (section, problems) -> OptimizeConfig.from(section, problems).fingerprint())
        .change("quantization.enabled", false)
        .change("quantization.calibration_samples", 100)
        .change("pruning.enabled", false)
        .change("pruning.sparsity", 0.25)
        .change("pruning.fine_tune", false)
        .change("pruning.fine_tune_epochs", 6)
        .change("distillation.enabled", true)
        .change("distillation.temperature", 2)
        .change("distillation.alpha", 0.25)
        .change("distillation.epochs", 11)
        .change("distillation.width", 0.25)
        .change("export.formats", List.of("onnx"))
        .change("model_test.accuracy_retention", 0.5)
        .change("model_test.retention", 0.5)
        .change("model_test.max_logit_difference", 0.5)
        .change("model_test.top1_agreement", 0.5)
        .change("model_test.agreement", 0.5)
        .change("model_test.allow_inconclusive", List.of("p50_latency_ms_int8_onnx"))
        .change("model_test.max_size_mb", 1)
        .change("model_test.max_latency_ms", 1)
        .assertEveryKeyChanged();
  }
}
