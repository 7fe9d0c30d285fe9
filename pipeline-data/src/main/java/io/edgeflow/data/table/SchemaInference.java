package io.edgeflow.data.table;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.Target;
import java.util.List;

/** Makes the data set's schema from the configuration and the columns that were found. */
public final class SchemaInference {
  private SchemaInference() {}

  /**
   * The schema, with floats for element types; how rows are stored is not known yet.
   *
   * @throws PipelineException if the columns do not form the declared shape, or if there are none
   */
  public static Schema schema(FeatureConfig config, TableColumns columns, Target target) {
    int count = columns.features().size();
    List<Integer> shape = config.shape(columns);
    if (count == 0 || shape.stream().reduce(1, Math::multiplyExact) != count) {
      throw PipelineException.failed("The feature columns do not form a " + config.kind().id())
          .found(count + " columns")
          .limit(config.shape().isEmpty() ? "at least one" : config.kind().axes() + " of " + shape)
          .where("data_pipeline.features")
          .remedy(
              "correct shape: [height, width, channels] for images, [time, features] for series,"
                  + " none for vectors; or name the columns")
          .build();
    }
    FeatureSpec raw =
        FeatureSpec.of(config.kind(), shape.stream().mapToInt(Integer::intValue).toArray());
    return new Schema(columns.features(), raw, features(config, raw), target);
  }

  private static FeatureSpec features(FeatureConfig config, FeatureSpec raw) {
    return config.size().isEmpty()
        ? raw
        : FeatureSpec.of(
            FeatureKind.IMAGE, config.size().get(0), config.size().get(1), raw.channels());
  }
}
