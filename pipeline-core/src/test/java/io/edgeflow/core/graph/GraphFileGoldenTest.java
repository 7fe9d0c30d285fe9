package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphBuilder.Part;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The graph file as the first version wrote it: every operator, mask, ranges, preprocessing. */
class GraphFileGoldenTest {
  private static final String V1 = "graph-file.v1.safetensors";

  @Test
  void version_1_is_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(V1, GraphFile.bytes(graph()));
  }

  @Test
  void version_1_reads_to_its_value() {
    ModelGraph read = GraphFile.read(GoldenFile.path(V1));

    assertThat(read.name()).isEqualTo("golden");
    assertThat(read.nodes()).isEqualTo(graph().nodes());
    assertThat(read.constants()).isEqualTo(graph().constants());
    assertThat(read.ranges()).isEqualTo(graph().ranges());
    assertThat(read.signature()).isEqualTo(graph().signature());
  }

  @Test
  void an_unknown_field_of_the_header_is_refused_by_name() throws IOException {
    byte[] later = header("\\\"nodes\\\"", "\\\"from_the_future\\\":1,\\\"nodes\\\"");

    assertThatThrownBy(() -> GraphFile.read(later, "later.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a valid graph file")
        .hasMessageContaining("from_the_future")
        .hasMessageContaining("later.safetensors");
  }

  @Test
  void a_newer_version_is_refused_by_name() throws IOException {
    byte[] newer = header("\\\"version\\\":1", "\\\"version\\\":2");

    assertThatThrownBy(() -> GraphFile.read(newer, "newer.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Unknown version of the graph file")
        .hasMessageContaining("found: version 2")
        .hasMessageContaining("limit: version 1")
        .hasMessageContaining("newer.safetensors")
        .hasMessageContaining("remedy: ");
  }

  @Test
  void a_header_without_its_version_is_refused() throws IOException {
    byte[] without = header("\\\"version\\\":1,", "");

    assertThatThrownBy(() -> GraphFile.read(without, "without.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("version");
  }

  /** The golden file with a text of its header replaced. */
  private static byte[] header(String text, String replacement) throws IOException {
    ByteBuffer golden = ByteBuffer.wrap(GoldenFile.bytes(V1)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[(int) golden.getLong()];
    golden.get(json);
    String old = new String(json, StandardCharsets.UTF_8);
    assertThat(old).contains(text);
    byte[] changed = old.replace(text, replacement).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + changed.length + golden.remaining())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(changed.length)
        .put(changed)
        .put(golden)
        .array();
  }

  private static ModelGraph graph() {
    return new GraphBuilder("golden", Shape.batchOf(1, 4, 4))
        .apply("conv1", Op.Conv2d.padded(1), part("weight", masked()), trainable("bias", 2))
        .apply("norm1", new Op.BatchNorm(1e-5f, 0.1f), normalization())
        .apply("relu1", new Op.Relu())
        .apply("conv2", depthwise(), trainable("weight", 2, 1, 3, 2), trainable("bias", 2))
        .apply("pool1", new Op.MaxPool2d(new Op.Size(2, 1), new Op.Size(2, 1)))
        .apply("flatten", new Op.Flatten())
        .apply("dropout", new Op.Dropout(0.25f))
        .apply("fc", new Op.Linear(), trainable("weight", 3, 6), part("bias", frozen()))
        .apply("softmax", new Op.Softmax())
        .build(List.of("left", "right", "ü"), preprocessing())
        .withRanges(
            Map.of("input", new ValueRange(0, 1), "relu1", new ValueRange(0, 1.5f), "fc", wide()));
  }

  private static ValueRange wide() {
    return new ValueRange(-3.25f, 0.1f);
  }

  private static Op.Conv2d depthwise() {
    return new Op.Conv2d(new Op.Size(1, 2), new Op.Pads(1, 2, 0, 1), new Op.Size(1, 2), 2);
  }

  private static Part part(String name, Constant constant) {
    return new Part(name, constant);
  }

  private static Part trainable(String name, int... dims) {
    return new Part(name, Constant.trainable(tensor(dims)));
  }

  private static Part[] normalization() {
    return new Part[] {
      trainable("gamma", 2),
      trainable("beta", 2),
      new Part("running_mean", Constant.buffer(tensor(2))),
      new Part("running_var", Constant.buffer(tensor(2))),
    };
  }

  private static Constant masked() {
    byte[] mask = new byte[18];
    mask[0] = 1;
    mask[17] = 1;
    return Constant.trainable(tensor(2, 1, 3, 3))
        .withMask(Tensor.of(ElementType.UINT8, new int[] {2, 1, 3, 3}, mask));
  }

  private static Constant frozen() {
    return new Constant(tensor(3), Constant.Role.FROZEN, null);
  }

  private static Tensor tensor(int... dims) {
    float[] values = new float[IntStream.of(dims).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i + 1) / 8f;
    }
    return Tensor.of(dims, values);
  }

  private static Preprocessing preprocessing() {
    ImageShape raw = new ImageShape(2, 2, 1);
    ImageShape input = new ImageShape(4, 4, 1);
    return new Preprocessing(
        List.of("a", "b", "c", "d"),
        raw,
        input,
        List.of(
            new PreprocessStep.ImputeMean(List.of(1f, 2f, 3f, 4.1f)),
            new PreprocessStep.MinMax(List.of(0f), List.of(16f)),
            new PreprocessStep.Standardize(List.of(0.3f), List.of(0.25f)),
            new PreprocessStep.Resize(raw, input)));
  }
}
