package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final Tensor BYTES =
      Tensor.of(ElementType.INT8, new int[] {3}, new byte[] {1, 2, 3});
  private static final Tensor FLOATS = Tensor.of(new int[] {1, 2}, new float[] {0.5f, -1});

  @Test
  void tensors_lie_in_the_order_of_their_names_behind_a_padded_header() {
    byte[] file = Safetensors.write(Map.of("b", FLOATS, "a", BYTES), Map.of());

    String header = GraphFileBytes.json(file);
    assertThat(header.stripTrailing())
        .isEqualTo(
            "{\"a\":{\"data_offsets\":[0,3],\"dtype\":\"I8\",\"shape\":[3]},"
                + "\"b\":{\"data_offsets\":[3,11],\"dtype\":\"F32\",\"shape\":[1,2]}}");
    assertThat(header.length() % 8).isZero();
    assertThat(file).hasSize(8 + header.length() + 11);
    assertThat(Arrays.copyOfRange(file, 8 + header.length(), file.length))
        .containsExactly(1, 2, 3, 0, 0, 0, 0x3f, 0, 0, (byte) 0x80, (byte) 0xbf);
  }

  @Test
  void what_is_written_is_read_with_its_metadata() {
    Map<String, String> metadata = Map.of("k", "ü", "graph", "{}");
    byte[] file = Safetensors.write(Map.of("b", FLOATS, "a", BYTES), metadata);

    Safetensors.Content content = Safetensors.read(file, "test");

    assertThat(content.tensors()).isEqualTo(Map.of("a", BYTES, "b", FLOATS));
    assertThat(content.metadata()).isEqualTo(metadata);
  }

  @Test
  void headers_of_every_length_are_padded_to_eight_bytes() {
    for (int length = 1; length <= 16; length++) {
      byte[] file = Safetensors.write(Map.of("ü".repeat(length), BYTES), Map.of());

      assertThat((file.length - 3) % 8).isZero();
      assertThat(file.length).isLessThan(8 + 3 + 8 + 2 * length + 55);
      assertThat(Safetensors.read(file, "test").tensors()).containsKey("ü".repeat(length));
    }
  }

  @Test
  void the_order_of_the_map_does_not_matter() {
    Map<String, Tensor> one = new LinkedHashMap<>();
    one.put("a", BYTES);
    one.put("b", FLOATS);
    Map<String, Tensor> other = new LinkedHashMap<>();
    other.put("b", FLOATS);
    other.put("a", BYTES);

    assertThat(Safetensors.write(one, Map.of())).isEqualTo(Safetensors.write(other, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"0, too short", "7, too short", "8, header length 0", "9, header length 0"})
  void fewer_bytes_than_a_header_takes_are_refused(int size, String found) {
    assertDamaged(new byte[size], found);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 3, Long.MAX_VALUE})
  void a_header_that_is_not_there_is_refused_by_its_length(long length) {
    byte[] file = GraphFileBytes.container("{}", new byte[0]);
    ByteBuffer.wrap(file).putLong(0, Long.reverseBytes(length));

    assertDamaged(file, "header length " + length);
  }

  @Test
  void the_smallest_file_is_an_empty_header() {
    Safetensors.Content content =
        Safetensors.read(GraphFileBytes.container("{}", new byte[0]), "test");

    assertThat(content.tensors()).isEmpty();
    assertThat(content.metadata()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "[]", "\"F32\""})
  void an_entry_that_is_no_object_is_refused_by_name(String entry) {
    byte[] file = GraphFileBytes.container("{\"odd\":" + entry + "}", new byte[0]);

    assertDamaged(file, "entry odd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'dtype':'F32','shape':[2],'data_offsets':[0,4]",
        "'dtype':'F32','shape':[1],'data_offsets':[0,8]",
        "'dtype':'F32','shape':[-1,-1],'data_offsets':[0,4]",
        "'dtype':'F32','shape':[1.0],'data_offsets':[0,4]",
        "'dtype':'F32','shape':['1'],'data_offsets':[0,4]",
        "'dtype':'F32','shape':[null],'data_offsets':[0,4]",
        "'dtype':'F32','shape':[1],'data_offsets':[-4,0]",
        "'dtype':'F32','shape':[1],'data_offsets':[0]",
        "'dtype':'F32','shape':[1],'data_offsets':[0,4,8]",
        "'dtype':'F32','shape':[1],'data_offsets':null",
        "'dtype':'F32','shape':1,'data_offsets':[0,4]",
        "'dtype':null,'shape':[1],'data_offsets':[0,4]",
        "'dtype':'BF16','shape':[2],'data_offsets':[0,4]",
        "'dtype':'F32','shape':[536870912],'data_offsets':[0,2147483644]",
        "'dtype':'F32','shape':[4294967297,0],'data_offsets':[0,0]",
        "'dtype':'F32','shape':[2147483647,2147483647,2147483647],'data_offsets':[0,4]",
      })
  void a_tensor_whose_fields_do_not_fit_each_other_is_refused_by_name(String fields) {
    String header = ("{'odd':{" + fields + "}}").replace('\'', '"');
    byte[] file = GraphFileBytes.container(header, new byte[4]);

    assertThatThrownBy(() -> Safetensors.read(file, "some.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The tensor odd is damaged")
        .hasMessageContaining("where: some.safetensors");
  }

  static List<String> gaps() {
    String a = "{\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[%s]}";
    String b = ",\"b\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[%s]}}";
    return List.of(
        a.formatted("4,8") + "}",
        a.formatted("0,4") + "}",
        a.formatted("0,4") + b.formatted("0,4"),
        a.formatted("0,4") + b.formatted("3,7"),
        a.formatted("0,4") + b.formatted("8,12"));
  }

  @ParameterizedTest
  @MethodSource("gaps")
  void tensors_that_do_not_cover_the_data_byte_for_byte_are_refused(String header) {
    byte[] file = GraphFileBytes.container(header, new byte[8]);

    assertThatThrownBy(() -> Safetensors.read(file, "some.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a safetensors file")
        .hasMessageContaining("byte");
  }

  @Test
  void tensors_that_cover_the_data_are_read_in_any_order() {
    byte[] file =
        GraphFileBytes.container(
            "{\"b\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[4,8]},"
                + "\"empty\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]},"
                + "\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            new byte[] {1, 0, 0, 0, 2, 0, 0, 0});

    Safetensors.Content content = Safetensors.read(file, "test");

    assertThat(content.tensors().get("a").ints().get(0)).isEqualTo(1);
    assertThat(content.tensors().get("b").ints().get(0)).isEqualTo(2);
    assertThat(content.tensors().get("empty").size()).isZero();
  }

  private static void assertDamaged(byte[] file, String found) {
    assertThatThrownBy(() -> Safetensors.read(file, "some.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessage("Not a safetensors file\n  found: " + found + "\n  where: some.safetensors");
  }
}
