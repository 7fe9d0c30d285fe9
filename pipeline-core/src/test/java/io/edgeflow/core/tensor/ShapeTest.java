package io.edgeflow.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Dimension.Batch;
import io.edgeflow.core.tensor.Dimension.Fixed;
import io.edgeflow.core.tensor.Dimension.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
  private static final Shape SERIES = new Shape(List.of(new Batch(), new Time(), new Fixed(6)));

  @Test
  void a_shape_of_sizes_has_only_fixed_dimensions() {
    Shape shape = Shape.of(2, 3, 4);

    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.dimensions()).containsExactly(new Fixed(2), new Fixed(3), new Fixed(4));
  }

  @Test
  void a_batch_shape_starts_with_the_batch() {
    Shape shape = Shape.batchOf(3, 32, 16);

    assertThat(shape.rank()).isEqualTo(4);
    assertThat(shape.dimensions().get(0)).isEqualTo(new Batch());
    assertThat(shape).hasToString("[batch, 3, 32, 16]");
  }

  @Test
  void a_scalar_has_rank_zero_and_one_element() {
    assertThat(Shape.of().rank()).isZero();
    assertThat(Shape.of().elementsPerSample()).isEqualTo(1);
    assertThat(Shape.of().resolve(9, 9)).isEmpty();
  }

  @Test
  void the_dimensions_are_copied() {
    List<Dimension> dimensions = new ArrayList<>(List.of(new Fixed(2)));
    Shape shape = new Shape(dimensions);

    dimensions.add(new Fixed(3));

    assertThat(shape).isEqualTo(Shape.of(2));
  }

  @Test
  void fixed_gives_the_size_and_refuses_batch_and_time_by_name() {
    assertThat(Shape.of(2, 5).fixed(0)).isEqualTo(2);
    assertThat(SERIES.fixed(2)).isEqualTo(6);
    assertThatThrownBy(() -> SERIES.fixed(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Dimension 0 of [batch, time, 6] is not fixed");
    assertThatThrownBy(() -> SERIES.fixed(1)).hasMessageStartingWith("Dimension 1 of");
  }

  @Test
  void resolving_replaces_batch_and_time_each_by_its_own_number() {
    assertThat(SERIES.resolve(8, 100)).containsExactly(8, 100, 6);
    assertThat(Shape.of(2, 3).resolve(8, 100)).containsExactly(2, 3);
  }

  @Test
  void elements_per_sample_is_the_product_of_all_but_the_batch() {
    assertThat(Shape.batchOf(3, 32, 16).elementsPerSample()).isEqualTo(1536);
    assertThat(Shape.of(2, 5).elementsPerSample()).isEqualTo(10);
  }

  @Test
  void a_series_of_unknown_length_has_no_number_of_elements() {
    assertThatThrownBy(SERIES::elementsPerSample)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Dimension 1");
  }

  @Test
  void a_sample_beyond_32_bits_is_refused() {
    Shape huge = Shape.batchOf(1 << 16, 1 << 16);

    assertThatThrownBy(huge::elementsPerSample).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void json_parts_are_numbers_and_the_two_words() {
    assertThat(SERIES.toJson()).containsExactly("batch", "time", 6);
    assertThat(Shape.fromJson(List.of("batch", "time", 6))).isEqualTo(SERIES);
  }

  @Test
  void every_shape_survives_json() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      List<Dimension> dimensions = new ArrayList<>();
      for (int axis = random.nextInt(6); axis > 0; axis--) {
        dimensions.add(
            switch (random.nextInt(3)) {
              case 0 -> new Batch();
              case 1 -> new Time();
              default -> new Fixed(1 + random.nextInt(Integer.MAX_VALUE));
            });
      }
      Shape shape = new Shape(dimensions);

      String text = Json.text(shape.toJson());

      assertThat(Shape.fromJson(Json.read(text, List.class, "test"))).isEqualTo(shape);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[2.5]", "[4294967297]", "[\"channels\"]", "[true]", "[null]", "[0]"})
  void a_part_that_is_no_dimension_is_refused_and_not_rounded(String json) {
    List<?> parts = Json.read(json, List.class, "test");

    assertThatThrownBy(() -> Shape.fromJson(parts)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_refusal_names_the_part() {
    assertThatThrownBy(() -> Shape.fromJson(Arrays.asList("batch", "channels")))
        .hasMessage("Not a dimension: channels");
  }
}
