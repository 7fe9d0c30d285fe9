package io.edgeflow.deploy.bundle;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.preprocess.PreprocessingV1;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import java.util.List;
import java.util.Objects;

/** How the first bundles told it: samples were images, answers classes. */
record InferenceConfigV1(
    String model,
    Format format,
    Precision precision,
    ImageShape input,
    PreprocessingV1 preprocessing,
    List<String> labels,
    PostProcessing postProcessing,
    Confidence thresholds) {
  /** What the column of classes is called where a bundle does not tell. */
  private static final String COLUMN = "label";

  InferenceConfigV1 {
    labels = List.copyOf(labels);
    Objects.requireNonNull(postProcessing, "post_processing");
    Objects.requireNonNull(thresholds, "thresholds");
  }

  enum PostProcessing {
    SOFTMAX
  }

  record Confidence(double confidence) {}

  InferenceConfig current() {
    return new InferenceConfig(
        model,
        format,
        precision,
        FeatureSpec.image(input),
        preprocessing.current(),
        new ClassTarget(COLUMN, labels),
        new Thresholds(thresholds.confidence(), null));
  }
}
