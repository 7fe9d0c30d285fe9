package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Int8Cases;
import io.edgeflow.formats.OneStep;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.LoweredOp;
import io.edgeflow.formats.lower.Lowering;
import io.edgeflow.formats.lower.TargetProfile;
import io.edgeflow.formats.quant.QuantScheme;
import io.edgeflow.formats.tflite.TfliteRuntime.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each 8-bit operation that LiteRT carries out, beside the reference. */
class TfliteKernelsTest {
  private static final TargetProfile PROFILE = new TfliteProfile();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void each_operation_is_within_one_step_of_the_reference(Kernels kernels) throws IOException {
    Map<String, Map<String, Double>> wrong = new TreeMap<>();
    int compared = 0;
    for (Int8Cases.Case one : Int8Cases.all(Format.TFLITE)) {
      LoweredGraph lowered = Lowering.lowerInLogicalOrder(one.graph(), PROFILE, Precision.INT8);
      Map<String, float[]> found = values(lowered, one.batch(), kernels);
      compared += found.size();
      Map<String, Double> beyond = OneStep.beyond(lowered, QuantScheme.TFLITE, one.batch(), found);
      if (!beyond.isEmpty()) {
        wrong.put(one.name(), beyond);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(Int8Cases.LEAST_VALUES);
  }

  /** What a file gives that has every value as an output, and so in logical order. */
  private Map<String, float[]> values(LoweredGraph lowered, Tensor batch, Kernels kernels)
      throws IOException {
    List<String> names = lowered.ops().stream().map(LoweredOp::output).toList();
    Signature signature =
        new Signature(
            lowered.signature().inputs(),
            names.stream().map(name -> new Signature.Output(name, null)).toList());
    LoweredGraph exposed =
        new LoweredGraph(
            lowered.name(), signature, lowered.values(), lowered.ops(), lowered.ranges(), names);
    byte[] bytes = TfliteWriter.write(Lowering.layOut(exposed, PROFILE));
    Path file = Files.write(folder.resolve("exposed.tflite"), bytes);
    Map<String, float[]> found = new HashMap<>();
    try (Predictor predictor = TfliteRuntime.open(file, 1, kernels)) {
      List<Tensor> outputs = predictor.run(List.of(batch));
      for (int i = 0; i < outputs.size(); i++) {
        found.put(names.get(i), outputs.get(i).toFloats());
      }
    }
    return found;
  }
}
