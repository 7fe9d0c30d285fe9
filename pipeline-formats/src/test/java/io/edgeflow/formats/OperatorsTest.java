package io.edgeflow.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.OperatorCase;
import io.edgeflow.core.testing.OperatorFamily;
import io.edgeflow.core.testing.RandomGraphs;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator by itself through every runtime, against PyTorch. */
class OperatorsTest {
  /** Of the larger of 1 and PyTorch's value. */
  private static final double FP32_LIMIT = 1e-5;

  /** Of the larger of 1 and PyTorch's value. */
  private static final double FP16_LIMIT = 4e-3;

  /** Of the span of PyTorch's values and zero. */
  private static final double INT8_WEIGHTS_LIMIT = 0.02;

  /** Of the span of PyTorch's values and zero. */
  private static final double INT8_LIMIT = 0.04;

  @TempDir Path folder;

  private static Stream<Arguments> families_and_devices() {
    return Stream.of(OperatorFamily.values())
        .flatMap(family -> Stream.of(Device.values()).map(d -> Arguments.of(family, d)));
  }

  @ParameterizedTest
  @EnumSource
  void the_reference_agrees_with_pytorch(OperatorFamily family) {
    Map<String, Tensor> golden = family.golden();
    Map<String, Double> errors = new TreeMap<>();
    for (OperatorCase one : family.cases()) {
      Tensor found = answer(new ReferenceRuntime(one.graph()), one);
      errors.put(one.name(), RandomGraphs.relativeError(found, golden.get(one.name())));
    }

    assertWithin(FP32_LIMIT, errors);
  }

  @ParameterizedTest
  @MethodSource("families_and_devices")
  void fp32_files_agree_with_pytorch(OperatorFamily family, Device device) {
    assertWithin(FP32_LIMIT, errors(family, device, Precision.FP32, RandomGraphs::relativeError));
  }

  @ParameterizedTest
  @MethodSource("families_and_devices")
  void fp16_files_agree_with_pytorch_within_halves(OperatorFamily family, Device device) {
    assertWithin(FP16_LIMIT, errors(family, device, Precision.FP16, RandomGraphs::relativeError));
  }

  @ParameterizedTest
  @MethodSource("families_and_devices")
  void files_with_int8_weights_stay_close_to_pytorch(OperatorFamily family, Device device) {
    assertWithin(
        INT8_WEIGHTS_LIMIT, errors(family, device, Precision.INT8_WEIGHTS, Device::shareOfSpan));
  }

  @ParameterizedTest
  @MethodSource("families_and_devices")
  void int8_files_stay_close_to_pytorch(OperatorFamily family, Device device) {
    assertWithin(INT8_LIMIT, errors(family, device, Precision.INT8, Device::shareOfSpan));
  }

  /** How far each case's file is off, as a measure tells of what was found and expected. */
  private Map<String, Double> errors(
      OperatorFamily family,
      Device device,
      Precision precision,
      ToDoubleBiFunction<Tensor, Tensor> measure) {
    Map<String, Tensor> golden = family.golden();
    Map<String, Double> errors = new TreeMap<>();
    exported(family, device, precision)
        .forEach(
            (one, file) -> {
              Tensor found = answer(device.open(file), one);
              errors.put(one.name(), measure.applyAsDouble(found, golden.get(one.name())));
            });
    return errors;
  }

  private static void assertWithin(double limit, Map<String, Double> errors) {
    errors.values().removeIf(error -> error <= limit);
    assertThat(errors).as("errors beyond %s", limit).isEmpty();
  }

  /** The files of all cases but those that say that the format refuses them, which are refused. */
  private Map<OperatorCase, Path> exported(
      OperatorFamily family, Device device, Precision precision) {
    Map<OperatorCase, Path> files = new LinkedHashMap<>();
    Map<String, String> refused = new TreeMap<>();
    for (OperatorCase one : family.cases()) {
      ModelGraph graph = Graphs.calibrated(one.graph(), one.batch());
      try {
        byte[] file = ModelExporter.export(graph, device.format(), precision);
        files.put(one, Files.write(folder.resolve(one.name()), file));
      } catch (PipelineException e) {
        refused.put(one.name(), e.getMessage());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Format format = device.format();
    assertThat(refused.keySet())
        .as("refused: %s", refused)
        .isEqualTo(
            family.cases().stream()
                .filter(one -> one.refusedBy().contains(format))
                .map(OperatorCase::name)
                .collect(Collectors.toSet()));
    return files;
  }

  private static Tensor answer(Predictor predictor, OperatorCase one) {
    try (predictor) {
      return predictor.predict(one.batch());
    }
  }
}
