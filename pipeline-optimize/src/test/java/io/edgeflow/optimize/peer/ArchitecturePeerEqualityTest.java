package io.edgeflow.optimize.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.formats.QuantizedOperation;
import io.edgeflow.formats.Runtimes;
import io.edgeflow.formats.onnx.OnnxOperations;
import io.edgeflow.formats.tflite.TfliteOperations;
import io.edgeflow.formats.tflite.TfliteRuntime;
import io.edgeflow.formats.tflite.TfliteRuntime.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The architectures in their full sizes: our 8-bit files beside those that the peers' own tools
 * made of the same weights and ranges.
 */
class ArchitecturePeerEqualityTest {
  @TempDir Path folder;

  /** Not committed: what make_architectures.py reads. */
  @BeforeAll
  static void describe() throws IOException {
    for (PeerNetwork network : PeerNetwork.values()) {
      network.write(Path.of("target/peer_networks"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void int8_onnx_holds_the_numbers_and_gives_the_answers_of_onnx_runtimes_quantizer(
      PeerNetwork network) throws IOException {
    Path ours = export(network, "ort_ranges.json", Format.ONNX);
    List<QuantizedOperation> operations = OnnxOperations.of(ours);

    Path theirs = restore(network, "ort_int8", operations);

    assertThat(operations).containsExactlyInAnyOrderElementsOf(OnnxOperations.of(theirs));
    assertThat(answer(network, Runtimes.open(ours, Format.ONNX, 1)))
        .isEqualTo(answer(network, Runtimes.open(theirs, Format.ONNX, 1)));
  }

  @ParameterizedTest
  @EnumSource
  void int8_tflite_holds_the_numbers_and_gives_the_answers_of_tensorflows_converter(
      PeerNetwork network) throws IOException {
    Path ours = export(network, "tf_ranges.json", Format.TFLITE);
    List<QuantizedOperation> operations = TfliteOperations.of(ours);

    Path theirs = restore(network, "tf_int8", operations);

    assertThat(operations).containsExactlyInAnyOrderElementsOf(TfliteOperations.of(theirs));
    for (Kernels kernels : Kernels.values()) {
      assertThat(answer(network, TfliteRuntime.open(ours, 1, kernels)))
          .as("%s", kernels)
          .isEqualTo(answer(network, TfliteRuntime.open(theirs, 1, kernels)));
    }
  }

  /** What says the same of all samples would be equal by itself. */
  @ParameterizedTest
  @EnumSource
  void the_samples_have_different_answers(PeerNetwork network) throws IOException {
    Path ours = export(network, "tf_ranges.json", Format.TFLITE);

    float[] answers = answer(network, TfliteRuntime.open(ours, 1, Kernels.BUILT_IN)).toFloats();

    int size = answers.length / 8;
    assertThat(IntStream.range(0, 8).mapToObj(i -> answers[i * size]).distinct())
        .hasSizeGreaterThan(4);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESNET8", "DS_CNN", "MOBILENET_V1", "AUTOENCODER"})
  void int8_tflite_of_mlperf_tinys_networks_is_no_larger_than_tensorflows(PeerNetwork network)
      throws IOException {
    Path ours = export(network, "tf_ranges.json", Format.TFLITE);

    Path theirs = restore(network, "tf_int8", TfliteOperations.of(ours));

    assertThat(Files.size(ours)).isLessThanOrEqualTo(Files.size(theirs));
  }

  private Path restore(PeerNetwork network, String name, List<QuantizedOperation> ours)
      throws IOException {
    return PeerFile.restore(golden(network, name), ours, folder.resolve("theirs"));
  }

  private Path export(PeerNetwork network, String ranges, Format format) throws IOException {
    ModelGraph calibrated =
        network.graph().withRanges(Golden.ranges(Golden.oracle(golden(network, ranges))));
    return Files.write(
        folder.resolve("ours"), ModelExporter.export(calibrated, format, Precision.INT8));
  }

  private static Tensor answer(PeerNetwork network, Predictor predictor) {
    try (predictor) {
      return predictor.predict(network.samples());
    }
  }

  private static String golden(PeerNetwork network, String name) {
    return "architectures/" + network.id() + "/" + name;
  }
}
