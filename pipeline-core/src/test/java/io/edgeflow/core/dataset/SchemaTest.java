package io.edgeflow.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.preprocess.ImageShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private static final ImageShape SHAPE = new ImageShape(1, 2, 1);

  @Test
  void columns_and_labels_are_copied() {
    List<String> columns = new ArrayList<>(List.of("a", "b"));
    List<String> labels = new ArrayList<>(List.of("no", "yes"));
    Schema schema = new Schema(columns, "label", labels, SHAPE, SHAPE);

    columns.clear();
    labels.clear();

    assertThat(schema.columns()).containsExactly("a", "b");
    assertThat(schema.labels()).containsExactly("no", "yes");
  }

  @Test
  void a_schema_survives_json() {
    Schema schema = new Schema(List.of("a", "b"), "label", List.of("no", "yes"), SHAPE, SHAPE);

    assertThat(Json.text(schema))
        .startsWith(
            "{\"columns\":[\"a\",\"b\"],\"label_column\":\"label\",\"labels\":[\"no\",\"yes\"],"
                + "\"raw_shape\":{\"height\":1,");
    assertThat(Json.read(Json.text(schema), Schema.class, "test")).isEqualTo(schema);
  }
}
