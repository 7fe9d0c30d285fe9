package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.LoweredOp;
import io.edgeflow.formats.lower.Lowering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A graph in floats that gives nothing but, for each sample and each of some tensors, the smallest
 * value, the largest and the sum. The sum is there because it is NaN where any value is, while ONNX
 * Runtime's extremes pass NaN over.
 */
record RangeGraph(LoweredGraph lowered, List<String> tensors) {
  private static final Shape BY_SAMPLE = Shape.batchOf();
  private static final List<String> REDUCTIONS = List.of("ReduceMin", "ReduceMax", "ReduceSum");

  /**
   * Lowers a graph to floats, with the batch normalizations folded as for 8 bits.
   *
   * @throws IllegalArgumentException if lowering leaves a tensor out
   */
  static RangeGraph of(ModelGraph graph, Set<String> tensors) {
    LoweredGraph lowered = Lowering.lower(graph, new OnnxProfile(Precision.FP32), Precision.FP32);
    for (String tensor : tensors) {
      if (!lowered.values().containsKey(tensor)) {
        throw new IllegalArgumentException("No tensor " + tensor + " is left of " + graph.name());
      }
    }
    return new RangeGraph(lowered, List.copyOf(tensors));
  }

  /** The file; its outputs are three for each tensor, in order, each {@code [batch]}. */
  byte[] bytes() {
    GraphProto.Builder proto = GraphProto.newBuilder().setName(lowered.name());
    for (Signature.Input input : lowered.signature().inputs()) {
      proto.addInput(OnnxTensors.value(input.name(), input.shape()));
    }
    OnnxGraph target = new OnnxGraph(proto);
    new FloatEmitter(lowered, target).emit();
    String prefix = freePrefix(proto);
    for (int i = 0; i < tensors.size(); i++) {
      int rank = lowered.value(tensors.get(i)).shape().rank();
      for (String reduction : REDUCTIONS) {
        reduce(target, reduction, tensors.get(i), rank, prefix + i + reduction);
        proto.addOutput(OnnxTensors.value(prefix + i + reduction, BY_SAMPLE));
      }
    }
    ModelProto model = OnnxWriter.model(proto).build();
    OnnxCheck.verify(model, "model " + lowered.name());
    return OnnxWriter.bytes(model);
  }

  /** The most bytes of one sample's tensors that have to be there at the same time. */
  long bytesPerSample() {
    Map<String, Integer> lastRead = new HashMap<>();
    List<LoweredOp> ops = lowered.ops();
    for (int i = 0; i < ops.size(); i++) {
      for (String input : ops.get(i).inputs()) {
        lastRead.put(input, i);
      }
    }
    long now = lowered.inputs().stream().mapToLong(this::bytes).sum();
    long most = now;
    for (int i = 0; i < ops.size(); i++) {
      now += bytes(ops.get(i).output());
      most = Math.max(most, now);
      for (String input : new HashSet<>(ops.get(i).inputs())) {
        now -= lastRead.getOrDefault(input, i) == i ? bytes(input) : 0;
      }
    }
    return most;
  }

  private long bytes(String value) {
    return (long) Float.BYTES * lowered.value(value).shape().elementsPerSample();
  }

  private static void reduce(OnnxGraph graph, String type, String tensor, int rank, String to) {
    OnnxCall call = new OnnxCall(type).number("keepdims", 0);
    int[] axes = IntStream.range(1, rank).toArray();
    if (type.equals("ReduceSum")) {
      call.parameter("axes", IntStream.of(axes).boxed().toList());
    } else {
      call.numbers("axes", axes);
    }
    graph.add(call.node().setName(to).addInput(tensor).addOutput(to), call);
  }

  /** What no name in the graph begins with: a graph may use any name. */
  private static String freePrefix(GraphProto.Builder proto) {
    List<String> names = new ArrayList<>();
    proto.getInputList().forEach(input -> names.add(input.getName()));
    proto.getInitializerList().forEach(constant -> names.add(constant.getName()));
    for (NodeProto node : proto.getNodeList()) {
      names.add(node.getName());
      names.addAll(node.getOutputList());
    }
    String prefix = "range.";
    while (anyStarts(names, prefix)) {
      prefix = "_" + prefix;
    }
    return prefix;
  }

  private static boolean anyStarts(List<String> names, String prefix) {
    return names.stream().anyMatch(name -> name.startsWith(prefix));
  }
}
