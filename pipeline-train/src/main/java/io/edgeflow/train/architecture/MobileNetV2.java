package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.OutputKind;
import java.util.List;
import java.util.Set;

/**
 * MobileNetV2 (Sandler et al. 2018): conv3×3-32 with stride 2; seventeen inverted residuals, each a
 * 1×1 convolution to six times the channels (the first has none), a depthwise 3×3 and a linear 1×1
 * convolution, with its input added where the sizes are equal; conv1×1-1280; the mean of each
 * channel; linear. Batch normalization stands behind every convolution instead of a bias, ReLU6
 * behind all but the linear ones. For images of 224×224×3 and a thousand labels it has 3,504,872
 * trainable parameters and 300,774,272 multiply-accumulates. The resolution is the image's own, at
 * least 32×32.
 *
 * <p>Channels are multiples of 8, as in the paper's code; a width below 1 leaves the last 1280 as
 * they are. Paddings are SAME in TensorFlow's sense, so that TFLite needs no operation for them.
 */
public final class MobileNetV2 implements Architecture {
  /** How wide the layers are. */
  public static final Field<Double> WIDTH =
      Field.number(
          "width", 1.0, 0.01, 64, "factor on the channels, which are rounded to multiples of 8");

  private static final FieldTable FIELDS = FieldTable.of(WIDTH);
  private static final int HALVINGS = 5;
  private static final int FIRST = 32;
  private static final int LAST = 1280;
  private static final int MULTIPLE = 8;
  private static final Size ONE = Size.square(1);

  /** Blocks of equal channels; the stride is the first one's. */
  private record Group(int expansion, int channels, int blocks, int stride) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group(1, 16, 1, 1),
          new Group(6, 24, 2, 2),
          new Group(6, 32, 3, 2),
          new Group(6, 64, 4, 2),
          new Group(6, 96, 3, 1),
          new Group(6, 160, 3, 2),
          new Group(6, 320, 1, 1));

  @Override
  public String id() {
    return "mobilenet_v2";
  }

  @Override
  public String description() {
    return "inverted residuals with linear bottlenecks; classes of images of at least 32 x 32";
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
    double width = blueprint.get(WIDTH);
    double factor = width * blueprint.ratio();
    GraphBuilder builder = blueprint.start(id());
    ImageLayers layers = ImageLayers.of(blueprint, builder).withoutBiases();
    activated(layers, "conv", rounded(FIRST * factor), Size.square(3), 2);
    int block = 1;
    for (Group group : GROUPS) {
      int out = rounded(group.channels * factor);
      for (int i = 0; i < group.blocks; i++) {
        residual(builder, layers, "block" + block, group.expansion, out, i == 0 ? group.stride : 1);
        block++;
      }
    }
    activated(layers, "last", rounded(LAST * Math.max(1, width) * blueprint.ratio()), ONE, 1);
    return blueprint.end(layers.head(blueprint.outputs()));
  }

  private static void residual(
      GraphBuilder builder, ImageLayers layers, String name, int expansion, int out, int stride) {
    String input = builder.last();
    int in = layers.channels();
    if (expansion > 1) {
      activated(layers, name + "_expand", in * expansion, ONE, 1);
    }
    layers
        .depthwise(name + "_depthwise", stride)
        .activation(name + "_depthwise_relu", new Relu6())
        .normalized(name + "_project", out, ONE, 1);
    if (stride == 1 && in == out) {
      builder.from(input, builder.last()).apply(name + "_add", new Add());
    }
  }

  private static void activated(ImageLayers layers, String name, int out, Size kernel, int stride) {
    layers.normalized(name, out, kernel, stride).activation(name + "_relu", new Relu6());
  }

  /** The nearest multiple of 8, at least 8, and not below 90 % of what was asked for. */
  private static int rounded(double channels) {
    int nearest = Math.max(MULTIPLE, (int) (channels + MULTIPLE / 2.0) / MULTIPLE * MULTIPLE);
    return nearest < 0.9 * channels ? nearest + MULTIPLE : nearest;
  }
}
