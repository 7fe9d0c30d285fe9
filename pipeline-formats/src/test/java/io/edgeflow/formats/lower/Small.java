package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Graphs of a few nodes, with weights given by hand. */
final class Small {
  /** A convolution of one pixel. */
  static final Conv2d POINT = Conv2d.padded(0);

  /** Its constants are {@link #norm}. */
  static final BatchNorm NORM = new BatchNorm(0, 0.1f);

  private Small() {}

  /** A graph of an input with these sizes. */
  static GraphBuilder graph(int... sizes) {
    return new GraphBuilder("small", Shape.batchOf(sizes));
  }

  /** What the last node of a graph gives. */
  static ModelGraph built(GraphBuilder builder) {
    return builder.build(null, null);
  }

  /** The graph of a builder, node by node. */
  static LoweredGraph lowered(GraphBuilder builder) {
    return LoweredGraph.of(built(builder));
  }

  /** The graph with other outputs. */
  static ModelGraph giving(GraphBuilder builder, String... outputs) {
    ModelGraph graph = built(builder);
    List<Signature.Output> given =
        Arrays.stream(outputs).map(name -> new Signature.Output(name, null)).toList();
    return new ModelGraph(
        graph.name(),
        graph.nodes(),
        graph.constants(),
        Map.of(),
        new Signature(graph.signature().inputs(), given));
  }

  /** Constants of one role each. */
  @SafeVarargs
  static Map<ConstantRole, Constant> constants(Map.Entry<ConstantRole, Tensor>... parts) {
    Map<ConstantRole, Constant> constants = new EnumMap<>(ConstantRole.class);
    for (Map.Entry<ConstantRole, Tensor> part : parts) {
      constants.put(part.getKey(), Constant.trainable(part.getValue()));
    }
    return constants;
  }

  /** One constant for {@link #constants}. */
  static Map.Entry<ConstantRole, Tensor> part(ConstantRole role, int[] dims, float... values) {
    return Map.entry(role, Tensor.of(dims, values));
  }

  /** A weight alone. */
  static Map<ConstantRole, Constant> weight(int[] dims, float... values) {
    return constants(part(ConstantRole.WEIGHT, dims, values));
  }

  /** A second operand. */
  static Map<ConstantRole, Constant> operand(int[] dims, float... values) {
    return constants(part(ConstantRole.OPERAND, dims, values));
  }

  /** A batch normalization that multiplies and shifts: mean 0, variance 1. */
  static Map<ConstantRole, Constant> norm(float[] factor, float[] shift) {
    int[] dims = {factor.length};
    float[] ones = new float[factor.length];
    Arrays.fill(ones, 1);
    return constants(
        part(ConstantRole.GAMMA, dims, factor),
        part(ConstantRole.BETA, dims, shift),
        part(ConstantRole.MEAN, dims, new float[factor.length]),
        part(ConstantRole.VARIANCE, dims, ones));
  }

  static float[] floats(float... values) {
    return values;
  }

  static int[] dims(int... sizes) {
    return sizes;
  }

  /** The numbers 1, 2, 3, …. */
  static float[] counting(int size) {
    float[] values = new float[size];
    IntStream.range(0, size).forEach(i -> values[i] = i + 1);
    return values;
  }

  static ValueRange range(float min, float max) {
    return new ValueRange(min, max);
  }

  /** The operations, such as {@code Conv2d+RELU(input) -> relu} and {@code (a) -> a.float}. */
  static List<String> listing(LoweredGraph graph) {
    return graph.ops().stream()
        .map(op -> label(op) + "(" + String.join(", ", op.inputs()) + ") -> " + op.output())
        .toList();
  }

  private static String label(LoweredOp op) {
    return op.map(
        fused ->
            fused.op().getClass().getSimpleName()
                + (fused.activation() == Activation.NONE ? "" : "+" + fused.activation()),
        convert -> "");
  }

  /** The fused operation that gives a value. */
  static FusedOp op(LoweredGraph graph, String output) {
    return graph.producer(output).orElseThrow();
  }

  /** The numbers of a constant. */
  static float[] numbers(LoweredGraph graph, String output, ConstantRole role) {
    return op(graph, output).constant(role).value().toFloats();
  }
}
