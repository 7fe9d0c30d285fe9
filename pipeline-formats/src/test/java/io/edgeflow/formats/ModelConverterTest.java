package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportOptions.Compatibility;
import io.edgeflow.core.artifact.ExportOptions.Ends;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.convert.Comparison;
import io.edgeflow.formats.convert.Conversion;
import io.edgeflow.formats.convert.ConvertOptions;
import io.edgeflow.formats.convert.Normalization;
import io.edgeflow.formats.convert.NpySamples;
import io.edgeflow.formats.convert.Samples;
import io.edgeflow.formats.onnx.OnnxCalibrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConverterTest {
  private static final ModelGraph GRAPH = Graphs.cnn(8, 1, 3);
  private static final int ROWS = 40;

  @TempDir private Path folder;
  private Path in;

  @BeforeEach
  void a_graph_file() {
    in = folder.resolve("model.safetensors");
    GraphFile.write(GRAPH, in);
  }

  private Path rows() throws IOException {
    Path file = folder.resolve("rows.npy");
    Tensor batch = new Graphs(7).batch(GRAPH, ROWS);
    try (NpyWriter writer = new NpyWriter(file, ElementType.FLOAT32, 1, 8, 8)) {
      for (int i = 0; i < ROWS; i++) {
        writer.append(batch.floatRow(i));
      }
    }
    return file;
  }

  private Conversion convert(String name, ConvertOptions options) {
    return ModelConverter.convert(in, folder.resolve(name), options);
  }

  private static ConvertOptions calibrated(Path rows) {
    return ConvertOptions.to(Precision.INT8).calibratedBy(NpySamples.of(rows, Normalization.USUAL));
  }

  @ParameterizedTest
  @EnumSource(names = "INT8", mode = EnumSource.Mode.EXCLUDE)
  void floats_are_written_as_the_exporter_writes_them(Precision precision) throws IOException {
    Conversion done = convert("out.tflite", ConvertOptions.to(precision));

    assertThat(folder.resolve("out.tflite"))
        .hasBinaryContent(ModelExporter.export(GRAPH, Format.TFLITE, precision));
    assertThat(done.toBytes()).isEqualTo(Files.size(folder.resolve("out.tflite")));
    assertThat(done.precision()).isEqualTo(precision.id());
    assertThat(done.comparison()).isNull();
  }

  @Test
  void rows_of_an_array_calibrate_as_a_batch_does() throws IOException {
    convert("out.onnx", calibrated(rows()));

    ModelGraph ranged;
    try (OnnxCalibrator calibrator = ModelExporter.calibrator(GRAPH)) {
      calibrator.observe(List.of(new Graphs(7).batch(GRAPH, ROWS)));
      ranged = GRAPH.withRanges(calibrator.ranges());
    }
    assertThat(folder.resolve("out.onnx"))
        .hasBinaryContent(ModelExporter.export(ranged, Format.ONNX, Precision.INT8));
  }

  @Test
  void int8_without_rows_is_refused_with_a_remedy_and_nothing_is_left() throws IOException {
    assertThatThrownBy(() -> convert("out.tflite", ConvertOptions.to(Precision.INT8)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("int8 needs rows to calibrate with")
        .hasMessageContaining("--calibrate");
    assertOnlyInput();
  }

  @Test
  void a_graph_file_whose_ranges_are_known_needs_no_rows() throws IOException {
    Conversion stored =
        convert(
            "ranged.safetensors",
            ConvertOptions.to(Precision.FP32)
                .calibratedBy(NpySamples.of(rows(), Normalization.USUAL)));
    in = folder.resolve("ranged.safetensors");

    convert("a.tflite", ConvertOptions.to(Precision.INT8));

    assertThat(stored.calibratedRows()).isEqualTo(ROWS);
    in = folder.resolve("model.safetensors");
    convert("b.tflite", calibrated(folder.resolve("rows.npy")));
    assertThat(folder.resolve("a.tflite")).hasSameBinaryContentAs(folder.resolve("b.tflite"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.onnx", "out.tflite", "out.safetensors"})
  void both_files_are_run_and_compared(String name) throws IOException {
    ConvertOptions options = calibrated(rows());
    if (name.endsWith("safetensors")) {
      options = ConvertOptions.to(Precision.FP32);
    }

    Comparison found = convert(name, options.compared(ConvertOptions.ANY_DIFFERENCE)).comparison();

    assertThat(found).isNotNull();
    assertThat(found.outputs()).hasSize(1);
    assertThat(found.from().runtime()).isEqualTo("Edgeflow reference");
    if (options.rows() == null) {
      assertThat(found.random()).isTrue();
      assertThat(found.rows()).isEqualTo(256);
      assertThat(found.outputs().get(0).sqnrDb()).isNull();
    } else {
      assertThat(found.random()).isFalse();
      assertThat(found.rows()).isEqualTo(ROWS);
      assertThat(found.outputs().get(0).sqnrDb()).isBetween(20.0, 60.0);
      assertThat(found.outputs().get(0).classes().count()).isEqualTo(10);
    }
  }

  @Test
  void too_large_a_difference_leaves_the_old_file_in_its_place() throws IOException {
    Path out = Files.writeString(folder.resolve("out.tflite"), "old");

    assertThatThrownBy(() -> convert("out.tflite", calibrated(rows()).compared(1e-6)))
        .hasMessageContaining("differ by more than they may")
        .hasMessageContaining("limit: 1.0E-6");
    assertThat(out).hasContent("old");
    convert("out.tflite", calibrated(folder.resolve("rows.npy")).compared(1e3));
    assertThat(Files.size(out)).isGreaterThan(1000);
  }

  @Test
  void what_makes_no_sense_is_refused_before_anything_is_read() throws IOException {
    in = folder.resolve("none.onnx");
    ConvertOptions floats = ConvertOptions.to(Precision.FP32);

    assertThatThrownBy(() -> convert("out.pb", floats))
        .hasMessageContaining(".safetensors, .onnx, .tflite");
    assertThatThrownBy(() -> convert("no/such/out.onnx", floats))
        .hasMessageContaining("There is no folder");
    assertThatThrownBy(() -> convert("out.safetensors", ConvertOptions.to(Precision.FP16)))
        .hasMessageContaining("A graph file holds 32-bit floats");
    ExportOptions ends = new ExportOptions(Ends.FLOAT, Compatibility.CURRENT);
    assertThatThrownBy(() -> convert("out.onnx", floats.exporting(ends)))
        .hasMessageContaining("--ends");
    assertThatThrownBy(() -> convert("out.onnx", floats)).hasMessageContaining("none.onnx");
    in = folder.resolve("model.safetensors");
    assertThatThrownBy(() -> convert("model.safetensors", floats))
        .hasMessageContaining("another file than the input");
    assertOnlyInput();
  }

  @Test
  void labels_go_into_the_file_of_as_many_scores() {
    List<String> names = Stream.iterate(0, i -> i < 10, i -> i + 1).map(i -> "c" + i).toList();

    convert("out.safetensors", ConvertOptions.to(Precision.FP32).labelled(names));

    assertThat(
            GraphFile.read(folder.resolve("out.safetensors")).signature().outputs().get(0).labels())
        .isEqualTo(names);
    assertThatThrownBy(
            () -> convert("x.onnx", ConvertOptions.to(Precision.FP32).labelled(List.of("one"))))
        .hasMessageContaining("1 labels")
        .hasMessageContaining("logits of shape [batch, 10]");
  }

  @Test
  void a_row_that_is_not_finite_is_named_and_the_output_is_not_written() throws IOException {
    Path file = folder.resolve("bad.npy");
    try (NpyWriter writer = new NpyWriter(file, ElementType.FLOAT32, 1, 8, 8)) {
      writer.append(new float[64]);
      float[] bad = new float[64];
      bad[5] = Float.NaN;
      writer.append(bad);
    }

    assertThatThrownBy(() -> convert("out.tflite", calibrated(file)))
        .hasMessageContaining("not finite")
        .hasMessageContaining("bad.npy, row 1");
    assertThat(folder.resolve("out.tflite")).doesNotExist();
  }

  @Test
  void files_of_rows_have_to_be_those_of_the_inputs() throws IOException {
    Samples.Source other = NpySamples.of(Map.of("pixels", rows()), Normalization.USUAL);

    assertThatThrownBy(
            () -> convert("o.onnx", ConvertOptions.to(Precision.INT8).calibratedBy(other)))
        .hasMessageContaining("files for [pixels]")
        .hasMessageContaining("inputs [input]");
  }

  @Test
  void a_model_of_two_inputs_is_calibrated_by_a_file_for_each() throws IOException {
    ModelGraph sum =
        new ModelGraph(
            "sum",
            List.of(new Node("sum", new Add(), List.of("left", "right"), Map.of())),
            Map.of(),
            Map.of(),
            new Signature(
                List.of(
                    new Signature.Input("left", Shape.batchOf(3), null),
                    new Signature.Input("right", Shape.batchOf(3), null)),
                List.of(new Signature.Output("sum", null))));
    GraphFile.write(sum, in);
    Path left = vectors("left.npy", 1, 2, 3);
    Path right = vectors("right.npy", -4, 0, 4);

    Conversion done =
        convert(
            "sum.tflite",
            ConvertOptions.to(Precision.INT8)
                .calibratedBy(
                    NpySamples.of(Map.of("left", left, "right", right), Normalization.USUAL))
                .compared(ConvertOptions.ANY_DIFFERENCE));

    assertThat(done.comparison().maxDifference()).isBetween(0.0, 0.1);
    assertThatThrownBy(
            () ->
                convert(
                    "x.tflite",
                    ConvertOptions.to(Precision.INT8)
                        .calibratedBy(NpySamples.of(left, Normalization.USUAL))))
        .hasMessageContaining("one file")
        .hasMessageContaining("inputs [left, right]")
        .hasMessageContaining("NAME=FILE.npy");
  }

  private Path vectors(String name, float... row) throws IOException {
    Path file = folder.resolve(name);
    try (NpyWriter writer = new NpyWriter(file, ElementType.FLOAT32, row.length)) {
      writer.append(row);
    }
    return file;
  }

  private void assertOnlyInput() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("model.safetensors"));
    }
  }
}
