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
 * The depthwise-separable network of MLPerf Tiny's keyword spotting (Banbury et al. 2021, after
 * Zhang et al. 2017, "Hello Edge"): conv10×4-64 with stride 2, then four blocks of a depthwise 3×3
 * and a pointwise 1×1 convolution with 64 channels, each with batch normalization and ReLU; the
 * mean of each channel; linear. For spectrograms of 49×10×1 and twelve labels it has 24,908
 * parameters and 2,656,768 multiply-accumulates.
 *
 * <p>Paddings are SAME in TensorFlow's sense, so that TFLite needs no operation for them.
 */
public final class DsCnn implements Architecture {
  /** How wide the layers are. */
  public static final Field<Double> WIDTH =
      Field.number("width", 1.0, 0.01, 64, "factor on the channels of every convolution");

  private static final FieldTable FIELDS = FieldTable.of(WIDTH);
  private static final Size FIRST = new Size(10, 4);
  private static final int CHANNELS = 64;
  private static final int BLOCKS = 4;

  @Override
  public String id() {
    return "ds_cnn";
  }

  @Override
  public String description() {
    return "MLPerf Tiny's depthwise-separable network of spectrograms; classes of images";
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
    int channels = blueprint.scaled(CHANNELS, WIDTH);
    ImageLayers layers = ImageLayers.of(blueprint, blueprint.start(id()));
    layers.normalized("conv", channels, FIRST, 2).activation("conv_relu", new Relu());
    for (int block = 1; block <= BLOCKS; block++) {
      layers.separable("block" + block, channels, 1);
    }
    return blueprint.end(layers.head(blueprint.outputs()));
  }
}
