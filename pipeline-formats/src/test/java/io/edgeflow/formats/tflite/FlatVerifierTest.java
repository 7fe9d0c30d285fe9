package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.formats.Golden;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

class FlatVerifierTest {
  private static final String OUTSIDE = "a distance that leads outside the file";

  private final ByteBuffer file = ByteBuffer.wrap(small()).order(ByteOrder.LITTLE_ENDIAN);
  private final int model = file.getInt(0);

  @ParameterizedTest
  @ValueSource(strings = {"arranged", "branches", "joins", "mobile", "resnet8"})
  void tensorflows_own_files_are_well_formed(String network) throws IOException {
    byte[] bytes = Files.readAllBytes(Golden.oracle("networks/" + network + "/tf_int8.tflite"));

    assertThatCode(() -> verify(bytes)).doesNotThrowAnyException();
  }

  @Test
  void a_file_cut_short_anywhere_is_refused() {
    for (int length = 0; length < file.limit() - 1; length++) {
      byte[] cut = Arrays.copyOf(file.array(), length);
      assertThatThrownBy(() -> verify(cut)).isInstanceOf(PipelineException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1 << 30, Integer.MIN_VALUE})
  void a_distance_that_leads_outside_is_refused(int distance) {
    file.putInt(0, distance);

    assertRefused(OUTSIDE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 30, -(1 << 30), Integer.MIN_VALUE})
  void a_table_whose_places_lie_outside_is_refused(int distance) {
    file.putInt(model, distance);

    assertRefused(OUTSIDE);
  }

  @Test
  void a_table_that_is_its_own_list_of_places_is_refused() {
    file.putInt(model, 0);

    assertRefused("a table without places");
  }

  @Test
  void a_table_larger_than_the_file_is_refused() {
    file.putShort(places() + Short.BYTES, (short) -1);

    assertRefused(OUTSIDE);
  }

  @Test
  void a_field_outside_its_table_is_refused() {
    file.putShort(places() + Integer.BYTES, file.getShort(places() + Short.BYTES));

    assertRefused("a field outside its table");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 1 << 20})
  void a_list_longer_than_the_file_is_refused(int length) {
    file.putInt(target(field(model, 4)), length);

    assertRefused(OUTSIDE);
  }

  @Test
  void a_name_that_is_no_text_is_refused() {
    int name = new String(file.array(), StandardCharsets.ISO_8859_1).indexOf("first");
    file.put(name, (byte) 0xFF);

    assertRefused("a text that is none");
  }

  @Test
  void an_operators_list_of_sizes_is_followed() {
    int graph = target(target(field(model, 2)) + Integer.BYTES);
    int operator = target(target(field(graph, 3)) + Integer.BYTES);
    int sizes = target(field(target(field(operator, 4)), 0));
    file.putInt(sizes, 1 << 20);

    assertRefused(OUTSIDE);
  }

  @Test
  void weights_behind_the_flatbuffer_are_refused() {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    builder.startTable(3);
    builder.addLong(1, 4096, 0);
    builder.addLong(2, 100, 0);
    byte[] bytes = withBuffers(builder, builder.endTable());

    assertThatThrownBy(() -> verify(bytes)).hasMessageContaining("weights behind the flatbuffer");
  }

  @Test
  void a_small_file_whose_parts_are_shared_to_look_large_is_refused() {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int name = builder.createString("n".repeat(1000));
    Tensor.startTensor(builder);
    Tensor.addName(builder, name);
    int tensor = Tensor.endTensor(builder);
    int[] tensors = new int[1000];
    Arrays.fill(tensors, tensor);
    int tensorTable = SubGraph.createTensorsVector(builder, tensors);
    SubGraph.startSubGraph(builder);
    SubGraph.addTensors(builder, tensorTable);
    int graph = SubGraph.endSubGraph(builder);
    int graphTable = Model.createSubgraphsVector(builder, new int[] {graph});
    Model.startModel(builder);
    Model.addSubgraphs(builder, graphTable);
    Model.finishModelBuffer(builder, Model.endModel(builder));

    assertThatThrownBy(() -> verify(builder.sizedByteArray()))
        .hasMessageContaining("shared more than a file has");
  }

  private static byte[] withBuffers(FlatBufferBuilder builder, int... buffers) {
    int bufferTable = Model.createBuffersVector(builder, buffers);
    Model.startModel(builder);
    Model.addBuffers(builder, bufferTable);
    Model.finishModelBuffer(builder, Model.endModel(builder));
    return builder.sizedByteArray();
  }

  private int places() {
    return model - file.getInt(model);
  }

  private int field(int table, int number) {
    return table + file.getShort(table - file.getInt(table) + Integer.BYTES + number * Short.BYTES);
  }

  private int target(int at) {
    return at + file.getInt(at);
  }

  private void assertRefused(String found) {
    assertThatThrownBy(() -> verify(file.array()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(found);
  }

  private static void verify(byte[] bytes) {
    FlatVerifier.verify(bytes, found -> PipelineException.failed("Bad").found(found).build());
  }

  private static byte[] small() {
    FlatFile file = new FlatFile();
    int x = file.activation("first", List.of(1, 2), TensorType.FLOAT32, null);
    int y = file.activation("second", List.of(1, 2), TensorType.FLOAT32, null);
    file.step(BuiltinOperator.RESHAPE, 1, List.of(x), y, TfliteOptions.reshape(List.of(1, 2)));
    return file.bytes(Map.of("x", x), Map.of("y", y), "test");
  }
}
