package io.edgeflow.core.graph;

import static io.edgeflow.core.graph.op.ConstantRole.BIAS;
import static io.edgeflow.core.graph.op.ConstantRole.OPERAND;
import static io.edgeflow.core.graph.op.ConstantRole.WEIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.op.Arrangement.Concat;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Pad;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Mul;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Elementwise.Relu6;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Normalization.Softmax;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Pooling.AvgPool2d;
import io.edgeflow.core.graph.op.Pooling.GlobalAvgPool;
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
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.GoldenFile;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The graph file, old and new: every operator, mask, ranges, preprocessing. */
class GraphFileGoldenTest {
  private static final String V1 = "graph-file.v1.safetensors";
  private static final String V2 = "graph-file.v2.safetensors";
  private static final String V3 = "graph-file.v3.safetensors";
  private static final String BRANCHES_V2 = "graph-file-branches.v2.safetensors";
  private static final String BRANCHES_V3 = "graph-file-branches.v3.safetensors";
  private static final String SERIES_V3 = "graph-file-series.v3.safetensors";

  @Test
  void version_3_is_written_to_the_byte() throws IOException {
    GoldenFile.assertWritten(V3, GraphFile.bytes(graph(preprocessing())));
    GoldenFile.assertWritten(BRANCHES_V3, GraphFile.bytes(branches()));
    GoldenFile.assertWritten(SERIES_V3, GraphFile.bytes(series()));
  }

  @Test
  void version_1_reads_to_its_value() {
    assertSame(GraphFile.read(GoldenFile.path(V1)), oldGraph());
  }

  @Test
  void version_2_reads_to_its_value() {
    assertSame(GraphFile.read(GoldenFile.path(V2)), graph(oldPreprocessing()));
    assertSame(GraphFile.read(GoldenFile.path(BRANCHES_V2)), branches());
  }

  @Test
  void version_3_reads_to_its_value() {
    assertSame(GraphFile.read(GoldenFile.path(V3)), graph(preprocessing()));
    assertSame(GraphFile.read(GoldenFile.path(BRANCHES_V3)), branches());
    assertSame(GraphFile.read(GoldenFile.path(SERIES_V3)), series());
  }

  private static void assertSame(ModelGraph read, ModelGraph expected) {
    assertThat(read.name()).isEqualTo(expected.name());
    assertThat(read.nodes()).isEqualTo(expected.nodes());
    assertThat(read.constants()).isEqualTo(expected.constants());
    assertThat(read.ranges()).isEqualTo(expected.ranges());
    assertThat(read.signature()).isEqualTo(expected.signature());
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
    byte[] newer = header("\\\"version\\\":3", "\\\"version\\\":4");

    assertThatThrownBy(() -> GraphFile.read(newer, "newer.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Unknown version of the graph file")
        .hasMessageContaining("found: version 4")
        .hasMessageContaining("limit: versions 1 to 3")
        .hasMessageContaining("newer.safetensors")
        .hasMessageContaining("remedy: ");
  }

  @Test
  void a_header_without_its_version_is_refused() throws IOException {
    byte[] without = header("\\\"version\\\":3,", "");

    assertThatThrownBy(() -> GraphFile.read(without, "without.safetensors"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("version");
  }

  private static byte[] header(String text, String replacement) throws IOException {
    return GraphFileBytes.header(GoldenFile.bytes(V3), text, replacement);
  }

  private static ModelGraph graph(Preprocessing preprocessing) {
    return new GraphBuilder("golden", Shape.batchOf(1, 4, 4))
        .apply("conv1", Conv2d.padded(1), Map.of(WEIGHT, masked(), BIAS, trainable(2)))
        .apply("norm1", new BatchNorm(1e-5f, 0.1f), normalization())
        .apply("relu1", new Relu())
        .apply("conv2", depthwise(), Map.of(WEIGHT, trainable(2, 1, 3, 2), BIAS, trainable(2)))
        .apply("pool1", new MaxPool2d(new Size(2, 1), new Size(2, 1)))
        .apply("flatten", new Flatten())
        .apply("dropout", new Dropout(0.25f))
        .apply("fc", new Linear(), Map.of(WEIGHT, trainable(3, 6), BIAS, frozen(3)))
        .apply("softmax", new Softmax())
        .build(new ClassTarget("label", List.of("left", "right", "ü")), preprocessing)
        .withRanges(
            Map.of("input", new ValueRange(0, 1), "relu1", new ValueRange(0, 1.5f), "fc", wide()));
  }

  /** The graph of version 1: running statistics had PyTorch's names. */
  private static ModelGraph oldGraph() {
    ModelGraph graph = graph(oldPreprocessing());
    Map<String, Constant> constants = new LinkedHashMap<>();
    graph.constants().forEach((name, constant) -> constants.put(oldName(name), constant));
    List<Node> nodes =
        graph.nodes().stream()
            .map(
                node -> {
                  Map<ConstantRole, String> names = new EnumMap<>(ConstantRole.class);
                  node.constants().forEach((role, name) -> names.put(role, oldName(name)));
                  return new Node(node.name(), node.op(), node.inputs(), names);
                })
            .toList();
    return new ModelGraph(graph.name(), nodes, constants, graph.ranges(), graph.signature());
  }

  private static String oldName(String name) {
    return Map.of("norm1.mean", "norm1.running_mean", "norm1.variance", "norm1.running_var")
        .getOrDefault(name, name);
  }

  /** What version 1 could not say: branches, several readers, operators without bias. */
  private static ModelGraph branches() {
    return new GraphBuilder("branches", Shape.batchOf(2, 4, 4))
        .apply("conv", Conv2d.padded(1), Map.of(WEIGHT, trainable(2, 2, 3, 3)))
        .apply("relu6", new Relu6())
        .from("relu6", "input")
        .apply("sum", new Add())
        .apply("scaled", new Mul(), Map.of(OPERAND, frozen(2, 1, 1)))
        .from("scaled", "conv")
        .apply("both", new Concat(1))
        .apply("padded", new Pad(List.of(0, 0, 1), List.of(0, 1, 0)))
        .apply("moved", Transpose.by(0, 2, 3, 1))
        .apply("back", Transpose.by(0, 3, 1, 2))
        .apply("mean", new AvgPool2d(Size.square(2), Size.square(1)))
        .apply("all", new GlobalAvgPool())
        .apply("vector", new Reshape(List.of(4)))
        .build(null, null);
  }

  private static ValueRange wide() {
    return new ValueRange(-3.25f, 0.1f);
  }

  private static Conv2d depthwise() {
    return new Conv2d(new Size(1, 2), new Pads(1, 2, 0, 1), new Size(1, 2), 2);
  }

  private static Constant trainable(int... dims) {
    return Constant.trainable(tensor(dims));
  }

  private static Constant frozen(int... dims) {
    return Constant.frozen(tensor(dims));
  }

  private static Map<ConstantRole, Constant> normalization() {
    return Map.of(
        ConstantRole.GAMMA, trainable(2),
        ConstantRole.BETA, trainable(2),
        ConstantRole.MEAN, Constant.buffer(tensor(2)),
        ConstantRole.VARIANCE, Constant.buffer(tensor(2)));
  }

  private static Constant masked() {
    byte[] mask = new byte[18];
    mask[0] = 1;
    mask[17] = 1;
    return Constant.trainable(tensor(2, 1, 3, 3))
        .withMask(Tensor.of(ElementType.UINT8, new int[] {2, 1, 3, 3}, mask));
  }

  private static Tensor tensor(int... dims) {
    float[] values = new float[IntStream.of(dims).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i + 1) / 8f;
    }
    return Tensor.of(dims, values);
  }

  /** What version 2 could not say: a series, and values. */
  private static ModelGraph series() {
    FeatureSpec window = FeatureSpec.series(2, 3);
    Preprocessing preprocessing =
        new Preprocessing(
            List.of("a0", "b0", "c0", "a1", "b1", "c1"), window, List.of(), window, List.of());
    ValueTarget target =
        new ValueTarget(List.of("v", "w"), Floats.of(1.5f, -2), Floats.of(0.1f, 3));
    return new GraphBuilder("series", window.shape())
        .apply("flatten", new Flatten())
        .apply("fc", new Linear(), Map.of(WEIGHT, trainable(2, 6), BIAS, trainable(2)))
        .build(target, preprocessing);
  }

  /** Up to version 2 every step was done before a sample was stored, the resizing last. */
  private static Preprocessing oldPreprocessing() {
    Preprocessing now = preprocessing();
    List<PreprocessStep> steps =
        List.of(now.prepare().get(0), now.scale().get(0), now.scale().get(1), now.prepare().get(1));
    return new Preprocessing(now.columns(), now.input(), steps, now.output(), List.of());
  }

  private static Preprocessing preprocessing() {
    ImageShape raw = new ImageShape(2, 2, 1);
    ImageShape input = new ImageShape(4, 4, 1);
    return new Preprocessing(
        List.of("a", "b", "c", "d"),
        FeatureSpec.image(raw),
        List.of(
            new PreprocessStep.ImputeMean(Floats.of(1f, 2f, 3f, 4.1f)),
            new PreprocessStep.Resize(raw, input)),
        FeatureSpec.image(input),
        List.of(
            new PreprocessStep.MinMax(Floats.of(0f), Floats.of(16f)),
            new PreprocessStep.Standardize(Floats.of(0.3f), Floats.of(0.25f))));
  }
}
