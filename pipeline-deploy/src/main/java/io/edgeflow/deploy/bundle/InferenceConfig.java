package io.edgeflow.deploy.bundle;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import java.util.Objects;

/**
 * How a raw row becomes an answer: {@code preprocessing}, the model, and the target's {@code
 * Postprocessing}.
 *
 * @param model the model's file name within the bundle
 * @param input the sample that the model takes
 * @param preprocessing from a raw row to that sample
 * @param target what the model's numbers stand for
 * @param thresholds when an answer counts; that of anomalies is known for a reconstruction
 */
public record InferenceConfig(
    String model,
    Format format,
    Precision precision,
    FeatureSpec input,
    Preprocessing preprocessing,
    Target target,
    Thresholds thresholds) {
  static final PersistedForm<InferenceConfig> FORM =
      PersistedForm.strict("inference configuration", InferenceConfig.class, 2)
          .upgrading(1, InferenceConfigV1.class, InferenceConfigV1::current);

  /** Checks that nothing is missing and that the parts fit each other. */
  public InferenceConfig {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(thresholds, "thresholds");
    if (!Bundle.isFileName(model) || !input.sameAxes(preprocessing.output())) {
      throw new IllegalArgumentException("Model " + model + ", input " + input);
    }
    if (target.output() == OutputKind.RECONSTRUCTION && thresholds.anomaly() == null) {
      throw new IllegalArgumentException("No threshold of anomalies");
    }
  }
}
