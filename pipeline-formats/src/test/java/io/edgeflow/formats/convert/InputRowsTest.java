package io.edgeflow.formats.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InputRowsTest {
  /** A model of one input whose own tensor has the given axes of the graph's. */
  private static ImportedModel model(List<Integer> axes, int... sample) {
    Shape shape = Shape.batchOf(sample);
    List<Integer> sizes =
        axes.stream().map(a -> a == 0 ? ForeignTensor.BATCH : a < 0 ? 1 : sample[a - 1]).toList();
    ForeignTensor tensor = new ForeignTensor("x", "float32", sizes, axes);
    return new ImportedModel(
        new GraphBuilder("model", shape).apply("y", new Relu()).build(null, null),
        List.of(tensor),
        List.of(tensor),
        GivenQuantization.NONE,
        List.of());
  }

  private static InputRows rows(ImportedModel model) {
    return new InputRows(model, 0, Normalization.USUAL);
  }

  private static float[] sample(InputRows input, List<Integer> dims, float... stored) {
    ByteBuffer elements =
        ByteBuffer.allocate(stored.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    elements.asFloatBuffer().put(stored);
    return input.layout(dims, "rows.npy").sample(elements, ElementType.FLOAT32, 0, "row 0");
  }

  @Test
  void channels_first_and_channels_last_are_told_apart_by_the_shape() {
    InputRows image = rows(model(List.of(0, 1, 2, 3), 2, 1, 3));

    // channel 0 is 1 2 3, channel 1 is 4 5 6; in memory the channels lie last
    assertThat(sample(image, List.of(2, 1, 3), 1, 2, 3, 4, 5, 6)).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(sample(image, List.of(1, 3, 2), 1, 4, 2, 5, 3, 6)).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void the_files_own_layout_is_known_too() {
    // the file has [features, 1, time, batch]
    InputRows series = rows(model(List.of(2, -1, 1, 0), 3, 2));

    assertThat(sample(series, List.of(2, 1, 3), 1, 2, 3, 4, 5, 6))
        .containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(sample(series, List.of(2, 3), 1, 2, 3, 4, 5, 6)).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(sample(series, List.of(3, 2), 1, 4, 2, 5, 3, 6)).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void a_shape_that_fits_two_layouts_is_refused_if_they_differ() {
    InputRows cube = rows(model(List.of(0, 1, 2, 3), 3, 3, 3));
    InputRows gray = rows(model(List.of(0, 1, 2, 3), 1, 3, 3));

    assertThatThrownBy(() -> cube.layout(List.of(3, 3, 3), "rows.npy"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("leaves open how they lie")
        .hasMessageContaining("rows.npy");
    assertThat(sample(gray, List.of(1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9)).hasSize(9);
    assertThat(sample(gray, List.of(3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9)).startsWith(1, 2, 3);
  }

  @Test
  void a_shape_that_fits_none_is_refused_with_those_that_do() {
    InputRows image = rows(model(List.of(0, 1, 2, 3), 2, 1, 3));

    assertThatThrownBy(() -> image.layout(List.of(6), "rows.npy"))
        .hasMessageContaining("rows of shape [6]")
        .hasMessageContaining("input x takes [2, 1, 3] or [1, 3, 2]")
        .hasMessageContaining("first axis counts the rows");
  }

  @Test
  void pixels_are_brought_to_1_and_normalized_by_channel() {
    Normalization torch = new Normalization(null, List.of(0.5, 0.25), List.of(0.5, 2.0));
    InputRows image = new InputRows(model(List.of(0, 1, 2, 3), 2, 1, 2), 0, torch);
    ByteBuffer pixels = ByteBuffer.wrap(new byte[] {0, (byte) 255, 51, (byte) 255});

    float[] sample =
        image.layout(List.of(1, 2, 2), "rows.npy").sample(pixels, ElementType.UINT8, 0, "row 0");

    assertThat(sample).containsExactly(-1, 0.375f, -0.6f, 0.375f);
  }

  @Test
  void floats_are_taken_as_they_are_unless_told_otherwise() {
    float[] given = {1, 300};
    new InputRows(model(List.of(0, 1), 2), 0, Normalization.USUAL).finish(given, false, "row");
    assertThat(given).containsExactly(1, 300);

    Normalization half = new Normalization(0.5, List.of(), List.of());
    new InputRows(model(List.of(0, 1), 2), 0, half).finish(given, false, "row");
    assertThat(given).containsExactly(0.5f, 150);
  }

  @Test
  void a_mean_of_another_number_of_channels_is_refused() {
    Normalization rgb = new Normalization(null, List.of(1.0, 2.0, 3.0), List.of());

    assertThatThrownBy(() -> new InputRows(model(List.of(0, 1, 2, 3), 1, 4, 4), 0, rgb))
        .hasMessageContaining("3 numbers, [1.0, 2.0, 3.0]")
        .hasMessageContaining("1 channel of input x")
        .hasMessageContaining("--mean");
    assertThatThrownBy(() -> new Normalization(null, List.of(), List.of(1.0, 0.0)))
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Normalization(0.0, List.of(), List.of()))
        .hasMessageContaining("--scale");
  }

  @Test
  void a_value_that_is_not_finite_is_refused_with_its_row() {
    InputRows vector = rows(model(List.of(0, 1), 2));

    assertThatThrownBy(() -> vector.finish(new float[] {1, Float.NaN}, false, "rows.npy, row 7"))
        .hasMessageContaining("not finite")
        .hasMessageContaining("rows.npy, row 7");
  }

  @ParameterizedTest
  @EnumSource
  void elements_of_every_type_are_numbers(ElementType type) {
    InputRows one = new InputRows(model(List.of(0, 1), 1), 0, unscaled());
    ByteBuffer element = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    switch (type) {
      case FLOAT32 -> element.putFloat(1);
      case FLOAT16 -> element.putShort((short) 0x3c00);
      default -> element.put((byte) 1);
    }

    assertThat(one.layout(List.of(1), "f").sample(element, type, 0, "f")).containsExactly(1);
  }

  private static Normalization unscaled() {
    return new Normalization(1.0, List.of(), List.of());
  }
}
