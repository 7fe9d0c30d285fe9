package io.edgeflow.optimize.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.GraphBuilder.Part;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldBatchNormTest {
  private static final Op.BatchNorm NORM = new Op.BatchNorm(1e-5f, 0.1f);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_folded_graph_computes_the_same(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ModelGraph graph = convolutionAndLinear(random).build(List.of("a", "b"), null);
    Tensor x = Tensor.of(new int[] {2, 4, 4, 2}, normal(random, 64));

    ModelGraph folded = FoldBatchNorm.apply(graph);

    assertThat(folded.nodes()).noneMatch(node -> node.op() instanceof Op.BatchNorm);
    float[] expected = new ReferenceRuntime(graph).predict(x).toFloats();
    float[] actual = new ReferenceRuntime(folded).predict(x).toFloats();
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i])).isLessThan(1e-4f);
    }
  }

  @Test
  void a_hand_worked_fold() {
    ModelGraph graph =
        new GraphBuilder("one", Shape.batchOf(1))
            .apply(
                "fc",
                new Op.Linear(),
                part("weight", Constant.trainable(Tensor.of(new int[] {1, 1}, new float[] {3}))),
                vector("bias", 5))
            .apply(
                "bn",
                new Op.BatchNorm(0, 0.1f),
                vector("gamma", 2),
                vector("beta", 1),
                vector("mean", 4),
                vector("variance", 16))
            .build(List.of(), null);

    ModelGraph folded = FoldBatchNorm.apply(graph);

    // factor 2 / 4; weight 3 / 2; bias (5 - 4) / 2 + 1
    assertThat(folded.constant("fc.weight").value().toFloats()).containsExactly(1.5f);
    assertThat(folded.constant("fc.bias").value().toFloats()).containsExactly(1.5f);
    assertThat(folded.signature().output()).isEqualTo("fc");
    assertThat(folded.constants()).containsOnlyKeys("fc.weight", "fc.bias");
  }

  @Test
  void pruned_weights_stay_zero_and_keep_their_mask() {
    ModelGraph graph = convolutionAndLinear(new SplittableRandom(1)).build(List.of(), null);
    Constant weight = graph.constant("conv.weight");
    float[] values = weight.value().toFloats();
    byte[] mask = new byte[values.length];
    for (int i = 1; i < values.length; i += 2) {
      mask[i] = 1;
    }
    for (int i = 0; i < values.length; i += 2) {
      values[i] = 0;
    }
    int[] dims = weight.value().dims();
    Constant pruned =
        weight
            .withValue(Tensor.of(dims, values))
            .withMask(Tensor.of(ElementType.UINT8, dims, mask));

    Constant folded =
        FoldBatchNorm.apply(graph.withConstants(Map.of("conv.weight", pruned)))
            .constant("conv.weight");

    assertThat(folded.pruningMask()).isEqualTo(pruned.pruningMask());
    float[] after = folded.value().toFloats();
    for (int i = 0; i < after.length; i += 2) {
      assertThat(after[i]).isZero();
    }
  }

  @Test
  void ranges_are_dropped_because_tensors_changed_their_meaning() {
    ModelGraph graph =
        convolutionAndLinear(new SplittableRandom(1))
            .build(List.of(), null)
            .withRanges(Map.of("conv", new ValueRange(0, 1)));

    assertThat(FoldBatchNorm.apply(graph).ranges()).isEmpty();
  }

  @Test
  void a_normalization_behind_anything_else_stays() {
    SplittableRandom random = new SplittableRandom(1);
    ModelGraph graph =
        new GraphBuilder("first", Shape.batchOf(2))
            .apply("bn", NORM, norm(random, 2))
            .build(List.of(), null);

    assertThat(FoldBatchNorm.apply(graph)).isSameAs(graph);
  }

  @Test
  void a_normalization_behind_a_layer_that_another_node_reads_stays() {
    ModelGraph graph = convolutionAndLinear(new SplittableRandom(1)).build(List.of(), null);
    List<Node> nodes = new ArrayList<>(graph.nodes());
    nodes.add(new Node("side", new Op.Relu(), List.of("conv")));
    Signature signature = graph.signature();
    ModelGraph shared = new ModelGraph(graph.name(), nodes, graph.constants(), Map.of(), signature);

    assertThat(FoldBatchNorm.apply(shared).nodes())
        .extracting(Node::name)
        .contains("bn1")
        .doesNotContain("bn2");
  }

  private static GraphBuilder convolutionAndLinear(SplittableRandom random) {
    return new GraphBuilder("net", Shape.batchOf(2, 4, 4))
        .apply(
            "conv",
            Op.Conv2d.padded(1),
            part(
                "weight",
                Constant.trainable(Tensor.of(new int[] {3, 2, 3, 3}, normal(random, 54)))),
            vector("bias", normal(random, 3)))
        .apply("bn1", NORM, norm(random, 3))
        .apply("relu", new Op.Relu())
        .apply("flatten", new Op.Flatten())
        .apply(
            "fc",
            new Op.Linear(),
            part("weight", Constant.trainable(Tensor.of(new int[] {2, 48}, normal(random, 96)))),
            vector("bias", normal(random, 2)))
        .apply("bn2", NORM, norm(random, 2));
  }

  private static Part[] norm(SplittableRandom random, int channels) {
    float[] variance = normal(random, channels);
    for (int i = 0; i < channels; i++) {
      variance[i] = 0.1f + variance[i] * variance[i];
    }
    return new Part[] {
      vector("gamma", normal(random, channels)),
      vector("beta", normal(random, channels)),
      vector("mean", normal(random, channels)),
      vector("variance", variance)
    };
  }

  private static Part vector(String name, float... values) {
    return part(name, Constant.trainable(Tensor.of(new int[] {values.length}, values)));
  }

  private static Part part(String name, Constant constant) {
    return new Part(name, constant);
  }

  private static float[] normal(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
