package io.edgeflow.formats.lower;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Op;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelTest {
  private static Kernel of(Op op, String... constants) {
    List<String> inputs = new java.util.ArrayList<>(List.of("x"));
    inputs.addAll(List.of(constants));
    return new Kernel(new Node("n", op, inputs), "x", "n", false);
  }

  @Test
  void convolutions_and_linear_layers_are_weighted_and_nothing_else_is() {
    assertThat(of(Op.Conv2d.padded(1)).isWeighted()).isTrue();
    assertThat(of(new Op.Linear()).isWeighted()).isTrue();
    assertThat(of(new Op.BatchNorm(1e-5f, 0.1f)).isWeighted()).isFalse();
    assertThat(of(new Op.Relu()).isWeighted()).isFalse();
    assertThat(of(new Op.Flatten()).isWeighted()).isFalse();
  }

  @Test
  void pooling_and_flattening_keep_their_values_and_nothing_else_does() {
    assertThat(of(new Op.MaxPool2d(Op.Size.square(2), Op.Size.square(2))).keepsValues()).isTrue();
    assertThat(of(new Op.Flatten()).keepsValues()).isTrue();
    assertThat(of(new Op.Relu()).keepsValues()).isFalse();
    assertThat(of(new Op.Linear()).keepsValues()).isFalse();
    assertThat(of(new Op.Softmax()).keepsValues()).isFalse();
  }

  @Test
  void the_constants_follow_the_data_input() {
    assertThat(of(new Op.Linear(), "n.weight", "n.bias").constants())
        .containsExactly("n.weight", "n.bias");
    assertThat(of(new Op.Relu()).constants()).isEmpty();
  }

  @Test
  void a_relu_drawn_in_changes_the_output_alone() {
    Kernel kernel = of(new Op.Linear(), "n.weight", "n.bias");

    Kernel fused = kernel.withRelu("relu");

    assertThat(fused).isEqualTo(new Kernel(kernel.node(), "x", "relu", true));
    assertThat(fused.op()).isEqualTo(new Op.Linear());
  }
}
