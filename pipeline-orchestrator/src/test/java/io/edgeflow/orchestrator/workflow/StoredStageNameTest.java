package io.edgeflow.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StoredStageNameTest {
  @Test
  void a_stage_is_written_in_the_word_that_it_always_had() {
    assertThat(Arrays.stream(StageName.values()).map(StageName::id))
        .containsExactly(
            "data_pipeline",
            "model_training",
            "model_optimization",
            "edge_deployment",
            "monitoring");
  }
}
