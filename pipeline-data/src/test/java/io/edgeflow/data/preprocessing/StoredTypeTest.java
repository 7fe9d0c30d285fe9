package io.edgeflow.data.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.data.preprocessing.Prepared.Recipe;
import io.edgeflow.data.table.FeatureConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredTypeTest {
  private static final int HEADER = 128;
  private static final Recipe IMAGES =
      Recipe.usual().with(FeatureConfig.defaults().withShape(2, 2, 1));

  @TempDir private Path temp;

  private Prepared prepare(Recipe recipe, String odd) {
    return Prepared.of(
        temp,
        recipe,
        1,
        2,
        Prepared.lines(
            "a,b,c,d,label",
            100,
            i ->
                "%d,%s,%d,255,%s"
                    .formatted(i, i == 50 ? odd : "7", 2 * i, i % 2 == 0 ? "x" : "y")));
  }

  @Test
  void eight_bit_images_take_a_byte_a_pixel_and_are_stored_once() {
    Prepared prepared = prepare(IMAGES, "0");

    assertThat(prepared.manifest().schema().raw().type()).isEqualTo(ElementType.UINT8);
    assertThat(prepared.manifest().train().raw())
        .extracting(Artifact::bytes)
        .containsExactly(HEADER + 70L * 4);
    assertThat(prepared.manifest().train().features()).isEqualTo(prepared.manifest().train().raw());
    assertThat(prepared.manifest().train().truths())
        .extracting(Artifact::bytes)
        .containsExactly(HEADER + 70L * Integer.BYTES);
    assertThat(prepared.manifest().preprocessing().prepare()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "256, INT16",
    "-1, INT16",
    "-32768, INT16",
    "32768, FLOAT32",
    "0.5, FLOAT32",
    "'', FLOAT32"
  })
  void one_value_of_one_row_decides_for_all(String odd, ElementType type) {
    Prepared prepared = prepare(IMAGES, odd);

    assertThat(prepared.manifest().schema().raw().type()).isEqualTo(type);
    assertThat(prepared.manifest().test().raw().get(0).bytes())
        .isEqualTo(HEADER + 16L * 4 * type.bytes());
  }

  @Test
  void a_quarantined_row_does_not_widen_the_others() {
    assertThat(prepare(IMAGES, "many").manifest().schema().raw().type())
        .isEqualTo(ElementType.UINT8);
  }

  @Test
  void resized_images_are_floats_that_are_prepared_once_and_scaled_in_batches() {
    Prepared prepared = prepare(IMAGES.with(IMAGES.features().withSize(4, 4)), "0");
    Dataset data = prepared.open();

    assertThat(data.schema().raw().type()).isEqualTo(ElementType.UINT8);
    assertThat(data.schema().features().type()).isEqualTo(ElementType.FLOAT32);
    assertThat(prepared.manifest().train().features())
        .extracting(Artifact::bytes)
        .containsExactly(HEADER + 70L * 16 * Float.BYTES);
    for (Split split : List.of(data.train(), data.validation(), data.test())) {
      IntStream.range(0, split.rows())
          .forEach(
              row ->
                  assertThat(split.features(row))
                      .isEqualTo(data.preprocessing().apply(split.raw(row))));
    }
  }
}
