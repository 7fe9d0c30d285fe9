package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphFileTest {
  static ModelGraph small() {
    Tensor mask = Tensor.of(ElementType.UINT8, new int[] {2, 1, 3, 3}, new byte[18]);
    Constant masked =
        Constant.trainable(Tensor.of(new int[] {2, 1, 3, 3}, new float[18])).withMask(mask);
    Constant fc = Constant.trainable(Tensor.of(new int[] {3, 8}, new float[24]));
    Preprocessing preprocessing =
        new Preprocessing(
            List.of("a", "b", "c", "d"),
            new ImageShape(2, 2, 1),
            new ImageShape(4, 4, 1),
            List.of(
                new PreprocessStep.ImputeMean(List.of(1f, 2f, 3f, 4f)),
                new PreprocessStep.MinMax(List.of(0f), List.of(16f)),
                new PreprocessStep.Standardize(List.of(0.5f), List.of(0.25f)),
                new PreprocessStep.Resize(new ImageShape(2, 2, 1), new ImageShape(4, 4, 1))));
    return new GraphBuilder("small", Shape.batchOf(1, 4, 4))
        .apply(
            "conv",
            Conv2d.padded(1),
            Map.of(ConstantRole.WEIGHT, masked, ConstantRole.BIAS, bias(1, -1)))
        .apply("relu", new Relu())
        .apply("pool", new MaxPool2d(Size.square(2), Size.square(2)))
        .apply("flatten", new Flatten())
        .apply("drop", new Dropout(0.5f))
        .apply(
            "fc", new Linear(), Map.of(ConstantRole.WEIGHT, fc, ConstantRole.BIAS, bias(0, 0, 0)))
        .build(List.of("x", "y", "z"), preprocessing)
        .withRanges(Map.of("relu", new ValueRange(0, 1.5f)));
  }

  private static Constant bias(float... values) {
    return Constant.trainable(Tensor.of(new int[] {values.length}, values));
  }

  @Test
  void a_graph_that_is_written_and_read_gives_the_same_bytes_again() {
    byte[] first = GraphFile.bytes(small());

    ModelGraph read = GraphFile.read(first, "test");

    assertThat(GraphFile.bytes(read)).isEqualTo(first);
    assertThat(read.nodes()).isEqualTo(small().nodes());
    assertThat(read.constants()).isEqualTo(small().constants());
    assertThat(read.signature()).isEqualTo(small().signature());
    assertThat(read.ranges()).isEqualTo(small().ranges());
  }

  @Test
  void shapes_are_inferred_through_every_operator() {
    ModelGraph graph = small();

    assertThat(graph.shape("conv")).isEqualTo(Shape.batchOf(2, 4, 4));
    assertThat(graph.shape("pool")).isEqualTo(Shape.batchOf(2, 2, 2));
    assertThat(graph.shape("drop")).isEqualTo(Shape.batchOf(8));
    assertThat(graph.shape("fc")).isEqualTo(Shape.batchOf(3));
  }

  @Test
  void a_truncated_file_is_refused_by_name() {
    byte[] whole = GraphFile.bytes(small());
    byte[] half = java.util.Arrays.copyOf(whole, whole.length - 4);

    assertThatThrownBy(() -> GraphFile.read(half, "half.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("half.safetensors");
    assertThatThrownBy(
            () -> GraphFile.read("nonsense".getBytes(StandardCharsets.UTF_8), "nonsense"))
        .isInstanceOf(PipelineException.class);
  }

  @Test
  void a_weight_of_the_wrong_shape_is_refused_with_node_and_shapes() {
    ModelGraph graph = small();
    Constant wrong = Constant.trainable(Tensor.of(new int[] {3, 7}, new float[21]));

    assertThatThrownBy(() -> graph.withConstants(Map.of("fc.weight", wrong)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("node fc")
        .hasMessageContaining("found: 8");
  }

  @Test
  void the_features_behind_a_flatten_are_ordered_by_height_width_channel() {
    FeatureOrder plan = FeatureOrder.of(small());

    int[] order = {0, 4, 1, 5, 2, 6, 3, 7};
    assertThat(plan.of("flatten")).contains(order);
    assertThat(plan.of("drop")).contains(order);
    assertThat(plan.of("fc")).isEmpty();
    float[] logical = {0, 1, 2, 3, 4, 5, 6, 7};
    assertThat(FeatureOrder.toMemory(logical, order)).containsExactly(0, 4, 1, 5, 2, 6, 3, 7);
    assertThat(FeatureOrder.toLogical(FeatureOrder.toMemory(logical, order), order))
        .isEqualTo(logical);
  }
}
