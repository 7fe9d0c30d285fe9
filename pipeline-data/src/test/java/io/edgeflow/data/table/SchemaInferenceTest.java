package io.edgeflow.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaInferenceTest {
  private static Schema schema(FeatureConfig config, int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    return SchemaInference.schema(
        config,
        new TableColumns(names, config.target(), TableColumns.Extra.NONE, List.of(), true),
        new ClassTarget("label", List.of("a", "b")));
  }

  @Test
  void a_table_without_a_shape_is_a_vector_even_of_a_square_number_of_columns() {
    Schema schema = schema(FeatureConfig.defaults(), 9);

    assertThat(schema.raw()).isEqualTo(FeatureSpec.vector(9));
    assertThat(schema.features()).isEqualTo(FeatureSpec.vector(9));
  }

  @Test
  void three_sizes_are_an_image_which_may_be_resized() {
    Schema schema = schema(FeatureConfig.defaults().withShape(2, 2, 3).withSize(4, 6), 12);

    assertThat(schema.raw()).isEqualTo(FeatureSpec.image(new ImageShape(2, 2, 3)));
    assertThat(schema.features()).isEqualTo(FeatureSpec.image(new ImageShape(4, 6, 3)));
  }

  @Test
  void two_sizes_are_a_series_and_one_a_vector() {
    assertThat(schema(FeatureConfig.defaults().withShape(4, 3), 12).features())
        .isEqualTo(FeatureSpec.series(4, 3));
    assertThat(schema(FeatureConfig.defaults().withShape(12), 12).features())
        .isEqualTo(FeatureSpec.vector(12));
  }

  @Test
  void columns_that_do_not_form_the_shape_are_an_error_with_a_remedy() {
    assertThatThrownBy(() -> schema(FeatureConfig.defaults().withShape(2, 3), 5))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("series")
        .hasMessageContaining("5 columns")
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("remedy: correct shape");
  }

  @Test
  void no_feature_column_at_all_is_an_error() {
    assertThatThrownBy(() -> schema(FeatureConfig.defaults(), 0))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("at least one");
  }
}
