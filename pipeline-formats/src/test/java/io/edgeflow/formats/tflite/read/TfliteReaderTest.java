package io.edgeflow.formats.tflite.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.ModelReader;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.read.ReadOptions.BatchAxis;
import io.edgeflow.formats.tflite.TfliteWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

class TfliteReaderTest {
  private static final byte[] WHOLE = TfliteWriter.write(Golden.tfliteCalibrated(), Precision.INT8);
  private static final Path FILE = Path.of("models", "model.tflite");

  @Test
  void labels_names_and_integers_of_our_own_files_are_read() {
    ImportedModel read = read(WHOLE);

    assertThat(read.graph().name()).isEqualTo("model");
    assertThat(read.graph().signature().input()).isEqualTo("input");
    assertThat(read.graph().signature().output()).isEqualTo("logits");
    assertThat(read.graph().signature().target()).isInstanceOf(ClassTarget.class);
    assertThat(read.graph().nodes()).extracting(node -> node.name()).contains("conv1", "relu1");
    assertThat(read.quantization().values()).containsKeys("input", "relu1", "logits");
    assertThat(read.quantization().constants()).containsKeys("conv1.weight", "conv1.bias");
    assertThat(read.graph().ranges().get("relu1").min()).isZero();
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void a_target_that_is_not_of_classes_is_read() {
    ValueTarget target = new ValueTarget(List.of("cm"), Floats.of(2f), Floats.of(0.5f));
    byte[] file =
        TfliteWriter.write(
            new GraphBuilder("values", Shape.batchOf(1)).apply("y", new Relu()).build(target, null),
            Precision.FP32);

    assertThat(read(file).graph().signature().target()).isEqualTo(target);
  }

  @Test
  void an_input_without_an_axis_for_samples_is_read_alone() {
    ModelT model = ModelT.deserializeFromBinary(relu(3));
    for (TensorT tensor : graph(model).getTensors()) {
      tensor.setShape(new int[] {3});
    }

    ImportedModel alone =
        TfliteReader.read(
            model.serializeToBinary(), FILE, new ReadOptions(Map.of(), BatchAxis.NONE));

    assertThat(alone.inputs().get(0).axes()).containsExactly(1);
    assertThat(alone.graph().signature().inputShape()).isEqualTo(Shape.batchOf(3));
  }

  @ParameterizedTest
  @CsvSource({"1, AUTO, 0 1", "4, AUTO, 0 1", "4, FIRST, 0 1", "4, NONE, 1 2", "1, NONE, 1 2"})
  void the_batch_lies_where_the_choice_says(int first, BatchAxis choice, String axes) {
    ModelT model = ModelT.deserializeFromBinary(relu(3));
    for (TensorT tensor : graph(model).getTensors()) {
      tensor.setShape(new int[] {first, 3});
    }

    ImportedModel read =
        TfliteReader.read(model.serializeToBinary(), FILE, new ReadOptions(Map.of(), choice));

    assertThat(read.inputs().get(0).axes())
        .isEqualTo(Arrays.stream(axes.split(" ", -1)).map(Integer::valueOf).toList());
  }

  @Test
  void a_size_that_the_file_leaves_open_is_asked_for_and_taken() {
    ModelT model = ModelT.deserializeFromBinary(relu(1));
    for (TensorT tensor : graph(model).getTensors()) {
      tensor.setShapeSignature(new int[] {-1, -1});
    }
    byte[] open = model.serializeToBinary();

    assertThatThrownBy(() -> read(open))
        .hasMessageContaining("leaves a size of an input open")
        .hasMessageContaining("--shape input=");
    assertThat(
            TfliteReader.read(
                    open, FILE, new ReadOptions(Map.of("input", List.of(1, 7)), BatchAxis.AUTO))
                .graph()
                .signature()
                .inputShape())
        .isEqualTo(Shape.batchOf(7));
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("version 2", "version 2", model -> model.setVersion(2)),
        damage(
            "two graphs",
            "2 graphs",
            model -> model.setSubgraphs(new SubGraphT[] {graph(model), graph(model)})),
        damage("output -1", "numbered -1", model -> graph(model).setOutputs(new int[] {-1})),
        damage("input 999", "numbered 999", model -> graph(model).setInputs(new int[] {999})),
        damage("no input", "no input", model -> graph(model).setInputs(new int[0])),
        damage(
            "an input that is a constant",
            "has its numbers already",
            model -> graph(model).setInputs(new int[] {constant(model)})),
        damage(
            "operators in a circle",
            "before it is computed",
            model -> {
              OperatorT first = graph(model).getOperators()[0];
              first.getInputs()[0] = graph(model).getOperators()[1].getOutputs()[0];
            }),
        damage(
            "operators out of order",
            "before it is computed",
            model -> Collections.reverse(Arrays.asList(graph(model).getOperators()))),
        damage(
            "a tensor given twice",
            "again",
            model ->
                graph(model)
                    .getOperators()[1]
                    .setOutputs(graph(model).getOperators()[0].getOutputs())),
        damage(
            "a weight that is not there",
            "with no input 1",
            model -> graph(model).getOperators()[0].getInputs()[1] = -1),
        damage(
            "a code that is not there",
            "of code 99",
            model -> graph(model).getOperators()[0].setOpcodeIndex(99)),
        damage(
            "no options",
            "no options of its kind",
            model -> graph(model).getOperators()[0].setBuiltinOptions(null)),
        damage("a scale of 0", "a scale of 0", model -> scale(model, 0)),
        damage("a scale that is no number", "a scale of NaN", model -> scale(model, Float.NaN)),
        damage("an infinite scale", "a scale of Infinity", model -> scale(model, 1f / 0)),
        damage(
            "a zero point of 128",
            "a zero point of 128",
            model -> tensor(model, 0).getQuantization().setZeroPoint(new long[] {128})),
        damage(
            "too few scales",
            "2 scales along axis 0",
            model -> {
              weight(model).getQuantization().setScale(new float[] {1, 1});
              weight(model).getQuantization().setZeroPoint(new long[2]);
            }),
        damage(
            "a dimension of 0",
            "a dimension of 0",
            model -> tensor(model, 0).setShape(new int[] {1, 0, 12, 1})),
        damage(
            "a tensor larger than any",
            "more than",
            model -> tensor(model, 0).setShape(new int[] {1, 1 << 30, 1 << 30, 1 << 30})),
        damage(
            "more bytes than elements",
            "bytes for",
            model -> weight(model).setShape(new int[] {8, 3, 3, 2})),
        damage(
            "an output of other sizes",
            "where its operator gives",
            model ->
                tensor(model, graph(model).getOperators()[0].getOutputs()[0])
                    .setShape(new int[] {1, 11, 12, 8})),
        damage(
            "an image of other sizes",
            "where its operator gives",
            model -> tensor(model, 0).setShape(new int[] {1, 9, 12, 1})),
        damage("buffer 999", "buffer numbered 999", model -> tensor(model, 2).setBuffer(999)),
        damage(
            "a constant of a type that is not read",
            "not read",
            model -> weight(model).setType(TensorType.INT16)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void a_damaged_file_is_refused_by_one_error_that_names_it(
      String name, String message, Consumer<ModelT> damage) {
    ModelT model = ModelT.deserializeFromBinary(WHOLE);
    damage.accept(model);

    assertThatThrownBy(() -> read(model.serializeToBinary()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(FILE.toString());
  }

  @Test
  void an_operator_without_an_equal_is_named_with_what_it_gives() {
    ModelT model = ModelT.deserializeFromBinary(relu(3));
    model.getOperatorCodes()[0].setBuiltinCode(BuiltinOperator.CUMSUM);

    assertThatThrownBy(() -> read(model.serializeToBinary()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("operator 0, CUMSUM, that gives tensor 1 (y)")
        .hasMessageContaining("docs/readable-operators.md");
  }

  @Test
  void a_custom_operator_is_named() {
    ModelT model = ModelT.deserializeFromBinary(relu(3));
    model.getOperatorCodes()[0].setBuiltinCode(BuiltinOperator.CUSTOM);
    model.getOperatorCodes()[0].setCustomCode("FlexErf");

    assertThatThrownBy(() -> read(model.serializeToBinary()))
        .hasMessageContaining("CUSTOM FlexErf");
  }

  @Test
  void the_old_field_of_an_operators_code_is_read_too() {
    ModelT model = ModelT.deserializeFromBinary(relu(3));
    model.getOperatorCodes()[0].setBuiltinCode(0);

    assertThat(read(model.serializeToBinary()).graph().nodes().get(0).op()).isEqualTo(new Relu());
  }

  @Test
  void a_file_cut_short_anywhere_is_refused() {
    for (int length = 0; length < WHOLE.length - 600; length += 53) {
      byte[] cut = Arrays.copyOf(WHOLE, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(PipelineException.class);
    }
  }

  @Test
  void a_missing_file_is_refused() {
    assertThatThrownBy(() -> ModelReader.read(Path.of("no.tflite"), ReadOptions.DEFAULTS))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no.tflite");
  }

  private static ImportedModel read(byte[] bytes) {
    return TfliteReader.read(bytes, FILE, ReadOptions.DEFAULTS);
  }

  /** A file of one operator on a vector. */
  private static byte[] relu(int features) {
    return TfliteWriter.write(
        new GraphBuilder("relu", Shape.batchOf(features)).apply("y", new Relu()).build(null, null),
        Precision.FP32);
  }

  private static Arguments damage(String name, String message, Consumer<ModelT> damage) {
    return Arguments.of(name, message, damage);
  }

  private static SubGraphT graph(ModelT model) {
    return model.getSubgraphs()[0];
  }

  private static TensorT tensor(ModelT model, int index) {
    return graph(model).getTensors()[index];
  }

  private static TensorT weight(ModelT model) {
    return tensor(model, constant(model));
  }

  private static int constant(ModelT model) {
    return graph(model).getOperators()[0].getInputs()[1];
  }

  private static void scale(ModelT model, float scale) {
    tensor(model, 0).getQuantization().setScale(new float[] {scale});
  }
}
