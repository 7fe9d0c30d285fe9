package io.edgeflow.formats.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.layout.Features;
import io.edgeflow.formats.lower.LoweredGraph;
import io.edgeflow.formats.lower.LoweredOp;
import io.edgeflow.formats.lower.Lowering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A graph in floats that gives nothing but, for each sample and each of some values, the smallest
 * element, the largest and the sum. The sum is there because it is NaN where any element is, while
 * ONNX Runtime's extremes pass NaN over. Its inputs lie as samples do in memory, images
 * channels-last.
 *
 * @param lowered gives the values, some perhaps as reshapes of them
 * @param prefix what no name of the graph begins with
 */
record RangeGraph(LoweredGraph lowered, List<String> values, String prefix) {
  private static final Shape BY_SAMPLE = Shape.batchOf();
  private static final List<String> REDUCTIONS = List.of("ReduceMin", "ReduceMax", "ReduceSum");

  /**
   * Lowers a folded graph to floats.
   *
   * @param values that are given, and so left out by no rule
   * @throws IllegalArgumentException if the graph has no such value
   */
  static RangeGraph of(LoweredGraph folded, Set<String> values) {
    for (String value : values) {
      if (!folded.values().containsKey(value)) {
        throw new IllegalArgumentException("No tensor " + value + " is left of " + folded.name());
      }
    }
    LoweredGraph lowered =
        Lowering.lowerFolded(
            folded.giving(List.copyOf(values)), new OnnxProfile(Precision.FP32), Precision.FP32);
    return new RangeGraph(lowered, List.copyOf(values), freePrefix(lowered));
  }

  /** The name of an input. */
  String input(int index) {
    return prefix + "input" + index;
  }

  /** The shape of one sample of an input in memory. */
  int[] sample(int index) {
    int[] dims = lowered.signature().inputs().get(index).shape().resolve(1, 1);
    return Features.channelsLast(Arrays.copyOfRange(dims, 1, dims.length));
  }

  /**
   * The file; its outputs are three for each value, in order, each {@code [batch]}.
   *
   * @param outside takes the large weights by name, which the session has to be given
   */
  byte[] bytes(Map<String, Tensor> outside) {
    GraphProto.Builder proto = GraphProto.newBuilder().setName(lowered.name());
    OnnxGraph target = new OnnxGraph(proto, outside);
    for (int i = 0; i < lowered.signature().inputs().size(); i++) {
      proto.addInput(OnnxTensors.value(input(i), Shape.batchOf(sample(i))));
      arrange(target, lowered.signature().inputs().get(i), input(i));
    }
    new FloatEmitter(lowered, target).emit();
    for (int i = 0; i < values.size(); i++) {
      String given = lowered.outputs().get(i);
      int rank = lowered.value(given).shape().rank();
      for (String reduction : REDUCTIONS) {
        String output = prefix + i + reduction;
        reduce(target, reduction, given, rank, output);
        proto.addOutput(OnnxTensors.value(output, BY_SAMPLE));
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

  /** From memory to logical order. */
  private static void arrange(OnnxGraph graph, Signature.Input input, String from) {
    OnnxCall call =
        input.shape().rank() == 4
            ? new OnnxCall("Transpose").numbers("perm", 0, 3, 1, 2)
            : new OnnxCall("Identity");
    graph.add(call.node().setName(from + ".logical").addInput(from).addOutput(input.name()), call);
  }

  /** Without a dot, so that no name which is made of a node's and a parameter's begins with it. */
  private static String freePrefix(LoweredGraph lowered) {
    List<String> names = new ArrayList<>(lowered.values().keySet());
    lowered
        .fused()
        .forEach(
            op -> {
              names.add(op.name());
              op.constants().values().forEach(constant -> names.add(constant.name()));
            });
    String prefix = "range/";
    while (anyStarts(names, prefix)) {
      prefix = "_" + prefix;
    }
    return prefix;
  }

  private static boolean anyStarts(List<String> names, String prefix) {
    return names.stream().anyMatch(name -> name.startsWith(prefix));
  }
}
