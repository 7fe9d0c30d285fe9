package io.edgeflow.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.ImageShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaInferenceTest {
  private static TableColumns columns(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    return new TableColumns(names, "label", Optional.empty(), true);
  }

  private static FeatureConfig config(Optional<ImageShape> shape, List<Integer> size) {
    return new FeatureConfig("label", List.of(), List.of(), shape, size);
  }

  @Test
  void columns_are_a_square_of_one_channel_unless_told_otherwise() {
    Schema schema =
        SchemaInference.schema(
            config(Optional.empty(), List.of(4, 6)), columns(9), List.of("a", "b"));

    assertThat(schema.rawShape()).isEqualTo(new ImageShape(3, 3, 1));
    assertThat(schema.featureShape()).isEqualTo(new ImageShape(4, 6, 1));
  }

  @Test
  void a_declared_shape_keeps_its_channels() {
    ImageShape shape = new ImageShape(2, 2, 3);

    Schema schema =
        SchemaInference.schema(
            config(Optional.of(shape), List.of()), columns(12), List.of("a", "b"));

    assertThat(schema.featureShape()).isEqualTo(shape);
  }

  @Test
  void columns_that_form_no_image_are_an_error_with_a_remedy() {
    assertThatThrownBy(
            () ->
                SchemaInference.schema(config(Optional.empty(), List.of()), columns(5), List.of()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("5 columns")
        .hasMessageContaining("shape");
  }
}
