package io.edgeflow.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Int8Cases;
import io.edgeflow.formats.OneStep;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.LoweredOp;
import io.edgeflow.formats.lower.Lowering;
import io.edgeflow.formats.lower.Value;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each 8-bit operation that ONNX Runtime carries out, beside the reference. */
class OnnxKernelsTest {
  @TempDir Path folder;

  @Test
  void each_operation_is_within_one_step_of_the_reference() throws IOException {
    Map<String, Map<String, Double>> wrong = new TreeMap<>();
    int compared = 0;
    for (Int8Cases.Case one : Int8Cases.all(Format.ONNX)) {
      LoweredGraph lowered =
          Lowering.lower(one.graph(), new OnnxProfile(Precision.INT8), Precision.INT8);
      Map<String, float[]> found = values(one.graph(), lowered, one.batch());
      compared += found.size();
      Map<String, Double> beyond = OneStep.beyond(lowered, QuantScheme.ORT_QDQ, one.batch(), found);
      if (!beyond.isEmpty()) {
        wrong.put(one.name(), beyond);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(Int8Cases.LEAST_VALUES);
  }

  /** What the file gives when the integers of each quantized value are outputs as well. */
  private Map<String, float[]> values(ModelGraph graph, LoweredGraph lowered, Tensor batch)
      throws IOException {
    List<Value> values =
        lowered.ops().stream()
            .map(LoweredOp::output)
            .map(lowered::value)
            .filter(value -> value.quant().isPresent())
            .toList();
    ModelProto.Builder model =
        ModelProto.parseFrom(OnnxWriter.write(graph, Precision.INT8)).toBuilder();
    for (Value value : values) {
      String integers = value.name() + "_integers";
      NodeProto.Builder cast =
          new OnnxCall("Cast").number("to", TensorProto.DataType.FLOAT_VALUE).node();
      model
          .getGraphBuilder()
          .addNode(cast.addInput(value.name() + "_quantized").addOutput(integers))
          .addOutput(OnnxTensors.value(integers, value.shape()));
    }
    Path file = Files.write(folder.resolve("exposed.onnx"), model.build().toByteArray());
    Map<String, float[]> found = new HashMap<>();
    try (Predictor predictor = OnnxRuntime.open(file, 1)) {
      List<Tensor> outputs = predictor.run(List.of(batch));
      int first = outputs.size() - values.size();
      for (int i = 0; i < values.size(); i++) {
        found.put(values.get(i).name(), reals(outputs.get(first + i), values.get(i)));
      }
    }
    return found;
  }

  private static float[] reals(Tensor integers, Value value) {
    QuantParams params = value.requireQuant();
    float[] reals = integers.toFloats();
    for (int i = 0; i < reals.length; i++) {
      reals[i] = (reals[i] - params.zeroPoint()) * params.scale();
    }
    return reals;
  }
}
