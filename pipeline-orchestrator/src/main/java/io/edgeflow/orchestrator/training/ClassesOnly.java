package io.edgeflow.orchestrator.training;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.SelfConfig;
import io.edgeflow.data.table.TargetConfig;
import io.edgeflow.data.table.ValuesConfig;
import io.edgeflow.train.TrainConfig;
import io.edgeflow.train.architecture.Architecture;
import java.util.Set;

/** Refuses what a training of a classifier has no use for. */
final class ClassesOnly {
  private static final Set<Field<?>> KEYS_OF_OTHERS =
      Set.of(
          ValuesConfig.VALUES,
          SelfConfig.ANOMALY,
          SelfConfig.ANOMALY_QUANTILE,
          SelfConfig.NORMAL_SOURCES);

  private ClassesOnly() {}

  /**
   * Checks a setting.
   *
   * @throws PipelineException of kind CONFIG if it asks for another target than classes
   */
  static void require(Field<?> key, Object value) {
    if (KEYS_OF_OTHERS.contains(key)) {
      throw refused("data_pipeline.features." + key.name());
    }
    if (key == FeatureConfig.TARGET && value != TargetConfig.Kind.CLASSES) {
      throw refused("data_pipeline.features.target: " + ((TargetConfig.Kind) value).id());
    }
    if (key == TrainConfig.TYPE && !((Architecture) value).supports(OutputKind.LOGITS)) {
      throw refused("the network " + ((Architecture) value).id() + ", which gives no classes");
    }
  }

  private static PipelineException refused(String found) {
    return PipelineException.config("Training by hand gives classifiers alone")
        .found(found)
        .limit("data_pipeline.features.target: " + TargetConfig.Kind.CLASSES.id())
        .remedy(
            "for numbers and for anomalies run a workflow with data_pipeline.features.target: by"
                + " EdgeAiWorkflowOrchestrator, or edgeflow run")
        .build();
  }
}
