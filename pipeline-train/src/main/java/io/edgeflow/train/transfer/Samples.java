package io.edgeflow.train.transfer;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.tensor.Dimension;
import io.edgeflow.core.tensor.Shape;
import java.util.List;

/** Whether a model takes the samples of data. */
final class Samples {
  private static final String FEATURES = "data_pipeline.features.";

  private Samples() {}

  /**
   * Compares the model's input with the data's samples.
   *
   * @throws PipelineException if there is another number of inputs than one, or its shape is
   *     another
   */
  static void require(GivenModel given, Schema schema) {
    List<Signature.Input> inputs = given.graph().signature().inputs();
    FeatureSpec features = schema.features();
    if (inputs.size() != 1) {
      throw PipelineException.failed("The model has several inputs")
          .found(inputs.stream().map(input -> input.name() + " " + input.shape()).toList())
          .limit("one, of " + features)
          .where(given.place())
          .remedy("give a model of one input")
          .build();
    }
    Shape input = inputs.get(0).shape();
    if (!input.equals(features.shape())) {
      throw PipelineException.failed("The model does not take the data's samples")
          .found("input " + inputs.get(0).name() + " " + input)
          .limit(features.shape() + ", " + features)
          .where(given.place())
          .remedy(remedy(input, features))
          .build();
    }
  }

  private static String remedy(Shape input, FeatureSpec features) {
    boolean sized = input.dimensions().stream().skip(1).allMatch(Samples::isFixed);
    boolean image = input.rank() == 4 && sized;
    if (image && features.kind() == FeatureKind.IMAGE && input.fixed(1) == features.channels()) {
      return "set %sresize: [%d, %d]".formatted(FEATURES, input.fixed(2), input.fixed(3));
    }
    if (image) {
      return "give images of %d x %d pixels and %d channels: %sshape, %sresize"
          .formatted(input.fixed(2), input.fixed(3), input.fixed(1), FEATURES, FEATURES);
    }
    if (input.rank() == 2 && sized) {
      return "give vectors of %d features: leave %sshape out".formatted(input.fixed(1), FEATURES);
    }
    return "give samples of the shape that the model takes: " + FEATURES + "shape";
  }

  private static boolean isFixed(Dimension size) {
    return size instanceof Dimension.Fixed;
  }
}
