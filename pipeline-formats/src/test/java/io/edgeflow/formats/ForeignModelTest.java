package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.ForeignModels.Entry;
import io.edgeflow.formats.onnx.OnnxCalibrator;
import io.edgeflow.formats.onnx.read.Peer;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.reference.ReferenceRuntime;
import io.edgeflow.formats.tflite.TfliteOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files as users of PyTorch, Keras and scikit-learn have them, beside what their makers answer:
 * small ones that come with the sources, and with {@code -Dforeign=DIR} those that {@code
 * tools/oracle/make_foreign.py DIR} made.
 */
class ForeignModelTest {
  private static final double FLOATS = 1e-4;
  private static final double LEAST_RATIO = 25;
  private static final double LEAST_AGREEMENT = 0.97;
  private static final int LEAST_CLASSES = 5;

  @TempDir Path folder;

  private static List<Entry> floats() {
    return ForeignModels.all().stream().filter(model -> !model.isQuantized()).toList();
  }

  private static List<Entry> quantized() {
    return ForeignModels.all().stream().filter(Entry::isQuantized).toList();
  }

  private static List<Entry> classifiers() {
    return ForeignModels.all().stream().filter(Entry::int8).toList();
  }

  private static List<Entry> ofImages() {
    return floats().stream().filter(Entry::ofImages).toList();
  }

  @ParameterizedTest
  @MethodSource("floats")
  void its_graph_answers_as_its_maker(Entry model) {
    ImportedModel read = model.read();

    try (ReferenceRuntime runtime = new ReferenceRuntime(read.graph())) {
      assertThat(
              Peer.error(
                  answers(model, read, runtime, model.fewRows()), expected(model, model.fewRows())))
          .isLessThanOrEqualTo(FLOATS);
    }
  }

  @ParameterizedTest
  @MethodSource("floats")
  void its_float_files_answer_as_its_maker(Entry model) throws IOException {
    ImportedModel read = model.read();

    for (Format format : Format.values()) {
      Path file = exported(read.graph(), format, Precision.FP32);
      try (Predictor runtime = Runtimes.open(file, format, 1)) {
        assertThat(
                Peer.error(
                    answers(model, read, runtime, model.rows()), expected(model, model.rows())))
            .as("%s", format)
            .isLessThanOrEqualTo(FLOATS);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("classifiers")
  void its_8_bit_files_find_the_same_classes(Entry model) throws IOException {
    ImportedModel read = model.read();
    ModelGraph calibrated = calibrated(model, read);
    float[] wanted = expected(model, model.rows()).toFloats();

    for (Format format : Format.values()) {
      Path file = exported(calibrated, format, Precision.INT8);
      try (Predictor runtime = Runtimes.open(file, format, 1)) {
        float[] found = answers(model, read, runtime, model.rows()).toFloats();
        Agreement agreement = Agreement.of(found, wanted, model.classes());
        System.out.printf("%-34s %-6s %s%n", model, format, agreement);
        assertThat(agreement.ratio()).as("dB of %s", format).isGreaterThanOrEqualTo(LEAST_RATIO);
        assertThat(agreement.same()).as("%s", format).isGreaterThanOrEqualTo(LEAST_AGREEMENT);
        assertThat(agreement.classes()).as("%s", format).isGreaterThanOrEqualTo(LEAST_CLASSES);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("quantized")
  void an_8_bit_file_read_as_floats_finds_the_classes_that_it_finds(Entry model) {
    ImportedModel read = model.read();

    try (ReferenceRuntime runtime = new ReferenceRuntime(read.graph())) {
      float[] found = answers(model, read, runtime, model.fewRows()).toFloats();
      float[] wanted = expected(model, model.fewRows()).toFloats();
      Agreement agreement = Agreement.of(found, wanted, model.classes());
      System.out.printf("%-34s floats %s%n", model, agreement);
      assertThat(agreement.ratio()).isGreaterThanOrEqualTo(LEAST_RATIO - 5);
      assertThat(agreement.same()).isGreaterThanOrEqualTo(LEAST_AGREEMENT);
    }
  }

  @ParameterizedTest
  @MethodSource("ofImages")
  void no_transpose_is_put_into_its_tflite_file(Entry model) throws IOException {
    ImportedModel read = model.read();

    Path file = exported(read.graph(), Format.TFLITE, Precision.FP32);

    assertThat(TfliteOperations.of(file))
        .extracting(QuantizedOperation::kind)
        .noneMatch(kind -> kind.startsWith("TRANSPOSE "));
  }

  private Path exported(ModelGraph graph, Format format, Precision precision) throws IOException {
    Path file = folder.resolve("model." + format);
    return Files.write(file, ModelExporter.export(graph, format, precision));
  }

  private static ModelGraph calibrated(Entry model, ImportedModel read) {
    try (OnnxCalibrator calibrator = ModelExporter.calibrator(read.graph())) {
      int rows = Math.min(model.rows(), calibrator.batchRows());
      for (int from = 0; from + rows <= model.rows(); from += rows) {
        calibrator.observe(Peer.inGraph(model.batched(read), model.inputs(from, rows)));
      }
      return read.graph().withRanges(calibrator.ranges());
    }
  }

  private static Tensor answers(Entry model, ImportedModel read, Predictor runtime, int rows) {
    ImportedModel batched = model.batched(read);
    return Peer.inFile(batched, runtime.run(Peer.inGraph(batched, model.inputs(0, rows)))).get(0);
  }

  private static Tensor expected(Entry model, int rows) {
    return model.outputs(rows).get(0);
  }

  /**
   * How well answers agree.
   *
   * @param ratio of the power of the expected scores, less their mean, to that of the difference,
   *     in dB
   * @param same the share of samples of the same class
   * @param classes how many are found
   */
  private record Agreement(double ratio, double same, long classes) {
    static Agreement of(float[] found, float[] wanted, int classes) {
      double signal = 0;
      double noise = 0;
      int same = 0;
      int rows = wanted.length / classes;
      int[] best = new int[rows];
      for (int row = 0; row < rows; row++) {
        float[] one = centred(Arrays.copyOfRange(found, row * classes, (row + 1) * classes));
        float[] other = centred(Arrays.copyOfRange(wanted, row * classes, (row + 1) * classes));
        for (int i = 0; i < classes; i++) {
          signal += (double) other[i] * other[i];
          noise += ((double) one[i] - other[i]) * ((double) one[i] - other[i]);
        }
        best[row] = largest(one);
        same += best[row] == largest(other) ? 1 : 0;
      }
      double ratio = 10 * Math.log10(signal / noise);
      return new Agreement(ratio, same / (double) rows, Arrays.stream(best).distinct().count());
    }

    private static float[] centred(float[] scores) {
      float mean = 0;
      for (float score : scores) {
        mean += score / scores.length;
      }
      for (int i = 0; i < scores.length; i++) {
        scores[i] -= mean;
      }
      return scores;
    }

    private static int largest(float[] scores) {
      int best = 0;
      for (int i = 1; i < scores.length; i++) {
        best = scores[i] > scores[best] ? i : best;
      }
      return best;
    }

    @Override
    public String toString() {
      return "%.1f dB, %.1f %% the same of %d classes".formatted(ratio, 100 * same, classes);
    }
  }
}
