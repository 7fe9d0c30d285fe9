package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.inspect.ModelSummary;
import io.edgeflow.formats.inspect.ModelSummary.Layer;
import io.edgeflow.formats.inspect.ModelSummary.PeakMemory;
import io.edgeflow.formats.inspect.ModelSummary.Quantization;
import io.edgeflow.formats.inspect.Summaries;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.quant.GivenQuantization.GivenConstant;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ImportedModel.ForeignTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelInspectorTest {
  @TempDir private Path folder;

  private ModelSummary inspected(ModelGraph graph) {
    Path file = folder.resolve("model");
    GraphFile.write(graph, file);
    return ModelInspector.inspect(file);
  }

  @Test
  void a_layer_tells_shape_parameters_macs_and_its_part_of_the_file() throws IOException {
    ModelSummary summary = inspected(Graphs.cnn(8, 1, 3));

    Layer conv = summary.layers().get(3);
    long bytes = Files.size(folder.resolve("model"));
    assertThat(conv)
        .isEqualTo(
            new Layer(
                "conv2",
                "Conv2d",
                List.of("batch", 64, 4, 4),
                64 * 32 * 9 + 64,
                64 * 32 * 9 * 4 * 4,
                "float32",
                "float32",
                null,
                4 * (64 * 32 * 9 + 64),
                4.0 * (64 * 32 * 9 + 64) / bytes));
    assertThat(summary.fileBytes()).isEqualTo(bytes);
    assertThat(summary.format()).isEqualTo("graph");
    assertThat(summary.totals().parameters()).isEqualTo(Graphs.cnn(8, 1, 3).parameters());
    assertThat(summary.totals().macs()).isEqualTo(Graphs.cnn(8, 1, 3).macs());
    assertThat(summary.totals().weightBytes()).isBetween(bytes * 9 / 10, bytes);
    assertThat(summary.totals().floatIslands()).isEmpty();
  }

  @Test
  void inputs_and_outputs_are_told_with_type_and_labels() {
    ModelSummary summary = inspected(Graphs.cnn(8, 1, 3));

    assertThat(summary.inputs().get(0).shape()).containsExactly("batch", 1, 8, 8);
    assertThat(summary.inputs().get(0).type()).isEqualTo("float32");
    assertThat(summary.outputs().get(0).name()).isEqualTo("logits");
    assertThat(summary.outputs().get(0).labels()).startsWith("0", "1").hasSize(10);
  }

  @Test
  void the_peak_is_where_input_and_output_of_a_layer_take_most_and_a_relu_takes_nothing_more() {
    // conv1 reads 4·4 and gives 3·4·4; its ReLU writes over that; conv2 gives 2·4·4
    ModelGraph graph =
        new GraphBuilder("chain", Shape.batchOf(1, 4, 4))
            .apply("conv1", Conv2d.padded(1), new Graphs(1).layer(3, 1, 3, 3))
            .apply("relu1", new Relu())
            .apply("conv2", Conv2d.padded(1), new Graphs(2).layer(2, 3, 3, 3))
            .build(null, null);

    PeakMemory peak = inspected(graph).peak();

    assertThat(peak.bytes()).isEqualTo(4 * (3 * 16 + 2 * 16));
    assertThat(peak.layer()).isEqualTo("conv2");
    assertThat(peak.held()).containsExactly("relu1", "conv2");
  }

  @Test
  void what_a_shortcut_needs_later_is_held_meanwhile() {
    ModelGraph graph =
        new GraphBuilder("residual", Shape.batchOf(1, 4, 4))
            .apply("conv1", Conv2d.padded(1), new Graphs(1).layer(2, 1, 3, 3))
            .apply("relu1", new Relu())
            .apply("conv2", Conv2d.padded(1), new Graphs(2).layer(2, 2, 3, 3))
            .from("conv2", "relu1")
            .apply("sum", new Add())
            .build(null, null);

    PeakMemory peak = inspected(graph).peak();

    // conv2: relu1 is read by it and by the sum, conv1 is gone; the sum writes over conv2.
    assertThat(peak.bytes()).isEqualTo(4 * 2 * 32);
    assertThat(peak.layer()).isEqualTo("conv2");
  }

  @Test
  void a_batch_norm_takes_nothing_more_than_its_input() {
    ModelGraph graph =
        new GraphBuilder("norm", Shape.batchOf(1, 2, 2))
            .apply("a", Conv2d.padded(1), new Graphs(1).layer(4, 1, 3, 3))
            .apply(
                "norm",
                new BatchNorm(1e-5f, 0.1f),
                Map.of(
                    ConstantRole.GAMMA, ones(),
                    ConstantRole.BETA, ones(),
                    ConstantRole.MEAN, ones(),
                    ConstantRole.VARIANCE, ones()))
            .apply("b", Conv2d.padded(1), new Graphs(2).layer(1, 4, 3, 3))
            .build(null, null);

    assertThat(inspected(graph).peak().bytes()).isEqualTo(4 * (4 * 4 + 4));
  }

  private static Constant ones() {
    return Constant.frozen(Tensor.of(new int[] {4}, new float[] {1, 1, 1, 1}));
  }

  @Test
  void integers_are_told_with_their_scales_and_what_stays_in_floats_is_named() {
    ModelGraph graph =
        new GraphBuilder("mlp", Shape.batchOf(2))
            .apply("a", new Linear(), new Graphs(1).layer(3, 2))
            .apply("island", new Relu())
            .apply("b", new Linear(), new Graphs(2).layer(2, 3))
            .build(null, null);
    GivenQuantization given =
        new GivenQuantization(
            QuantScheme.TFLITE,
            Map.of(
                graph.signature().input(),
                new QuantParams(0.5f, 3),
                "a",
                new QuantParams(0.25f, -128),
                "b",
                new QuantParams(0.125f, 7)),
            Map.of(
                "a.weight", integers(3, 2, 3),
                "b.weight", integers(2, 3, 1)),
            Set.of("island"),
            true);
    ForeignTensor in = new ForeignTensor("x", "int8", List.of(-1, 2), List.of(0, 1));
    ForeignTensor out = new ForeignTensor("y", "int8", List.of(-1, 2), List.of(0, 1));
    ImportedModel model =
        new ImportedModel(graph, List.of(in), List.of(out), given, List.of("As it is."));

    ModelSummary summary = Summaries.of(model, "m.tflite", "tflite", 1000);

    assertThat(summary.layers().get(0).weights()).isEqualTo("int8 per channel");
    assertThat(summary.layers().get(2).weights()).isEqualTo("int8 per tensor");
    assertThat(summary.layers().get(0).numbers()).isEqualTo("int8");
    assertThat(summary.layers().get(0).output()).isEqualTo(new Quantization(0.25f, -128));
    // 6 integers, 3 scales, 3 biases in floats
    assertThat(summary.layers().get(0).bytes()).isEqualTo(6 + 12 + 12);
    assertThat(summary.layers().get(0).share()).isEqualTo(0.03);
    assertThat(summary.layers().get(1).numbers()).isEqualTo("float32");
    assertThat(summary.totals().floatIslands()).containsExactly("island");
    assertThat(summary.inputs().get(0).quantization()).isEqualTo(new Quantization(0.5f, 3));
    assertThat(summary.outputs().get(0).quantization()).isEqualTo(new Quantization(0.125f, 7));
    assertThat(summary.notes()).containsExactly("As it is.");
    // 3 integers are written anew as 3 floats, beside which the input's 2 integers are gone
    assertThat(summary.peak()).isEqualTo(new PeakMemory(3 + 12, "island", List.of("a", "island")));
  }

  private static GivenConstant integers(int rows, int columns, int scales) {
    return new GivenConstant(
        Tensor.of(ElementType.INT8, new int[] {rows, columns}, new byte[rows * columns]),
        Tensor.of(new int[] {scales}, new float[scales]),
        0);
  }

  @Test
  void a_constant_of_two_layers_is_counted_once() {
    ModelGraph twice =
        new ModelGraph(
            "tied",
            List.of(
                new Node("a", new Linear(), List.of("x"), Map.of(ConstantRole.WEIGHT, "w")),
                new Node("b", new Linear(), List.of("a"), Map.of(ConstantRole.WEIGHT, "w"))),
            Map.of("w", Constant.trainable(Tensor.of(new int[] {2, 2}, new float[4]))),
            Map.of(),
            Signature.of("x", Shape.batchOf(2), "b", null, null));

    ModelSummary summary = inspected(twice);

    assertThat(summary.totals().weightBytes()).isEqualTo(16);
    assertThat(summary.totals().parameters()).isEqualTo(4);
    assertThat(summary.layers().get(1).parameters()).isZero();
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path none = folder.resolve("none.onnx");

    assertThatThrownBy(() -> ModelInspector.inspect(none))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot read the model")
        .hasMessageContaining("none.onnx");
  }
}
