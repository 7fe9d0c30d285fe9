package io.edgeflow.core.graph.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.json.Json;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantRoleTest {
  @Test
  void the_names_in_files_never_change() {
    assertThat(Arrays.stream(ConstantRole.values()).map(ConstantRole::id))
        .containsExactly(
            "weight",
            "bias",
            "recurrent_weight",
            "recurrent_bias",
            "gamma",
            "beta",
            "mean",
            "variance",
            "operand",
            "slope");
  }

  @ParameterizedTest
  @EnumSource
  void every_role_survives_json_by_its_id(ConstantRole role) {
    assertThat(Json.text(role)).isEqualTo("\"" + role.id() + "\"");
    assertThat(Json.read(Json.text(role), ConstantRole.class, "test")).isEqualTo(role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WEIGHT", "", "running_mean"})
  void a_name_that_is_no_role_is_refused(String name) {
    assertThatThrownBy(() -> ConstantRole.of(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No constant role " + name);
  }
}
