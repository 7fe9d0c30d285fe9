package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.numeric.Percentile;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.RandomGraphs;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Branching graphs of every operator through every runtime, against PyTorch. */
class RandomGraphTest {
  private static final Map<Integer, Tensor> PYTORCH = RandomGraphs.outputs();

  /** Of the larger of 1 and PyTorch's value, for each output. */
  private static final double FP32_LIMIT = 1e-5;

  /** Of the span of PyTorch's values and zero, in half of the graphs and in 95 of 100. */
  private static final double INT8_MEDIAN_LIMIT = 0.01;

  private static final double INT8_PERCENTILE_LIMIT = 0.05;

  /**
   * Of the span as well, in every graph: an operator upon a difference of nearly equal values makes
   * the steps of both large, and as TensorFlow's converter does, TFLite files give what a Concat
   * reads in the Concat's scale.
   */
  private static final double INT8_WORST = 1;

  /** The one refusal that these graphs should meet, and in how many of 1,000 at most. */
  private static final String DEAD = "The layer is dead: calibration saw only zeros behind it";

  private static final int MOST_DEAD = 30;

  @TempDir Path folder;

  @Test
  void there_are_enough_graphs() {
    assertThat(PYTORCH).hasSize(RandomGraphs.COUNT).hasSizeGreaterThanOrEqualTo(1_000);
  }

  @Test
  void the_reference_agrees_with_pytorch() {
    Map<Integer, Double> errors = new TreeMap<>();
    PYTORCH.forEach(
        (number, expected) ->
            errors.put(
                number,
                RandomGraphs.relativeError(
                    answer(new ReferenceRuntime(RandomGraphs.graph(number)), number), expected)));

    assertWithin(FP32_LIMIT, errors);
  }

  @ParameterizedTest
  @EnumSource
  void fp32_files_agree_with_pytorch(Device device) {
    Map<Integer, Double> errors = new TreeMap<>();
    Map<String, Integer> refusals = new TreeMap<>();
    PYTORCH.forEach(
        (number, expected) ->
            exported(RandomGraphs.graph(number), device.format(), Precision.FP32, refusals)
                .ifPresent(
                    file ->
                        errors.put(
                            number,
                            RandomGraphs.relativeError(answer(device, file, number), expected))));

    assertWithin(FP32_LIMIT, errors);
    assertThat(refusals).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void int8_files_stay_close_to_pytorch(Device device) {
    Map<Integer, Double> errors = new TreeMap<>();
    Map<String, Integer> refusals = new TreeMap<>();
    PYTORCH.forEach(
        (number, expected) -> {
          ModelGraph graph =
              Graphs.calibrated(RandomGraphs.graph(number), RandomGraphs.batch(number));
          exported(graph, device.format(), Precision.INT8, refusals)
              .ifPresent(
                  file ->
                      errors.put(
                          number, Device.shareOfSpan(answer(device, file, number), expected)));
        });

    double[] shares = errors.values().stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(Percentile.of(0.5, shares)).isLessThanOrEqualTo(INT8_MEDIAN_LIMIT);
    assertThat(Percentile.of(0.95, shares)).isLessThanOrEqualTo(INT8_PERCENTILE_LIMIT);
    assertWithin(INT8_WORST, errors);
    assertThat(refusals.keySet()).isSubsetOf(DEAD);
    assertThat(refusals.getOrDefault(DEAD, 0)).isLessThanOrEqualTo(MOST_DEAD);
  }

  private static void assertWithin(double limit, Map<Integer, Double> errors) {
    errors.values().removeIf(error -> error <= limit);
    assertThat(errors).as("errors beyond %s, by graph", limit).isEmpty();
  }

  /** The file; empty for a graph that is refused, which is counted by what the refusal says. */
  private Optional<Path> exported(
      ModelGraph graph, Format format, Precision precision, Map<String, Integer> refusals) {
    try {
      byte[] file = ModelExporter.export(graph, format, precision);
      return Optional.of(Files.write(folder.resolve("model"), file));
    } catch (PipelineException e) {
      refusals.merge(e.getMessage().lines().findFirst().orElseThrow(), 1, Integer::sum);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tensor answer(Device device, Path file, int number) {
    return answer(device.open(file), number);
  }

  private static Tensor answer(Predictor predictor, int number) {
    try (predictor) {
      Tensor found = predictor.predict(RandomGraphs.batch(number));
      assertThat(found.dims()).as("graph %d", number).isEqualTo(PYTORCH.get(number).dims());
      return found;
    }
  }
}
