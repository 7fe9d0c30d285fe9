package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.OutputKind;
import java.util.Set;

/**
 * MobileNet (Howard et al. 2017) as MLPerf Tiny's visual wake words has it (Banbury et al. 2021):
 * conv3×3-32 with stride 2, then thirteen blocks of a depthwise 3×3 and a pointwise 1×1 convolution
 * with 64 to 1024 channels, each with a bias, batch normalization and ReLU; the mean of each
 * channel; linear. With width 0.25, for images of 96×96×3 and two labels, it has 221,794 parameters
 * and 7,489,664 multiply-accumulates. The resolution is the image's own, at least 32×32.
 *
 * <p>Paddings are SAME in TensorFlow's sense, so that TFLite needs no operation for them.
 */
public final class MobileNetV1 implements Architecture {
  /** How wide the layers are. */
  public static final Field<Double> WIDTH =
      Field.number("width", 1.0, 0.01, 64, "factor on the channels of every convolution");

  private static final FieldTable FIELDS = FieldTable.of(WIDTH);
  private static final int HALVINGS = 5;
  private static final int FIRST = 32;
  private static final int[] CHANNELS = {
    64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024
  };
  private static final Set<Integer> HALVING_BLOCKS = Set.of(2, 4, 6, 12);

  @Override
  public String id() {
    return "mobilenet_v1";
  }

  @Override
  public String description() {
    return "depthwise-separable network, MLPerf Tiny's of visual wake words with width 0.25;"
        + " classes of images of at least 32 x 32";
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
    ImageLayers.refuseSmall(id(), blueprint.input().image(), HALVINGS);
    ImageLayers layers = ImageLayers.of(blueprint, blueprint.start(id()));
    layers
        .normalized("conv", blueprint.scaled(FIRST, WIDTH), Size.square(3), 2)
        .activation("conv_relu", new Relu());
    for (int block = 1; block <= CHANNELS.length; block++) {
      int out = blueprint.scaled(CHANNELS[block - 1], WIDTH);
      layers.separable("block" + block, out, HALVING_BLOCKS.contains(block) ? 2 : 1);
    }
    return blueprint.end(layers.head(blueprint.outputs()));
  }
}
