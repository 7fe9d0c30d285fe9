package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphBuilder.Part;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
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
