package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
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
import io.edgeflow.core.sample.OutputKind;
import java.util.Set;

/**
 * The residual network of MLPerf Tiny's image classification (Banbury et al. 2021, after He et al.
 * 2016): conv3×3-16 with batch normalization and ReLU, three blocks of two such convolutions with
 * 16, 32 and 64 channels, the second and third with stride 2 and a 1×1 convolution beside them,
 * average pooling, linear. For 32×32×3 and ten labels it has 78,666 parameters.
 *
 * <p>Paddings are SAME in TensorFlow's sense, so that TFLite needs no operation for them.
 */
public final class ResNet8 implements Architecture {
  /** How wide the layers are. */
  public static final Field<Double> WIDTH =
      Field.number("width", 1.0, 0.01, 64, "factor on the channels of every convolution");

  private static final FieldTable FIELDS = FieldTable.of(WIDTH);
  private static final BatchNorm NORM = new BatchNorm(1e-3f, 0.1f);
  private static final Size ONE = Size.square(1);
  private static final int[] CHANNELS = {16, 32, 64};

  @Override
  public String id() {
    return "resnet8";
  }

  @Override
  public String description() {
    return "MLPerf Tiny's residual network; classes of images";
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
    return new Layers(blueprint, blueprint.start(id())).build();
  }

  /** Builds one network, layer after layer. */
  private static final class Layers {
    private final Blueprint blueprint;
    private final GraphBuilder builder;
    private final LayerWeights weights;
    private Size image;
    private int channels;

    private Layers(Blueprint blueprint, GraphBuilder builder) {
      ImageShape input = blueprint.input().image();
      this.blueprint = blueprint;
      this.builder = builder;
      weights = blueprint.weights();
      image = new Size(input.height(), input.width());
      channels = input.channels();
    }

    private ModelGraph build() {
      normalized("conv1", blueprint.scaled(CHANNELS[0], WIDTH), 3, 1);
      builder.apply("conv1_relu", new Relu());
      for (int block = 0; block < CHANNELS.length; block++) {
        residual("block" + (block + 1), blueprint.scaled(CHANNELS[block], WIDTH), block);
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
}
