package io.edgeflow.core.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTest {
  private static final ClassTarget CLASSES = new ClassTarget("label", List.of("no", "yes"));
  private static final ValueTarget VALUES =
      new ValueTarget(List.of("v", "w"), Floats.of(10, 0), Floats.of(2, 0.5f));
  private static final SelfTarget SELF = new SelfTarget("anomaly", 0.99);

  @Test
  void every_target_says_what_a_model_gives_and_what_is_true() {
    assertThat(CLASSES.output()).isEqualTo(OutputKind.LOGITS);
    assertThat(CLASSES.outputs(7)).isEqualTo(2);
    assertThat(CLASSES.truth()).containsExactly("label");
    assertThat(CLASSES.truthType()).isEqualTo(ElementType.INT32);
    assertThat(CLASSES.answers()).containsExactly("no", "yes");
    assertThat(VALUES.output()).isEqualTo(OutputKind.VALUES);
    assertThat(VALUES.outputs(7)).isEqualTo(2);
    assertThat(VALUES.truth()).containsExactly("v", "w");
    assertThat(VALUES.truthType()).isEqualTo(ElementType.FLOAT32);
    assertThat(VALUES.answers()).containsExactly("v", "w");
    assertThat(SELF.output()).isEqualTo(OutputKind.RECONSTRUCTION);
    assertThat(SELF.outputs(7)).isEqualTo(7);
    assertThat(SELF.truth()).containsExactly("anomaly");
    assertThat(SELF.truthType()).isEqualTo(ElementType.INT32);
    assertThat(SELF.answers()).containsExactly("reconstruction_error");
  }

  @Test
  void every_target_is_judged_by_its_own_metric() {
    assertThat(CLASSES.primary().name()).isEqualTo("accuracy");
    assertThat(VALUES.primary().name()).isEqualTo("rmse");
    assertThat(SELF.primary().name()).isEqualTo("roc_auc");
    assertThat(new SelfTarget(null, 0.9).primary().name()).isEqualTo("reconstruction_error");
    assertThat(new SelfTarget(null, 0.9).truth()).isEmpty();
  }

  @Test
  void values_are_scaled_by_the_training_rows_and_back() {
    assertThat(VALUES.scaled(0, 14)).isEqualTo(2);
    assertThat(VALUES.unscaled(0, 2)).isEqualTo(14);
    assertThat(VALUES.scaled(1, -0.25f)).isEqualTo(-0.5f);
    assertThat(ValueTarget.unscaled(List.of("v")).scaled(0, 3)).isEqualTo(3);
  }

  @Test
  void a_place_that_asks_for_the_case_gets_its_own() {
    Target.Cases<Object> same =
        new Target.Cases<>() {
          @Override
          public Object classes(ClassTarget target) {
            return target;
          }

          @Override
          public Object values(ValueTarget target) {
            return target;
          }

          @Override
          public Object self(SelfTarget target) {
            return target;
          }
        };

    for (Target target : List.of(CLASSES, VALUES, SELF)) {
      assertThat(target.map(same)).isSameAs(target);
    }
  }

  @Test
  void targets_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> new ClassTarget("label", List.of()))
        .hasMessage("A target without classes");
    assertThatThrownBy(() -> new ValueTarget(List.of("v"), Floats.of(0), Floats.of(0)))
        .hasMessage("Means [0.0], deviations [0.0]");
    assertThatThrownBy(() -> new ValueTarget(List.of("v"), Floats.of(Float.NaN), Floats.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ValueTarget(List.of("v"), Floats.of(), Floats.of(1)))
        .hasMessage("[v], 0 means, 1 deviations");
    assertThatThrownBy(() -> ValueTarget.unscaled(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SelfTarget(null, 0)).hasMessage("A quantile of 0.0");
    assertThatThrownBy(() -> new SelfTarget(null, 1.01))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void names_are_copied() {
    List<String> names = new ArrayList<>(List.of("a", "b"));
    ClassTarget classes = new ClassTarget("label", names);
    ValueTarget values = ValueTarget.unscaled(names);

    names.clear();

    assertThat(classes.labels()).containsExactly("a", "b");
    assertThat(values.columns()).containsExactly("a", "b");
  }

  @Test
  void every_target_has_its_persisted_json_form() {
    assertJson(CLASSES, "{\"type\":\"classes\",\"column\":\"label\",\"labels\":[\"no\",\"yes\"]}");
    assertJson(
        VALUES,
        "{\"type\":\"values\",\"columns\":[\"v\",\"w\"],\"means\":[10.0,0.0],"
            + "\"deviations\":[2.0,0.5]}");
    assertJson(SELF, "{\"type\":\"self\",\"anomaly\":\"anomaly\",\"quantile\":0.99}");
    assertJson(new SelfTarget(null, 0.5), "{\"type\":\"self\",\"quantile\":0.5}");
  }

  private static void assertJson(Target target, String json) {
    assertThat(Json.text(target)).isEqualTo(json);
    assertThat(Json.read(json, Target.class, "test")).isEqualTo(target);
  }
}
