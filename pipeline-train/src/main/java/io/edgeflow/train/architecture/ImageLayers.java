package io.edgeflow.train.architecture;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.ImageShape;
import java.util.EnumMap;
import java.util.Map;

/**
 * Appends layers of a convolutional network, and knows the size and the channels of the image after
 * each. Paddings are SAME in TensorFlow's sense, so that TFLite needs no operation for them. The
 * layers of a branch are appended by a {@link #copy} taken where it begins.
 */
final class ImageLayers {
  private static final BatchNorm NORM = new BatchNorm(1e-3f, 0.1f);
  private static final Size ONE = Size.square(1);

  private final GraphBuilder builder;
  private final LayerWeights weights;
  private final boolean biased;
  private Size image;
  private int channels;

  private ImageLayers(
      GraphBuilder builder, LayerWeights weights, boolean biased, Size image, int channels) {
    this.builder = builder;
    this.weights = weights;
    this.biased = biased;
    this.image = image;
    this.channels = channels;
  }

  /** Of a graph that has no layers yet; convolutions have biases. */
  static ImageLayers of(Blueprint blueprint, GraphBuilder builder) {
    ImageShape input = blueprint.input().image();
    Size image = new Size(input.height(), input.width());
    return new ImageLayers(builder, blueprint.weights(), true, image, input.channels());
  }

  /**
   * Refuses images that the network cannot make smaller as often as it does.
   *
   * @param halvings how often the network halves an image
   */
  static void refuseSmall(String network, ImageShape input, int halvings) {
    int smallest = 1 << halvings;
    if (input.height() < smallest || input.width() < smallest) {
      throw PipelineException.failed(
              "The images are too small for the network %s, which halves them %d times"
                  .formatted(network, halvings))
          .found(input.height() + " x " + input.width())
          .limit(smallest + " x " + smallest + " or more")
          .remedy("set data_pipeline.features.resize, for example to [32, 32]")
          .build();
    }
  }

  /** The same state, for a branch. */
  ImageLayers copy() {
    return new ImageLayers(builder, weights, biased, image, channels);
  }

  /** The same state, with convolutions that have no bias. */
  ImageLayers withoutBiases() {
    return new ImageLayers(builder, weights, false, image, channels);
  }

  /** The image's size after the last layer. */
  Size image() {
    return image;
  }

  /** The image's channels after the last layer. */
  int channels() {
    return channels;
  }

  /** Appends a convolution. */
  ImageLayers convolution(String name, int out, Size kernel, int stride) {
    append(name, out, 1, kernel, stride);
    channels = out;
    return this;
  }

  /** Appends a convolution and batch normalization. */
  ImageLayers normalized(String name, int out, Size kernel, int stride) {
    return convolution(name, out, kernel, stride).norm(name);
  }

  /** Appends a 3×3 convolution of each channel and batch normalization. */
  ImageLayers depthwise(String name, int stride) {
    append(name, channels, channels, Size.square(3), stride);
    return norm(name);
  }

  /** Appends a depthwise and a pointwise convolution, each with batch normalization and ReLU. */
  ImageLayers separable(String name, int out, int stride) {
    return depthwise(name + "_depthwise", stride)
        .activation(name + "_depthwise_relu", new Relu())
        .normalized(name + "_pointwise", out, ONE, 1)
        .activation(name + "_pointwise_relu", new Relu());
  }

  /** Appends an activation. */
  ImageLayers activation(String name, Op activation) {
    builder.apply(name, activation);
    return this;
  }

  /** Appends the mean of each channel and a linear layer. */
  GraphBuilder head(int outputs) {
    return head(new GlobalAvgPool(), channels, outputs);
  }

  /** Appends a pooling which leaves so many features, and a linear layer. */
  GraphBuilder head(Op pooling, int features, int outputs) {
    return builder
        .apply("pool", pooling)
        .apply("flatten", new Flatten())
        .apply("fc", new Linear(), weights.uniform(outputs, features));
  }

  private ImageLayers norm(String name) {
    builder.apply(name + "_norm", NORM, LayerWeights.normalization(channels));
    return this;
  }

  private void append(String name, int out, int groups, Size kernel, int stride) {
    Map<ConstantRole, Constant> constants =
        new EnumMap<>(weights.rectified(out, channels / groups, kernel.height(), kernel.width()));
    if (!biased) {
      constants.remove(ConstantRole.BIAS);
    }
    Size steps = Size.square(stride);
    Pads pads = Pads.same(image, kernel, steps);
    builder.apply(name, new Conv2d(steps, pads, ONE, groups), constants);
    image = new Size(ceil(image.height(), stride), ceil(image.width(), stride));
  }

  private static int ceil(int size, int stride) {
    return (size + stride - 1) / stride;
  }
}
