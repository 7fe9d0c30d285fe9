package io.edgeflow.formats.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  @Test
  void features_fit_that_have_the_samples_shape_behind_the_batch() {
    Tensor features = Tensor.of(new int[] {2, 3}, new float[6]);

    assertThatCode(() -> Features.require(features, new int[] {3}, "here"))
        .doesNotThrowAnyException();
  }

  @Test
  void another_shape_is_refused_with_what_is_wanted() {
    for (int[] sample : new int[][] {{2}, {3, 1}, {}}) {
      Tensor features = Tensor.of(new int[] {2, 3}, new float[6]);

      assertThatThrownBy(() -> Features.require(features, sample, "model m"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("FLOAT32[2, 3]")
          .hasMessageContaining("model m");
    }
    assertThatThrownBy(
            () ->
                Features.require(
                    Tensor.of(new int[] {1, 1}, new float[1]), new int[] {4, 5}, "model m"))
        .hasMessageContaining("FLOAT32 [batch, 4, 5]");
  }

  @Test
  void integers_are_refused() {
    Tensor integers = Tensor.of(ElementType.UINT8, new int[] {1, 3}, new byte[3]);

    assertThatThrownBy(() -> Features.require(integers, new int[] {3}, "here"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("UINT8");
  }

  @Test
  void images_lie_channels_last_and_vectors_as_they_are() {
    assertThat(Features.channelsLast(new int[] {3, 4, 5})).containsExactly(4, 5, 3);
    assertThat(Features.channelsLast(new int[] {7})).containsExactly(7);
    assertThat(Features.channelsLast(new int[] {7, 8})).containsExactly(7, 8);
  }

  @Test
  void channels_of_every_image_are_brought_to_the_front() {
    // Two images of one row: pixels (1, 10) and (2, 20), then (3, 30) and (4, 40).
    Tensor images = Tensor.of(new int[] {2, 1, 2, 2}, new float[] {1, 10, 2, 20, 3, 30, 4, 40});

    assertThat(floats(Features.toChannelsFirst(images, new int[] {2, 1, 2}, "here")))
        .containsExactly(1, 2, 10, 20, 3, 4, 30, 40);
  }

  @Test
  void images_of_one_channel_and_vectors_are_copied() {
    Tensor image = Tensor.of(new int[] {1, 2, 2, 1}, new float[] {1, 2, 3, 4});
    Tensor vector = Tensor.of(new int[] {1, 3}, new float[] {5, 6, 7});

    assertThat(floats(Features.toChannelsFirst(image, new int[] {1, 2, 2}, "here")))
        .containsExactly(1, 2, 3, 4);
    assertThat(floats(Features.toChannelsFirst(vector, new int[] {3}, "here")))
        .containsExactly(5, 6, 7);
  }

  @Test
  void an_image_that_lies_channels_first_is_refused() {
    Tensor image = Tensor.of(new int[] {1, 2, 3, 3}, new float[18]);

    assertThatThrownBy(() -> Features.toChannelsFirst(image, new int[] {2, 3, 3}, "here"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("[batch, 3, 3, 2]");
  }

  private static float[] floats(ByteBuffer bytes) {
    FloatBuffer floats = bytes.asFloatBuffer();
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }
}
