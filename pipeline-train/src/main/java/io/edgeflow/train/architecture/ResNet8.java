package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Pooling.AvgPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.sample.FeatureKind;
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
  private static final Size KERNEL = Size.square(3);
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
    GraphBuilder builder = blueprint.start(id());
    ImageLayers layers = ImageLayers.of(blueprint, builder);
    layers
        .normalized("conv1", blueprint.scaled(CHANNELS[0], WIDTH), KERNEL, 1)
        .activation("conv1_relu", new Relu());
    for (int block = 0; block < CHANNELS.length; block++) {
      int out = blueprint.scaled(CHANNELS[block], WIDTH);
      residual(builder, layers, "block" + (block + 1), out, block == 0 ? 1 : 2);
    }
    Size image = layers.image();
    Size window = Size.square(Math.min(image.height(), image.width()));
    int windows = (image.height() / window.height()) * (image.width() / window.width());
    int features = layers.channels() * windows;
    return blueprint.end(layers.head(new AvgPool2d(window, window), features, blueprint.outputs()));
  }

  private static void residual(
      GraphBuilder builder, ImageLayers layers, String name, int out, int stride) {
    String input = builder.last();
    ImageLayers beside = layers.copy();
    layers
        .normalized(name + "_conv1", out, KERNEL, stride)
        .activation(name + "_relu1", new Relu())
        .normalized(name + "_conv2", out, KERNEL, 1);
    String main = builder.last();
    builder.from(input);
    if (stride > 1) {
      beside.convolution(name + "_shortcut", out, Size.square(1), stride);
    }
    builder.from(builder.last(), main).apply(name + "_add", new Add());
    layers.activation(name + "_relu2", new Relu());
  }
}
