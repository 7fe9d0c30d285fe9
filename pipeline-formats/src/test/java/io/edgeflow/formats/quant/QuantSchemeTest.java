package io.edgeflow.formats.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantSchemeTest {
  @ParameterizedTest
  @CsvSource({"ORT_QDQ,ort_u8", "TFLITE,tf_s8"})
  void scale_and_zero_point_of_a_range_are_the_peers(QuantScheme scheme, String peer)
      throws IOException {
    List<?> cases = (List<?>) wrapped("range_cases.json").get("cases");
    for (Object entry : cases) {
      Map<?, ?> fields = (Map<?, ?>) entry;
      List<?> range = (List<?>) fields.get("range");
      List<?> expected = (List<?>) fields.get(peer);

      QuantParams found =
          scheme.activation(new ValueRange(number(range.get(0)), number(range.get(1))));

      assertThat(found)
          .as("%s of %s", scheme, range)
          .isEqualTo(new QuantParams(number(expected.get(0)), (int) number(expected.get(1))));
    }
    assertThat(cases).hasSizeGreaterThan(150);
  }

  @ParameterizedTest
  @CsvSource({"ORT_QDQ,ort", "TFLITE,tf"})
  void weights_and_biases_next_to_a_half_step_round_as_the_peers(QuantScheme scheme, String peer) {
    Map<String, Tensor> golden = Golden.tensors("dense_cases.safetensors");

    QuantizedLayer layer =
        scheme.layer(
            tensor(golden, "weight"), tensor(golden, "bias"), new QuantParams(1f / 128, 0), false);

    assertThat(layer.weightScale()).isEqualTo(tensor(golden, peer + ".weight_scale"));
    assertThat(layer.weight()).isEqualTo(tensor(golden, peer + ".weight"));
    assertThat(layer.biasScale()).isEqualTo(tensor(golden, peer + ".bias_scale"));
    assertThat(layer.bias()).isEqualTo(tensor(golden, peer + ".bias"));
  }

  @Test
  void a_hand_worked_layer() {
    Tensor weight = Tensor.of(new int[] {2, 2}, new float[] {1.27f, -0.635f, 0, 0});
    Tensor bias = Tensor.of(new int[] {2}, new float[] {0.5f, 0});

    QuantizedLayer layer = QuantScheme.ORT_QDQ.layer(weight, bias, new QuantParams(0.5f, 0), false);

    // 1.27 / 127 = 0.01; -0.635 / 0.01 = -63.5, to even -64; 0.5 / (0.5 * 0.01) = 100.
    assertThat(layer.weight().toBytes()).containsExactly(127, -64, 0, 0);
    assertThat(layer.weightScale().toFloats()).containsExactly(0.01f, 1);
    assertThat(layer.bias().ints().get(0)).isEqualTo(100);
  }

  @Test
  void one_scale_is_that_of_the_largest_weight_of_all_channels() {
    Tensor weight = Tensor.of(new int[] {2, 2}, new float[] {0.01f, -0.02f, 1.27f, 0});
    Tensor bias = Tensor.of(new int[] {2}, new float[] {0.5f, -0.25f});

    QuantizedLayer layer = QuantScheme.TFLITE.layer(weight, bias, new QuantParams(0.5f, 0), true);

    assertThat(layer.weight().toBytes()).containsExactly(1, -2, 127, 0);
    assertThat(layer.weightScale()).isEqualTo(Tensor.of(new int[0], new float[] {0.01f}));
    assertThat(layer.bias()).isEqualTo(Tensor.of(new int[] {2}, new int[] {100, -50}));
  }

  @Test
  void one_scale_is_widened_where_the_largest_bias_would_not_fit() {
    Tensor weight = Tensor.of(new int[] {2, 1}, new float[] {1e-6f, -1e-6f});
    Tensor bias = Tensor.of(new int[] {2}, new float[] {0, -1000});

    QuantizedLayer layer = QuantScheme.TFLITE.layer(weight, bias, new QuantParams(1e-6f, 0), true);

    assertThat(layer.biasScale().size()).isEqualTo(1);
    assertThat(layer.bias().ints().get(1) * (double) layer.biasScale().floats().get(0))
        .isCloseTo(-1000, within(1e-3));
  }

  private static Map<String, Object> wrapped(String file) throws IOException {
    return Json.readMap("{\"cases\":" + Files.readString(Golden.file(file)) + "}", file);
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static float number(Object value) {
    return ((Number) value).floatValue();
  }
}
