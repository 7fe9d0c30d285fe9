package io.edgeflow.core.graph;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeTest {
  private static final Node FC =
      new Node("fc", new Linear(), List.of("x"), Map.of(BIAS, "b", WEIGHT, "w"));

  @Test
  void the_output_is_named_as_the_node() {
    assertThat(FC.output()).isEqualTo("fc");
  }

  @Test
  void constants_are_found_by_role_in_the_order_of_roles() {
    assertThat(FC.roles()).containsExactly(WEIGHT, BIAS);
    assertThat(FC.constant(WEIGHT)).isEqualTo("w");
    assertThat(FC.optional(BIAS)).contains("b");
    assertThat(FC.optional(ConstantRole.GAMMA)).isEmpty();
    assertThatThrownBy(() -> FC.constant(ConstantRole.GAMMA)).hasMessage("fc gamma");
  }

  @Test
  void a_node_without_name_or_input_is_refused() {
    assertThatThrownBy(() -> new Node(" ", new Relu(), List.of("x"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Node("relu", new Relu(), List.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A node needs a name and an input: relu");
  }

  @Test
  void inputs_and_constants_are_copied() {
    List<String> inputs = new ArrayList<>(List.of("x"));
    Map<ConstantRole, String> constants = new LinkedHashMap<>(Map.of(WEIGHT, "w", BIAS, "b"));
    Node node = new Node("fc", new Linear(), inputs, constants);

    inputs.clear();
    constants.clear();

    assertThat(node).isEqualTo(FC);
  }

  @Test
  void the_json_form_has_no_derived_fields() {
    assertThat(Json.text(FC))
        .isEqualTo(
            "{\"name\":\"fc\",\"op\":{\"op\":\"linear\"},\"inputs\":[\"x\"],"
                + "\"constants\":{\"weight\":\"w\",\"bias\":\"b\"}}");
    assertThat(Json.read(Json.text(FC), Node.class, "test")).isEqualTo(FC);
  }
}
