package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.preprocessing.ImageConfig;
import io.edgeflow.data.preprocessing.PreprocessingConfig;
import io.edgeflow.data.table.ClassesConfig;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.SelfConfig;
import io.edgeflow.data.table.ValuesConfig;
import io.edgeflow.train.TrainConfig;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a configuration tells of a model's samples before any data is read. */
final class DeclaredSample {
  private DeclaredSample() {}

  /**
   * What a model takes, with its sizes after cropping, graying and resizing.
   *
   * @param data {@code data_pipeline}, without a problem
   * @return empty where only the data tell how many columns there are
   */
  static Optional<FeatureSpec> input(Section data) {
    Problems told = new Problems();
    FeatureConfig features = FeatureConfig.from(data.get(DataConfig.FEATURES), told);
    PreprocessingConfig preprocessing =
        PreprocessingConfig.from(data.get(DataConfig.PREPROCESSING), features, told);
    List<Integer> shape = features.shape();
    int columns = features.columns().size();
    if (shape.isEmpty() && (columns == 0 || !preprocessing.encode().columns().isEmpty())) {
      return Optional.empty();
    }
    if (shape.isEmpty()) {
      return Optional.of(
          features
              .window()
              .map(window -> FeatureSpec.series(window.rows(), columns))
              .orElseGet(() -> FeatureSpec.vector(columns)));
    }
    return Optional.of(
        features.kind() == FeatureKind.IMAGE
            ? image(shape, features.size(), preprocessing.image())
            : FeatureSpec.of(
                features.kind(), shape.stream().mapToInt(Integer::intValue).toArray()));
  }

  private static FeatureSpec image(List<Integer> shape, List<Integer> resized, ImageConfig image) {
    List<Integer> size = resized.isEmpty() ? image.crop() : resized;
    List<Integer> sides = size.isEmpty() ? shape : size;
    int channels = image.grayscale() ? 1 : shape.get(2);
    return FeatureSpec.of(FeatureKind.IMAGE, sides.get(0), sides.get(1), channels);
  }

  /**
   * What a model says.
   *
   * @param data {@code data_pipeline}
   * @param training {@code model_training}
   * @return empty where only the data tell how many classes there are
   */
  static Optional<Target> target(Section data, Section training) {
    Section features = data.get(DataConfig.FEATURES);
    return switch (features.get(FeatureConfig.TARGET)) {
      case CLASSES ->
          classes(features, training)
              .map(count -> new ClassTarget("label", Collections.nCopies(count, "class")));
      case VALUES -> Optional.of(ValueTarget.unscaled(features.get(ValuesConfig.VALUES)));
      case SELF ->
          Optional.of(
              new SelfTarget(
                  features.find(SelfConfig.ANOMALY).orElse(null),
                  features.get(SelfConfig.ANOMALY_QUANTILE)));
    };
  }

  private static Optional<Integer> classes(Section features, Section training) {
    int named = features.get(ClassesConfig.LABELS).size();
    return named > 0
        ? Optional.of(named)
        : features
            .find(ClassesConfig.CLASSES)
            .or(() -> training.get(TrainConfig.MODEL).find(TrainConfig.NUM_CLASSES));
  }
}
