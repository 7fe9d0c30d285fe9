package io.edgeflow.train.djl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConstantLayoutTest {
  @Test
  void a_constant_that_two_nodes_want_in_different_layouts_is_refused() {
    Map<String, Constant> constants = new LinkedHashMap<>();
    constants.put("shared", Constant.trainable(Tensor.of(new int[] {4, 4}, new float[16])));
    constants.put("bias", Constant.trainable(Tensor.of(new int[] {4}, new float[4])));
    Map<ConstantRole, String> shared =
        Map.of(ConstantRole.WEIGHT, "shared", ConstantRole.BIAS, "bias");
    List<Node> nodes =
        List.of(
            new Node("flatten", new Flatten(), List.of("input"), Map.of()),
            new Node("first", new Linear(), List.of("flatten"), shared),
            new Node("second", new Linear(), List.of("first"), shared));
    ModelGraph graph =
        new ModelGraph(
            "shared",
            nodes,
            constants,
            Map.of(),
            Signature.of("input", Shape.batchOf(2, 2, 1), "second", null, null));

    assertThatThrownBy(() -> ConstantLayout.of(graph))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("constant shared");
  }
}
