package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.HalfFloat;
import io.edgeflow.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTensorsTest {
  @TempDir Path outer;
  private Path folder;
  private StoredTensors tensors;

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectory(outer.resolve("models"));
    tensors = new StoredTensors(folder.resolve("model.onnx"));
  }

  @Test
  void floats_are_the_same_however_they_are_stored() {
    Tensor expected = Tensor.of(new int[] {2}, new float[] {1.5f, -2});
    ByteBuffer floats = little(8).putFloat(1.5f).putFloat(-2);
    ByteBuffer doubles = little(16).putDouble(1.5).putDouble(-2);
    ByteBuffer halves = little(4).putShort(HalfFloat.of(1.5f)).putShort(HalfFloat.of(-2));
    ByteBuffer brains =
        little(4)
            .putShort((short) (Float.floatToRawIntBits(1.5f) >> 16))
            .putShort((short) (Float.floatToRawIntBits(-2) >> 16));

    for (TensorProto.Builder stored :
        List.of(
            tensor(DataType.FLOAT_VALUE).setRawData(bytes(floats)),
            tensor(DataType.DOUBLE_VALUE).setRawData(bytes(doubles)),
            tensor(DataType.FLOAT16_VALUE).setRawData(bytes(halves)),
            tensor(DataType.BFLOAT16_VALUE).setRawData(bytes(brains)),
            tensor(DataType.FLOAT_VALUE).addFloatData(1.5f).addFloatData(-2),
            tensor(DataType.DOUBLE_VALUE).addDoubleData(1.5).addDoubleData(-2),
            tensor(DataType.FLOAT16_VALUE)
                .addInt32Data(HalfFloat.of(1.5f))
                .addInt32Data(HalfFloat.of(-2) & 0xffff))) {
      assertThat(tensors.read(stored.build())).isEqualTo(expected);
    }
  }

  @Test
  void whole_numbers_keep_their_type_however_they_are_stored() {
    ByteBuffer longs = little(16).putLong(3).putLong(-4);

    assertThat(longs(tensors.read(tensor(DataType.INT64_VALUE).setRawData(bytes(longs)).build())))
        .containsExactly(3, -4);
    assertThat(
            longs(
                tensors.read(
                    tensor(DataType.INT64_VALUE).addInt64Data(3).addInt64Data(-4).build())))
        .containsExactly(3, -4);
    assertThat(listed(DataType.INT32_VALUE)).isEqualTo(Tensor.of(new int[] {2}, new int[] {3, -4}));
    assertThat(listed(DataType.INT8_VALUE))
        .isEqualTo(Tensor.of(ElementType.INT8, new int[] {2}, new byte[] {3, -4}));
    assertThat(listed(DataType.UINT8_VALUE))
        .isEqualTo(Tensor.of(ElementType.UINT8, new int[] {2}, new byte[] {3, -4}));
    assertThat(listed(DataType.INT16_VALUE).type()).isEqualTo(ElementType.INT16);
    assertThat(listed(DataType.BOOL_VALUE).type()).isEqualTo(ElementType.BOOL);
  }

  @Test
  void a_number_without_axes_and_a_tensor_without_elements_are_read() {
    TensorProto one = Onnx.tensor("one", DataType.FLOAT_VALUE).addFloatData(7).build();
    TensorProto none = Onnx.tensor("none", DataType.FLOAT_VALUE, 0).build();

    assertThat(tensors.read(one)).isEqualTo(Tensor.of(new int[0], new float[] {7}));
    assertThat(tensors.read(none).size()).isZero();
  }

  @Test
  void a_size_that_the_file_does_not_hold_is_refused_before_anything_is_allocated() {
    for (long[] dims :
        new long[][] {
          {-1},
          {3},
          {1L << 31},
          {1L << 40},
          {Integer.MAX_VALUE},
          {1 << 30, 1 << 30, 1 << 30},
          {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 0},
          new long[1000]
        }) {
      for (TensorProto.Builder stored :
          List.of(
              Onnx.tensor("huge", DataType.FLOAT_VALUE, dims).addFloatData(1),
              Onnx.tensor("huge", DataType.FLOAT_VALUE, dims)
                  .setRawData(ByteString.copyFrom(new byte[4])))) {
        assertRefused(stored).hasMessageContaining("huge");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        DataType.STRING_VALUE,
        DataType.COMPLEX64_VALUE,
        DataType.FLOAT8E5M2_VALUE,
        DataType.INT4_VALUE,
        DataType.UINT64_VALUE,
        0,
        99
      })
  void other_element_types_are_refused_by_name(int type) {
    assertRefused(tensor(type)).hasMessageContaining(StoredType.word(type));
  }

  @Test
  void elements_beside_the_file_are_read() throws IOException {
    Files.createDirectory(folder.resolve("weights"));
    ByteBuffer content = little(20).putInt(0).putLong(3).putLong(-4);
    Files.write(folder.resolve("weights/data.bin"), array(content));

    Tensor read =
        tensors.read(
            external(DataType.INT64_VALUE, "location=weights/data.bin", "offset=4", "length=16"));

    assertThat(longs(read)).containsExactly(3, -4);
  }

  @Test
  void large_elements_beside_the_file_are_mapped() throws IOException {
    int count = 1 << 15;
    ByteBuffer content = little(count * Float.BYTES + 8);
    content.putFloat(8 + 4 * (count - 1), 5);
    Files.write(folder.resolve("data.bin"), array(content));
    TensorProto stored =
        Onnx.tensor("w", DataType.FLOAT_VALUE, count)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", "data.bin"))
            .addExternalData(entry("offset", "8"))
            .build();

    Tensor read = tensors.read(stored);

    assertThat(read.bytes()).isInstanceOf(java.nio.MappedByteBuffer.class);
    assertThat(read.floats().get(count - 1)).isEqualTo(5);
  }

  @Test
  void a_missing_file_of_elements_is_refused_by_name() {
    assertRefused(external(DataType.INT64_VALUE, "location=absent.bin").toBuilder())
        .hasMessageContaining("its file is missing")
        .hasMessageContaining("absent.bin")
        .hasMessageContaining("model.onnx, tensor w");
  }

  @Test
  void a_file_of_elements_outside_of_the_models_folder_is_refused() throws IOException {
    Path secret = Files.write(outer.resolve("secret.bin"), new byte[16]);
    Files.createSymbolicLink(folder.resolve("link.bin"), secret);
    Files.createSymbolicLink(folder.resolve("up"), outer);
    for (String location :
        List.of(
            "../secret.bin",
            "../models/../secret.bin",
            "up/secret.bin",
            "link.bin",
            secret.toString(),
            ".",
            "")) {
      assertRefused(external(DataType.INT64_VALUE, "location=" + location).toBuilder())
          .hasMessageContaining("not in the model's folder");
    }
    assertRefused(external(DataType.INT64_VALUE).toBuilder())
        .hasMessageContaining("not in the model's folder");
  }

  @Test
  void a_place_that_the_file_of_elements_has_not_is_refused() throws IOException {
    Files.write(folder.resolve("data.bin"), new byte[20]);
    for (String[] place :
        new String[][] {
          {"offset=5"},
          {"offset=" + Long.MAX_VALUE},
          {"offset=-1"},
          {"offset=x"},
          {"length=15"},
          {"length=99999999999"},
          {"length=-16"}
        }) {
      assertRefused(external(DataType.INT64_VALUE, "location=data.bin", place[0]).toBuilder())
          .hasMessageContaining("The elements of a tensor cannot be had");
    }
  }

  private AbstractThrowableAssert<?, ?> assertRefused(TensorProto.Builder stored) {
    TensorProto tensor = stored.build();
    return assertThatThrownBy(() -> tensors.read(tensor))
        .as("%s", tensor.getDimsCount() < 10 ? tensor : "many axes")
        .isInstanceOf(PipelineException.class);
  }

  private Tensor listed(int type) {
    return tensors.read(tensor(type).addInt32Data(3).addInt32Data(-4).build());
  }

  private static TensorProto external(int type, String... entries) {
    TensorProto.Builder stored = tensor(type).setDataLocation(TensorProto.DataLocation.EXTERNAL);
    for (String entry : entries) {
      int split = entry.indexOf('=');
      stored.addExternalData(entry(entry.substring(0, split), entry.substring(split + 1)));
    }
    return stored.build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static TensorProto.Builder tensor(int type) {
    return Onnx.tensor("w", type, 2);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteString bytes(ByteBuffer buffer) {
    return ByteString.copyFrom(array(buffer));
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  private static long[] longs(Tensor tensor) {
    assertThat(tensor.type()).isEqualTo(ElementType.INT64);
    long[] values = new long[tensor.size()];
    tensor.bytes().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
    return values;
  }
}
