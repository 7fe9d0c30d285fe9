package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.CodedOutputStream;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.json.Json;
import io.edgeflow.formats.lower.Kernel;
import io.edgeflow.formats.lower.KernelPlan;
import java.io.IOException;

/**
 * Writes a graph as an ONNX file (IR 9, opset 17) with a symbolic batch: in 32-bit floats, or in
 * 8-bit integers as QuantizeLinear/DequantizeLinear pairs. Labels and preprocessing travel as
 * metadata. Equal graphs give equal bytes.
 */
public final class OnnxWriter {
  /** Goes up whenever the same graph would give other bytes. */
  private static final String VERSION = "1";

  private static final long IR_VERSION = 9;
  private static final long OPSET = 17;

  private OnnxWriter() {}

  /**
   * The file's bytes.
   *
   * @param graph for INT8 with a range for the input and every kernel's output
   * @throws PipelineException if a range is missing or an operator has no 8-bit form
   */
  public static byte[] write(ModelGraph graph, Precision precision) {
    KernelPlan plan = KernelPlan.of(graph);
    Signature signature = graph.signature();
    GraphProto.Builder proto =
        GraphProto.newBuilder()
            .setName(graph.name())
            .addInput(OnnxTensors.value(signature.input(), signature.inputShape()))
            .addOutput(OnnxTensors.value(plan.output(), graph.shape(plan.output())));
    switch (precision) {
      case FP32 -> new FloatEmitter(plan, proto).emit();
      case INT8 -> new QdqEmitter(plan, proto).emit();
    }
    ModelProto model = model(proto, signature);
    OnnxCheck.verify(model, "model " + graph.name());
    return bytes(model);
  }

  static NodeProto.Builder node(Kernel kernel, KernelPlan plan) {
    int[] weightDims = kernel.isWeighted() ? plan.weight(kernel).dims() : new int[0];
    return kernel.op().accept(new OnnxOps(weightDims)).setName(kernel.node().name());
  }

  private static ModelProto model(GraphProto.Builder graph, Signature signature) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("edgeflow")
            .setProducerVersion(VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(graph)
            .addMetadataProps(property("labels", Json.text(signature.labels())));
    if (signature.preprocessing() != null) {
      model.addMetadataProps(property("preprocessing", Json.text(signature.preprocessing())));
    }
    return model.build();
  }

  private static StringStringEntryProto property(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static byte[] bytes(ModelProto model) {
    byte[] bytes = new byte[model.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      model.writeTo(out);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot serialize the ONNX file").cause(e).build();
    }
    out.checkNoSpaceLeft();
    return bytes;
  }
}
