package io.edgeflow.core.graph.op;

import static io.edgeflow.core.graph.op.ConstantRole.BETA;
import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.GAMMA;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConstantRolesTest {
  @Test
  void required_and_optional_roles_are_allowed_and_no_others() {
    ConstantRoles roles = new ConstantRoles(List.of(WEIGHT), List.of(BIAS));

    assertThat(roles.allow(WEIGHT)).isTrue();
    assertThat(roles.allow(BIAS)).isTrue();
    assertThat(roles.allow(GAMMA)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void an_operator_without_constants_allows_none(ConstantRole role) {
    assertThat(ConstantRoles.NONE.allow(role)).isFalse();
  }

  @Test
  void roles_given_alone_are_required_in_their_order() {
    ConstantRoles roles = ConstantRoles.of(GAMMA, BETA);

    assertThat(roles.required()).containsExactly(GAMMA, BETA);
    assertThat(roles.optional()).isEmpty();
  }

  @Test
  void both_lists_are_copied() {
    List<ConstantRole> required = new ArrayList<>(List.of(WEIGHT));
    List<ConstantRole> optional = new ArrayList<>(List.of(BIAS));
    ConstantRoles roles = new ConstantRoles(required, optional);

    required.clear();
    optional.clear();

    assertThat(roles).isEqualTo(new ConstantRoles(List.of(WEIGHT), List.of(BIAS)));
  }
}
