package io.edgeflow.formats.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.PredictorContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceRuntimeTest extends PredictorContract {
  @Override
  protected Predictor open(ModelGraph graph) {
    return new ReferenceRuntime(graph);
  }

  @Test
  void a_hand_worked_convolution_with_stride_and_uneven_padding() {
    Conv2d conv = new Conv2d(Size.square(2), new Pads(0, 0, 1, 1), Size.square(1), 1);
    ModelGraph graph =
        new GraphBuilder("conv", Shape.batchOf(1, 3, 3))
            .apply(
                "y",
                conv,
                Map.ofEntries(part("weight", new int[] {1, 1, 2, 2}, 1, 2, 3, 4), bias(0.5f)))
            .build(null, null);

    float[] y = new ReferenceRuntime(graph).predict(image(3, 1, 2, 3, 4, 5, 6, 7, 8, 9)).toFloats();

    // 1+4+12+20; 3+18; 7+16; 9; each plus the bias
    assertThat(y).containsExactly(37.5f, 21.5f, 23.5f, 9.5f);
  }

  @Test
  void batch_normalization_by_hand() {
    ModelGraph graph =
        new GraphBuilder("bn", Shape.batchOf(1, 1, 2))
            .apply(
                "y",
                new BatchNorm(0, 0.1f),
                Map.ofEntries(
                    part("gamma", new int[] {1}, 3),
                    part("beta", new int[] {1}, 1),
                    part("mean", new int[] {1}, 2),
                    part("variance", new int[] {1}, 4)))
            .build(null, null);
    Tensor x = Tensor.of(new int[] {1, 1, 2, 1}, new float[] {4, 2});

    assertThat(new ReferenceRuntime(graph).predict(x).toFloats()).containsExactly(4, 1);
  }

  @Test
  void softmax_of_large_scores_stays_finite() {
    ModelGraph graph =
        new GraphBuilder("softmax", Shape.batchOf(3)).apply("y", new Softmax()).build(null, null);
    Tensor x = Tensor.of(new int[] {1, 3}, new float[] {1000, 1000, 0});

    float[] y = new ReferenceRuntime(graph).predict(x).toFloats();

    assertThat(y[0]).isCloseTo(0.5f, within(1e-7f));
    assertThat(y[2]).isZero();
  }

  @Test
  void an_observer_sees_every_tensor_of_every_sample_in_order() {
    ModelGraph graph =
        new GraphBuilder("chain", Shape.batchOf(2))
            .apply("relu", new Relu())
            .apply("dropped", new Dropout(0.5f))
            .build(null, null);
    List<String> seen = new ArrayList<>();

    new ReferenceRuntime(graph)
        .run(
            Tensor.of(new int[] {2, 2}, new float[] {-1, 1, 2, -2}),
            (tensor, values) -> seen.add(tensor + " " + values[0]));

    assertThat(seen)
        .containsExactly(
            "input -1.0", "relu 0.0", "dropped 0.0", "input 2.0", "relu 2.0", "dropped 2.0");
  }

  private static Tensor image(int side, float... values) {
    return Tensor.of(new int[] {1, side, side, 1}, values);
  }

  private static Map.Entry<ConstantRole, Constant> bias(float value) {
    return part("bias", new int[] {1}, value);
  }

  private static Map.Entry<ConstantRole, Constant> part(String name, int[] dims, float... values) {
    return Map.entry(ConstantRole.of(name), Constant.trainable(Tensor.of(dims, values)));
  }
}
