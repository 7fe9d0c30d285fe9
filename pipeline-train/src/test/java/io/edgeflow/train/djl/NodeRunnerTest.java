package io.edgeflow.train.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Sigmoid;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the golden network does not reach. */
class NodeRunnerTest {
  private final SplittableRandom random = new SplittableRandom(11);

  private Constant drawn(int... dims) {
    return Constant.trainable(Tensor.of(dims, values(product(dims))));
  }

  private float[] values(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }

  private static int product(int... dims) {
    int product = 1;
    for (int dim : dims) {
      product *= dim;
    }
    return product;
  }

  private static float[] run(ModelGraph graph, float[] input, int... dims) {
    ByteBuffer direct =
        ByteBuffer.allocateDirect(input.length * Float.BYTES).order(ByteOrder.nativeOrder());
    direct.asFloatBuffer().put(input);
    try (Inference inference = new Inference(graph, 1)) {
      return inference.scores(direct, dims);
    }
  }

  /** A one-by-one Linear that passes its features on in logical order. */
  private static Map<ConstantRole, Constant> identity(int size) {
    float[] weight = new float[size * size];
    for (int i = 0; i < size; i++) {
      weight[i * size + i] = 1;
    }
    return Map.of(
        ConstantRole.WEIGHT,
        Constant.trainable(Tensor.of(new int[] {size, size}, weight)),
        ConstantRole.BIAS,
        Constant.trainable(Tensor.of(new int[] {size}, new float[size])));
  }

  private static float[] nchwToNhwc(float[] x, int batch, int c, int h, int w) {
    float[] out = new float[x.length];
    for (int n = 0; n < batch; n++) {
      for (int k = 0; k < c; k++) {
        for (int p = 0; p < h * w; p++) {
          out[(n * h * w + p) * c + k] = x[(n * c + k) * h * w + p];
        }
      }
    }
    return out;
  }

  /** The definition, with every option. */
  private static float[] convolution(
      float[] x, Shape in, float[] weight, Size kernel, float[] bias, Conv2d op, Shape out) {
    int h = in.fixed(2);
    int w = in.fixed(3);
    int perGroup = in.fixed(1) / op.groups();
    int outputs = out.fixed(1);
    float[] y = new float[outputs * out.fixed(2) * out.fixed(3)];
    int at = 0;
    for (int o = 0; o < outputs; o++) {
      int firstChannel = o / (outputs / op.groups()) * perGroup;
      for (int i = 0; i < out.fixed(2); i++) {
        for (int j = 0; j < out.fixed(3); j++) {
          double sum = bias[o];
          for (int k = 0; k < perGroup; k++) {
            for (int a = 0; a < kernel.height(); a++) {
              for (int b = 0; b < kernel.width(); b++) {
                int row = i * op.stride().height() + a * op.dilation().height() - op.pads().top();
                int col = j * op.stride().width() + b * op.dilation().width() - op.pads().left();
                if (row >= 0 && row < h && col >= 0 && col < w) {
                  sum +=
                      weight[((o * perGroup + k) * kernel.height() + a) * kernel.width() + b]
                          * (double) x[((firstChannel + k) * h + row) * w + col];
                }
              }
            }
          }
          y[at++] = (float) sum;
        }
      }
    }
    return y;
  }

  private void followsItsDefinition(Conv2d op, int channels, int height, int width, Size kernel) {
    Shape in = Shape.batchOf(channels, height, width);
    Constant weight = drawn(4, channels / op.groups(), kernel.height(), kernel.width());
    Constant bias = drawn(4);
    GraphBuilder builder =
        new GraphBuilder("conv", in)
            .apply("conv", op, Map.of(ConstantRole.WEIGHT, weight, ConstantRole.BIAS, bias))
            .apply("flatten", new Flatten());
    ModelGraph open = builder.build(null, null);
    int size = open.shape("flatten").fixed(1);
    ModelGraph graph = builder.apply("out", new Linear(), identity(size)).build(null, null);
    float[] x = values(channels * height * width);

    float[] found =
        run(graph, nchwToNhwc(x, 1, channels, height, width), 1, height, width, channels);

    float[] expected =
        convolution(
            x,
            in,
            weight.value().toFloats(),
            kernel,
            bias.value().toFloats(),
            op,
            graph.shape("conv"));
    assertThat(found).as("%s of %s by %s", op, in, kernel).containsExactly(expected, within(1e-5f));
  }

  private Size drawnSize(int least, int most) {
    return new Size(random.nextInt(least, most + 1), random.nextInt(least, most + 1));
  }

  @Test
  void convolutions_follow_their_definition_with_every_option() {
    for (int round = 0; round < 30; round++) {
      int groups = random.nextInt(1, 3);
      Pads pads =
          new Pads(
              random.nextInt(0, 3),
              random.nextInt(0, 3),
              random.nextInt(0, 3),
              random.nextInt(0, 3));
      Conv2d op = new Conv2d(drawnSize(1, 2), pads, drawnSize(1, 2), groups);

      followsItsDefinition(
          op, 2 * groups, random.nextInt(7, 11), random.nextInt(7, 11), new Size(3, 2));
    }
  }

  @Test
  void a_window_in_the_padding_alone_answers_and_does_not_end_the_process() {
    Conv2d op = new Conv2d(Size.square(2), Pads.all(1), new Size(1, 2), 1);

    followsItsDefinition(op, 1, 7, 1, new Size(2, 1));
  }

  @Test
  void a_window_that_fits_in_once_answers_alike_on_every_processor() {
    for (int round = 0; round < 60; round++) {
      Size kernel = new Size(random.nextInt(1, 6), random.nextInt(2, 6));
      Size stride = new Size(random.nextInt(1, 3), random.nextInt(2, 5));
      int side = random.nextInt(0, 2);
      Conv2d op =
          new Conv2d(stride, new Pads(0, side, random.nextInt(0, 2), side), Size.square(1), 1);
      int width = kernel.width() - 2 * side + random.nextInt(0, stride.width());

      followsItsDefinition(
          op, random.nextInt(1, 3), random.nextInt(6, 12), Math.max(1, width), kernel);
    }
  }

  @Test
  void pooling_with_unequal_kernel_and_stride_drops_partial_windows() {
    MaxPool2d pool = new MaxPool2d(new Size(2, 3), new Size(2, 1));
    float[] x = {1, 5, 2, 0, 4, 3, 9, -1, 7, 7, 8, 6};
    GraphBuilder builder =
        new GraphBuilder("pool", Shape.batchOf(1, 3, 4))
            .apply("pool", pool)
            .apply("flatten", new Flatten());

    float[] found =
        run(builder.apply("out", new Linear(), identity(2)).build(null, null), x, 1, 3, 4, 1);

    assertThat(found).containsExactly(9, 9);
  }

  @Test
  void a_convolution_of_one_pixel_takes_every_other_one() {
    Conv2d op = new Conv2d(new Size(2, 3), new Pads(0, 1, 0, 0), Size.square(1), 1);
    Constant two = Constant.trainable(Tensor.of(new int[] {1, 1, 1, 1}, new float[] {2}));
    ModelGraph graph =
        new GraphBuilder("pixel", Shape.batchOf(1, 3, 3))
            .apply("conv", op, Map.of(ConstantRole.WEIGHT, two))
            .build(null, null);

    float[] found = run(graph, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 3, 3, 1);

    assertThat(found).containsExactly(0, 6, 0, 18);
  }

  @Test
  void the_average_of_each_channel() {
    ModelGraph graph =
        new GraphBuilder("average", Shape.batchOf(2, 1, 3))
            .apply("average", new GlobalAvgPool())
            .build(null, null);

    float[] found = run(graph, new float[] {1, 10, 2, 20, 6, 60}, 1, 1, 3, 2);

    assertThat(found).containsExactly(new float[] {3, 30}, within(1e-6f));
  }

  @Test
  void what_stands_between_flatten_and_linear_keeps_its_logical_features() {
    Map<ConstantRole, Constant> statistics =
        Map.of(
            ConstantRole.GAMMA, drawn(6),
            ConstantRole.BETA, drawn(6),
            ConstantRole.MEAN, Constant.buffer(Tensor.of(new int[] {6}, values(6))),
            ConstantRole.VARIANCE,
                Constant.buffer(Tensor.of(new int[] {6}, new float[] {1, 2, 3, 4, 5, 6})));
    ModelGraph graph =
        new GraphBuilder("bn", Shape.batchOf(3, 1, 2))
            .apply("flatten", new Flatten())
            .apply("bn", new BatchNorm(0.5f, 0.1f), statistics)
            .apply("relu", new Relu())
            .apply("out", new Linear(), identity(6))
            .build(null, null);
    float[] x = values(6);

    float[] found = run(graph, nchwToNhwc(x, 1, 3, 1, 2), 1, 1, 2, 3);

    for (int i = 0; i < 6; i++) {
      float mean = statistics.get(ConstantRole.MEAN).value().floats().get(i);
      double normal = (x[i] - mean) / Math.sqrt(i + 1 + 0.5);
      double y =
          normal * statistics.get(ConstantRole.GAMMA).value().floats().get(i)
              + statistics.get(ConstantRole.BETA).value().floats().get(i);
      assertThat(found[i]).isCloseTo((float) Math.max(0, y), within(1e-6f));
    }
  }

  @Test
  void softmax_and_dropout_outside_training() {
    ModelGraph graph =
        new GraphBuilder("softmax", Shape.batchOf(2))
            .apply("dropout", new Dropout(0.5f))
            .apply("softmax", new Softmax())
            .build(null, null);

    float[] found = run(graph, new float[] {0, (float) Math.log(3)}, 1, 2);

    assertThat(found).containsExactly(new float[] {0.25f, 0.75f}, within(1e-6f));
  }

  @Test
  void a_sigmoid_follows_its_formula() {
    ModelGraph graph =
        new GraphBuilder("sigmoid", Shape.batchOf(3))
            .apply("sigmoid", new Sigmoid())
            .build(null, null);

    float[] found = run(graph, new float[] {0, 1, -2}, 1, 3);

    assertThat(found).containsExactly(new float[] {0.5f, 0.7310586f, 0.1192029f}, within(1e-6f));
  }

  @Test
  void a_flattened_image_that_is_the_output_is_in_logical_order() {
    ModelGraph graph =
        new GraphBuilder("open", Shape.batchOf(2, 1, 2))
            .apply("flatten", new Flatten())
            .build(null, null);

    float[] found = run(graph, new float[] {1, 10, 2, 20}, 1, 1, 2, 2);

    assertThat(found).containsExactly(1, 2, 10, 20);
  }
}
