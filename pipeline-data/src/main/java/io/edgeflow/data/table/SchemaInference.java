package io.edgeflow.data.table;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.ImageShape;
import java.util.List;

/** Makes the data set's schema from the configuration and the columns that were found. */
public final class SchemaInference {
  private SchemaInference() {}

  /**
   * The schema.
   *
   * @throws PipelineException if the columns do not form the image
   */
  public static Schema schema(FeatureConfig config, TableColumns columns, List<String> labels) {
    int count = columns.features().size();
    ImageShape raw = config.shape().orElseGet(() -> square(count));
    if (raw.size() != count) {
      throw misfit(count)
          .limit(raw.height() + " x " + raw.width() + " x " + raw.channels())
          .build();
    }
    ImageShape feature =
        config.size().isEmpty()
            ? raw
            : new ImageShape(config.size().get(0), config.size().get(1), raw.channels());
    return new Schema(columns.features(), columns.label(), labels, raw, feature);
  }

  private static ImageShape square(int count) {
    int side = (int) Math.round(Math.sqrt(count));
    if (count == 0 || side * side != count) {
      throw misfit(count).limit("a square of one channel").build();
    }
    return new ImageShape(side, side, 1);
  }

  private static PipelineException.Builder misfit(int count) {
    return PipelineException.failed("The feature columns do not form the image")
        .found(count + " columns")
        .where("data_pipeline.features")
        .remedy("set shape: [height, width, channels]; a table of n numbers is [1, 1, n]");
  }
}
