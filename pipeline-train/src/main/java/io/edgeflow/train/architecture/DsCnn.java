package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.ImageShape;
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
  private static final BatchNorm NORM = new BatchNorm(1e-3f, 0.1f);
  private static final Size ONE = Size.square(1);
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
    ImageShape input = blueprint.input().image();
    Size image = new Size(input.height(), input.width());
    Size half = new Size((image.height() + 1) / 2, (image.width() + 1) / 2);
    int channels = blueprint.scaled(CHANNELS, WIDTH);
    GraphBuilder builder = blueprint.start(id());
    LayerWeights weights = blueprint.weights();
    Conv2d first = same(image, FIRST, Size.square(2), 1);
    Conv2d depthwise = same(half, Size.square(3), ONE, channels);
    Conv2d pointwise = same(half, ONE, ONE, 1);
    builder.apply("conv", first, weights.rectified(channels, input.channels(), 10, 4));
    normalized(builder, "conv", channels);
    for (int block = 1; block <= BLOCKS; block++) {
      String name = "block" + block;
      builder.apply(name + "_depthwise", depthwise, weights.rectified(channels, 1, 3, 3));
      normalized(builder, name + "_depthwise", channels);
      builder.apply(name + "_pointwise", pointwise, weights.rectified(channels, channels, 1, 1));
      normalized(builder, name + "_pointwise", channels);
    }
    builder.apply("pool", new GlobalAvgPool()).apply("flatten", new Flatten());
    return blueprint.end(
        builder.apply("fc", new Linear(), weights.uniform(blueprint.outputs(), channels)));
  }

  private static void normalized(GraphBuilder builder, String name, int channels) {
    builder
        .apply(name + "_norm", NORM, LayerWeights.normalization(channels))
        .apply(name + "_relu", new Relu());
  }

  private static Conv2d same(Size image, Size kernel, Size stride, int groups) {
    return new Conv2d(stride, Pads.same(image, kernel, stride), ONE, groups);
  }
}
