package io.edgeflow.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final FeatureSpec PAIR = FeatureSpec.vector(2);
  private static final Target CLASSES = new ClassTarget("label", List.of("no", "yes"));

  @Test
  void columns_are_copied() {
    List<String> columns = new ArrayList<>(List.of("a", "b"));
    Schema schema = new Schema(columns, PAIR, PAIR, CLASSES);

    columns.clear();

    assertThat(schema.columns()).containsExactly("a", "b");
  }

  @Test
  void there_is_one_column_for_each_raw_value() {
    assertThatThrownBy(() -> new Schema(List.of("a"), PAIR, PAIR, CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 columns for vector [features 2]");
  }

  @Test
  void a_schema_of_any_target_survives_json() {
    for (Target target :
        List.of(CLASSES, ValueTarget.unscaled(List.of("v", "w")), new SelfTarget(null, 0.99))) {
      Schema schema = new Schema(List.of("a", "b"), PAIR.of(ElementType.UINT8), PAIR, target);

      assertThat(Json.read(Json.text(schema), Schema.class, "test")).isEqualTo(schema);
    }
  }

  @Test
  void the_json_form_names_kind_axes_element_type_and_target() {
    Schema schema = new Schema(List.of("a", "b"), PAIR.of(ElementType.UINT8), PAIR, CLASSES);

    assertThat(Json.text(schema))
        .isEqualTo(
            "{\"columns\":[\"a\",\"b\"],"
                + "\"raw\":{\"kind\":\"vector\",\"axes\":[{\"name\":\"features\",\"size\":2}],"
                + "\"type\":\"UINT8\"},"
                + "\"features\":{\"kind\":\"vector\",\"axes\":[{\"name\":\"features\",\"size\":2}],"
                + "\"type\":\"FLOAT32\"},"
                + "\"target\":{\"type\":\"classes\",\"column\":\"label\","
                + "\"labels\":[\"no\",\"yes\"]}}");
  }
}
