package io.edgeflow.core.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.sample.FeatureSpec.Axis;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureSpecTest {
  private static final FeatureSpec IMAGE = FeatureSpec.image(new ImageShape(4, 5, 3));
  private static final FeatureSpec SERIES = FeatureSpec.series(7, 2);
  private static final FeatureSpec VECTOR = FeatureSpec.vector(6);

  @Test
  void axes_are_named_in_memory_order() {
    assertThat(IMAGE.axes())
        .containsExactly(new Axis("height", 4), new Axis("width", 5), new Axis("channels", 3));
    assertThat(SERIES.axes()).containsExactly(new Axis("time", 7), new Axis("features", 2));
    assertThat(VECTOR.axes()).containsExactly(new Axis("features", 6));
  }

  @Test
  void size_and_channels_follow_the_axes() {
    assertThat(IMAGE.size()).isEqualTo(60);
    assertThat(IMAGE.channels()).isEqualTo(3);
    assertThat(SERIES.size()).isEqualTo(14);
    assertThat(SERIES.channels()).isEqualTo(2);
    assertThat(VECTOR.size()).isEqualTo(6);
    assertThat(VECTOR.channels()).isEqualTo(6);
  }

  @Test
  void a_batch_has_its_rows_first_and_images_are_channels_first_in_a_graph_only() {
    assertThat(IMAGE.dims(9)).containsExactly(9, 4, 5, 3);
    assertThat(IMAGE.shape()).isEqualTo(Shape.batchOf(3, 4, 5));
    assertThat(SERIES.dims(9)).containsExactly(9, 7, 2);
    assertThat(SERIES.shape()).isEqualTo(Shape.batchOf(7, 2));
    assertThat(VECTOR.dims(9)).containsExactly(9, 6);
    assertThat(VECTOR.shape()).isEqualTo(Shape.batchOf(6));
  }

  @Test
  void only_an_image_is_one() {
    assertThat(IMAGE.image()).isEqualTo(new ImageShape(4, 5, 3));
    assertThatThrownBy(SERIES::image)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No image: series [time 7, features 2]");
  }

  @Test
  void the_element_type_is_no_part_of_the_axes() {
    FeatureSpec bytes = VECTOR.of(ElementType.UINT8);

    assertThat(bytes).isNotEqualTo(VECTOR);
    assertThat(bytes.sameAxes(VECTOR)).isTrue();
    assertThat(bytes.sameAxes(FeatureSpec.vector(5))).isFalse();
    assertThat(SERIES.sameAxes(VECTOR)).isFalse();
  }

  @Test
  void axes_of_another_kind_and_empty_axes_are_refused() {
    List<Axis> height = List.of(new Axis("height", 1));

    assertThatThrownBy(() -> new FeatureSpec(FeatureKind.VECTOR, height, ElementType.FLOAT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vector of [height], not [features]");
    assertThatThrownBy(() -> FeatureSpec.of(FeatureKind.SERIES, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series of 1 axes");
    assertThatThrownBy(() -> FeatureSpec.vector(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An axis features of 0");
    assertThatThrownBy(() -> FeatureSpec.series(1 << 16, 1 << 16))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @EnumSource
  void a_kind_is_found_by_its_id_and_by_the_number_of_its_axes(FeatureKind kind) {
    assertThat(FeatureKind.of(kind.id())).isEqualTo(kind);
    assertThat(FeatureKind.ofRank(kind.axes().size())).isEqualTo(kind);
  }

  @Test
  void a_kind_that_nobody_knows_is_refused() {
    assertThatThrownBy(() -> FeatureKind.of("video")).hasMessage("No kind of sample video");
    assertThatThrownBy(() -> FeatureKind.ofRank(4)).hasMessage("No kind of sample has 4 axes");
  }

  @Test
  void a_spec_survives_json() {
    for (FeatureSpec spec : List.of(IMAGE, SERIES.of(ElementType.INT16), VECTOR)) {
      assertThat(Json.read(Json.text(spec), FeatureSpec.class, "test")).isEqualTo(spec);
    }
  }
}
