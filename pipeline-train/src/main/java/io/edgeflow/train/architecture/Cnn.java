package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.OutputKind;
import java.util.Set;

/**
 * conv3×3-32, ReLU, max-pool 2, conv3×3-64, ReLU, max-pool 2, flatten, linear 128, ReLU, dropout
 * 0.5, linear to one score a label. Convolutions are padded by 1.
 */
public final class Cnn implements Architecture {
  /** How wide the layers are. */
  public static final Field<Double> WIDTH =
      Field.number(
          "width",
          1.0,
          0.01,
          64,
          "factor on the channels of the convolutions and the hidden layer");

  private static final FieldTable FIELDS = FieldTable.of(WIDTH);
  private static final int CONV1 = 32;
  private static final int CONV2 = 64;
  private static final int HIDDEN = 128;
  private static final int HALVINGS = 2;

  @Override
  public String id() {
    return "cnn";
  }

  @Override
  public String description() {
    return "two convolutions with pooling, two linear layers; classes of images of at least 4 x 4";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Set<OutputKind> outputs() {
    return Set.of(OutputKind.LOGITS);
  }

  @Override
  public Set<FeatureKind> samples() {
    return Set.of(FeatureKind.IMAGE);
  }

  @Override
  public boolean narrows() {
    return true;
  }

  @Override
  public ModelGraph untrained(Blueprint blueprint) {
    ImageShape input = blueprint.input().image();
    ImageLayers.refuseSmall(id(), input, HALVINGS);
    int conv1 = blueprint.scaled(CONV1, WIDTH);
    int conv2 = blueprint.scaled(CONV2, WIDTH);
    int hidden = blueprint.scaled(HIDDEN, WIDTH);
    int flat = conv2 * (input.height() / 4) * (input.width() / 4);
    LayerWeights weights = blueprint.weights();
    MaxPool2d pool = new MaxPool2d(Size.square(2), Size.square(2));
    return blueprint.end(
        blueprint
            .start(id())
            .apply("conv1", Conv2d.padded(1), weights.uniform(conv1, input.channels(), 3, 3))
            .apply("relu1", new Relu())
            .apply("pool1", pool)
            .apply("conv2", Conv2d.padded(1), weights.uniform(conv2, conv1, 3, 3))
            .apply("relu2", new Relu())
            .apply("pool2", pool)
            .apply("flatten", new Flatten())
            .apply("fc1", new Linear(), weights.uniform(hidden, flat))
            .apply("relu3", new Relu())
            .apply("dropout", new Dropout(0.5f))
            .apply("fc2", new Linear(), weights.uniform(blueprint.outputs(), hidden)));
  }
}
