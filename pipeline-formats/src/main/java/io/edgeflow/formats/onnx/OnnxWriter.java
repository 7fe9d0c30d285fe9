package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.CodedOutputStream;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.formats.lower.FloatIslands;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.Lowering;
import io.edgeflow.formats.quant.GivenQuantization;
import java.io.IOException;
import java.util.Set;

/**
 * Writes a graph as an ONNX file (IR 9, opset 17) with a symbolic batch: in 32-bit floats, whose
 * constants may be stored in 16-bit floats behind Cast or in 8-bit integers behind
 * DequantizeLinear, or in 8-bit integers as QuantizeLinear/DequantizeLinear pairs. Labels, a target
 * that is not of classes, and preprocessing travel as metadata. Equal graphs give equal bytes.
 */
public final class OnnxWriter {
  /** Goes up whenever the same graph would give other bytes. */
  private static final String VERSION = "4";

  /** The first ONNX Runtime that reads the IR and the operators which are written. */
  public static final String OLDEST_RUNTIME = "1.15.0";

  private static final long IR_VERSION = 9;
  private static final long OPSET = 17;

  private OnnxWriter() {}

  /**
   * The file's bytes.
   *
   * @param graph for INT8 with a range for the input and every operator's output
   * @throws PipelineException if a range is missing or an operator has no 8-bit form
   */
  public static byte[] write(ModelGraph graph, Precision precision) {
    return write(graph, precision, GivenQuantization.NONE);
  }

  /**
   * As {@link #write(ModelGraph, Precision)}, with the integers of the ONNX file that the graph was
   * read from.
   */
  public static byte[] write(ModelGraph graph, Precision precision, GivenQuantization given) {
    LoweredGraph lowered = Lowering.lower(graph, new OnnxProfile(precision), precision, given);
    GraphProto.Builder proto = GraphProto.newBuilder().setName(lowered.name());
    for (Signature.Input input : lowered.signature().inputs()) {
      proto.addInput(OnnxTensors.value(input.name(), input.shape()));
    }
    for (String output : lowered.outputs()) {
      proto.addOutput(OnnxTensors.value(output, lowered.value(output).shape()));
    }
    OnnxGraph target = new OnnxGraph(proto);
    switch (precision) {
      case FP32, FP16, INT8_WEIGHTS -> new FloatEmitter(lowered, target).emit();
      case INT8 -> new QdqEmitter(lowered, target).emit();
    }
    ModelProto model = model(proto, lowered.signature());
    OnnxCheck.verify(model, "model " + graph.name());
    return bytes(model);
  }

  /** The values of a folded graph whose ranges an 8-bit file may be written with. */
  public static Set<String> ranged(LoweredGraph folded) {
    return Lowering.kept(folded, new OnnxProfile(Precision.INT8));
  }

  /** The operators that the int8 file of a graph computes in floats. */
  public static FloatIslands islands(ModelGraph graph) {
    return Lowering.islands(graph, new OnnxProfile(Precision.INT8));
  }

  /** A model without metadata. */
  static ModelProto.Builder model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("edgeflow")
        .setProducerVersion(VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph);
  }

  private static ModelProto model(GraphProto.Builder graph, Signature signature) {
    ModelProto.Builder model =
        model(graph)
            .addMetadataProps(property("labels", Json.text(signature.outputs().get(0).labels())));
    Target target = signature.outputs().get(0).target();
    if (target != null && target.output() != OutputKind.LOGITS) {
      model.addMetadataProps(property("target", Json.text(target)));
    }
    Preprocessing preprocessing = signature.inputs().get(0).preprocessing();
    if (preprocessing != null) {
      model.addMetadataProps(property("preprocessing", Json.text(preprocessing)));
    }
    return model.build();
  }

  private static StringStringEntryProto property(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  static byte[] bytes(ModelProto model) {
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
