package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.RandomGraphs;
import io.edgeflow.formats.lower.Lowering;
import io.edgeflow.formats.onnx.OnnxCalibrator;
import io.edgeflow.formats.tflite.TfliteWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ranges beside those of the peers' own calibrators, and of the reference runtime. */
class CalibrationTest {
  /**
   * Operands that LiteRT writes the sum over, by the sum: TensorFlow's calibrator looks at them
   * before and again behind the sum, and so gives both ranges together.
   */
  private static final Map<String, String> WRITTEN_OVER =
      Map.of(
          "narrow", "sum",
          "block1_conv2_norm", "block1_relu2",
          "block3_shortcut", "block3_relu2");

  /** Random graphs add up terms that cancel: floats are that far from doubles. */
  private static final double CANCELLED = 5e-6;

  private static List<String> networks() {
    return List.of("resnet8", "mobile", "branches", "joins", "arranged");
  }

  @ParameterizedTest
  @MethodSource("networks")
  void ranges_are_those_of_onnx_runtimes_quantizer(String network) {
    Map<String, ValueRange> theirs = Golden.ranges(file(network, "ort_ranges.json"));

    Map<String, ValueRange> ours = calibrated(network);

    assertThat(theirs).containsKeys(ours.keySet().toArray(String[]::new));
    assertThat(differences(ours, theirs)).allSatisfy((tensor, d) -> assertThat(d).isLessThan(1e-6));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void ranges_are_those_of_tensorflows_converter(String network) {
    Map<String, ValueRange> ours = calibrated(network);
    ours.keySet().retainAll(TfliteWriter.ranged(Lowering.folded(graph(network))));

    Map<String, ValueRange> theirs = Golden.ranges(file(network, "tf_ranges.json"));
    WRITTEN_OVER.forEach(
        (operand, sum) -> ours.computeIfPresent(operand, (n, r) -> r.union(range(theirs, sum))));

    assertThat(theirs).containsKeys(ours.keySet().toArray(String[]::new));
    assertThat(differences(ours, theirs)).allSatisfy((tensor, d) -> assertThat(d).isLessThan(1e-5));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void ranges_are_the_references(String network) {
    ModelGraph graph = graph(network);
    Tensor rows = Golden.array(file(network, "calib.npy"));

    Map<String, ValueRange> reference = Graphs.calibrated(graph, rows).ranges();

    assertThat(differences(calibrated(network), reference))
        .allSatisfy((tensor, d) -> assertThat(d).isLessThan(1e-6));
  }

  @Test
  void ranges_of_random_graphs_are_the_references() {
    Map<String, Double> found = new TreeMap<>();
    RandomGraphs.numbers()
        .forEach(
            number -> {
              ModelGraph graph = RandomGraphs.graph(number);
              Tensor batch = RandomGraphs.batch(number);
              Map<String, ValueRange> reference = Graphs.calibrated(graph, batch).ranges();
              differences(ranges(graph, batch, 1), reference)
                  .forEach((tensor, d) -> found.put(number + " " + tensor, d));
            });

    int tensors = found.size();
    found.values().removeIf(difference -> difference < 1e-6);
    assertThat(found).hasSizeLessThan(tensors / 1000);
    assertThat(found).allSatisfy((tensor, d) -> assertThat(d).isLessThan(CANCELLED));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void ranges_do_not_depend_on_the_batches(String network) {
    ModelGraph graph = graph(network);
    Tensor rows = Golden.array(file(network, "calib.npy"));
    Map<String, ValueRange> expected = ranges(graph, rows, 64);

    for (int batch : new int[] {1, 5, 32}) {
      assertThat(ranges(graph, rows, batch)).as("batches of %d", batch).isEqualTo(expected);
    }
  }

  private static Map<String, ValueRange> calibrated(String network) {
    return ranges(graph(network), Golden.array(file(network, "calib.npy")), 32);
  }

  private static Map<String, ValueRange> ranges(ModelGraph graph, Tensor rows, int batch) {
    try (OnnxCalibrator calibrator = ModelExporter.calibrator(graph)) {
      for (int from = 0; from < rows.dim(0); from += batch) {
        calibrator.observe(List.of(slice(rows, from, Math.min(from + batch, rows.dim(0)))));
      }
      return calibrator.ranges();
    }
  }

  private static Tensor slice(Tensor rows, int from, int to) {
    int[] dims = rows.dims();
    int each = rows.size() / dims[0];
    float[] values = new float[(to - from) * each];
    rows.floats().get(from * each, values);
    dims[0] = to - from;
    return Tensor.of(dims, values);
  }

  /** How far each range is from the other, as a share of the other's larger end. */
  private static Map<String, Double> differences(
      Map<String, ValueRange> ours, Map<String, ValueRange> theirs) {
    Map<String, Double> differences = new TreeMap<>();
    ours.forEach(
        (tensor, range) -> {
          ValueRange other = range(theirs, tensor);
          double largest = Math.max(Math.abs((double) other.min()), Math.abs((double) other.max()));
          double apart =
              Math.max(
                  Math.abs((double) range.min() - other.min()),
                  Math.abs((double) range.max() - other.max()));
          differences.put(tensor, apart == 0 ? 0 : apart / largest);
        });
    return differences;
  }

  private static ValueRange range(Map<String, ValueRange> ranges, String tensor) {
    return Objects.requireNonNull(ranges.get(tensor), tensor);
  }

  private static ModelGraph graph(String network) {
    return GraphFile.read(file(network, "graph.safetensors"));
  }

  private static Path file(String network, String name) {
    return Golden.oracle("networks/" + network + "/" + name);
  }
}
