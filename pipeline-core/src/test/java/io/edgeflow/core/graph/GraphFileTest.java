package io.edgeflow.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphFileTest {
  static ModelGraph small() {
    Tensor mask = Tensor.of(ElementType.UINT8, new int[] {2, 1, 3, 3}, new byte[18]);
    Constant masked =
        Constant.trainable(Tensor.of(new int[] {2, 1, 3, 3}, new float[18])).withMask(mask);
    Constant fc = Constant.trainable(Tensor.of(new int[] {3, 8}, new float[24]));
    Preprocessing preprocessing =
        new Preprocessing(
            List.of("a", "b", "c", "d"),
            FeatureSpec.image(new ImageShape(2, 2, 1)),
            List.of(new PreprocessStep.Resize(new ImageShape(2, 2, 1), new ImageShape(4, 4, 1))),
            FeatureSpec.image(new ImageShape(4, 4, 1)),
            List.of(
                new PreprocessStep.ImputeMean(Floats.of(1f, 2f, 3f, 4f)),
                new PreprocessStep.MinMax(Floats.of(0f), Floats.of(16f)),
                new PreprocessStep.Standardize(Floats.of(0.5f), Floats.of(0.25f))));
    return new GraphBuilder("small", Shape.batchOf(1, 4, 4))
        .apply(
            "conv",
            Conv2d.padded(1),
            Map.of(ConstantRole.WEIGHT, masked, ConstantRole.BIAS, bias(1, -1)))
        .apply("relu", new Relu())
        .apply("pool", new MaxPool2d(Size.square(2), Size.square(2)))
        .apply("flatten", new Flatten())
        .apply("drop", new Dropout(0.5f))
        .apply(
            "fc", new Linear(), Map.of(ConstantRole.WEIGHT, fc, ConstantRole.BIAS, bias(0, 0, 0)))
        .build(new ClassTarget("label", List.of("x", "y", "z")), preprocessing)
        .withRanges(Map.of("relu", new ValueRange(0, 1.5f)));
  }

  private static Constant bias(float... values) {
    return Constant.trainable(Tensor.of(new int[] {values.length}, values));
  }

  @Test
  void a_graph_that_is_written_and_read_gives_the_same_bytes_again() {
    byte[] first = GraphFile.bytes(small());

    ModelGraph read = GraphFile.read(first, "test");

    assertThat(GraphFile.bytes(read)).isEqualTo(first);
    assertThat(read.nodes()).isEqualTo(small().nodes());
    assertThat(read.constants()).isEqualTo(small().constants());
    assertThat(read.signature()).isEqualTo(small().signature());
    assertThat(read.ranges()).isEqualTo(small().ranges());
  }

  @Test
  void a_file_is_written_whole_and_read_again(@TempDir Path folder) {
    Path file = folder.resolve("new/model.graph");

    GraphFile.write(small(), file);

    assertThat(file).hasBinaryContent(GraphFile.bytes(small()));
    assertThat(GraphFile.bytes(GraphFile.read(file))).isEqualTo(GraphFile.bytes(small()));
  }

  @Test
  void the_weights_of_a_file_are_in_memory_once(@TempDir Path folder) {
    Path file = folder.resolve("large.graph");
    Constant weight = Constant.trainable(Constants.zeros(1024, 2048));
    GraphFile.write(
        new GraphBuilder("large", Shape.batchOf(2048))
            .apply("fc", new Linear(), Map.of(ConstantRole.WEIGHT, weight))
            .build(null, null),
        file);
    long before = directBytes();

    // A thread that has read or written nothing yet keeps no memory for it.
    ModelGraph read = CompletableFuture.supplyAsync(() -> GraphFile.read(file)).join();

    assertThat(directBytes() - before).isLessThan(12L << 20);
    assertThat(read.constant("fc.weight")).isEqualTo(weight);
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  @Test
  void a_file_that_is_not_there_is_named(@TempDir Path folder) {
    assertThatThrownBy(() -> GraphFile.read(folder.resolve("none.graph")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot read the model")
        .hasMessageContaining("none.graph");
  }

  @Test
  void weights_without_a_graph_are_no_graph_file() {
    byte[] weights = Safetensors.write(Map.of("w", Constants.zeros(2)), Map.of("format", "pt"));

    assertThatThrownBy(() -> GraphFile.read(weights, "weights.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Not a graph file: it has no edgeflow.graph")
        .hasMessageContaining("weights.safetensors")
        .hasMessageContaining("remedy: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fc.bias", "conv.weight", "conv.weight#mask"})
  void a_tensor_that_the_graph_names_must_be_there(String name) {
    Safetensors.Content content = Safetensors.read(GraphFile.bytes(small()), "test");
    Map<String, Tensor> fewer = new LinkedHashMap<>(content.tensors());
    assertThat(fewer.remove(name)).isNotNull();
    byte[] lacking = Safetensors.write(fewer, content.metadata());

    assertThatThrownBy(() -> GraphFile.read(lacking, "test"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("lacks the tensor " + name.replace("#mask", ""));
  }

  @Test
  void a_constant_without_a_mask_takes_none_from_the_file() {
    Safetensors.Content content = Safetensors.read(GraphFile.bytes(small()), "test");
    Map<String, Tensor> more = new LinkedHashMap<>(content.tensors());
    more.put("fc.bias#mask", Tensor.of(ElementType.UINT8, new int[] {3}, new byte[3]));
    byte[] file = Safetensors.write(more, content.metadata());

    assertThat(GraphFile.read(file, "test").constant("fc.bias").pruningMask()).isEmpty();
  }

  @Test
  void a_truncated_file_is_refused_by_name() {
    byte[] whole = GraphFile.bytes(small());
    byte[] half = Arrays.copyOf(whole, whole.length - 4);

    assertThatThrownBy(() -> GraphFile.read(half, "half.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("half.safetensors");
    assertThatThrownBy(
            () -> GraphFile.read("nonsense".getBytes(StandardCharsets.UTF_8), "nonsense"))
        .isInstanceOf(PipelineException.class);
  }
}
