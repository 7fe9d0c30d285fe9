package io.edgeflow.train.architecture;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.AvgPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.ImageShape;
import java.util.Set;

/**
 * The residual network of MLPerf Tiny's image classification (Banbury et al. 2021, after He et al.
 * 2016): conv3×3-16 with batch normalization and ReLU, three blocks of two such convolutions with
 * 16, 32 and 64 channels, the second and third with stride 2 and a 1×1 convolution beside them,
 * average pooling, linear. For 32×32×3 and ten labels it has 78,666 parameters.
 *
 * <p>Paddings are SAME in TensorFlow's sense, so that TFLite needs no operation for them.
 */
final class ResNet8 {
  static final Set<FeatureKind> KINDS = Set.of(FeatureKind.IMAGE);

  private static final BatchNorm NORM = new BatchNorm(1e-3f, 0.1f);
  private static final Size ONE = Size.square(1);
  private static final int[] CHANNELS = {16, 32, 64};

  private final Blueprint blueprint;
  private final GraphBuilder builder;
  private final LayerWeights weights;
  private Size image;
  private int channels;

  private ResNet8(Blueprint blueprint) {
    ImageShape input = blueprint.input().image();
    this.blueprint = blueprint;
    builder = blueprint.start("resnet8");
    weights = blueprint.weights();
    image = new Size(input.height(), input.width());
    channels = input.channels();
  }

  static ModelGraph untrained(Blueprint blueprint) {
    return new ResNet8(blueprint).build();
  }

  private ModelGraph build() {
    LayerSizes sizes = blueprint.sizes();
    normalized("conv1", sizes.scaled(CHANNELS[0]), 3, 1);
    builder.apply("conv1_relu", new Relu());
    for (int block = 0; block < CHANNELS.length; block++) {
      residual("block" + (block + 1), sizes.scaled(CHANNELS[block]), block);
    }
    Size window = Size.square(Math.min(image.height(), image.width()));
    int windows = (image.height() / window.height()) * (image.width() / window.width());
    return blueprint.end(
        builder
            .apply("pool", new AvgPool2d(window, window))
            .apply("flatten", new Flatten())
            .apply("fc", new Linear(), weights.uniform(blueprint.outputs(), channels * windows)));
  }

  private void residual(String name, int out, int block) {
    String shortcut = builder.last();
    int in = channels;
    Size before = image;
    int stride = block == 0 ? 1 : 2;
    normalized(name + "_conv1", out, 3, stride);
    builder.apply(name + "_relu1", new Relu());
    normalized(name + "_conv2", out, 3, 1);
    String main = builder.last();
    if (block > 0) {
      builder.from(shortcut);
      shortcut = name + "_shortcut";
      builder.apply(shortcut, same(before, 1, stride), weights.rectified(out, in, 1, 1));
    }
    builder.from(shortcut, main).apply(name + "_add", new Add());
    builder.apply(name + "_relu2", new Relu());
  }

  private void normalized(String name, int out, int kernel, int stride) {
    Conv2d conv = same(image, kernel, stride);
    builder
        .apply(name, conv, weights.rectified(out, channels, kernel, kernel))
        .apply(name + "_norm", NORM, LayerWeights.normalization(out));
    image = new Size(ceil(image.height(), stride), ceil(image.width(), stride));
    channels = out;
  }

  private static Conv2d same(Size image, int kernel, int stride) {
    Size steps = Size.square(stride);
    return new Conv2d(steps, Pads.same(image, Size.square(kernel), steps), ONE, 1);
  }

  private static int ceil(int size, int stride) {
    return (size + stride - 1) / stride;
  }
}
