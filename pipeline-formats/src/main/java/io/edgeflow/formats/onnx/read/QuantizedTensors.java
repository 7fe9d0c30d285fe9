package io.edgeflow.formats.onnx.read;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.quant.GivenQuantization.GivenConstant;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import io.edgeflow.formats.read.Viewed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What an 8-bit file says of its tensors while its nodes are read. */
final class QuantizedTensors {
  /** Operators that give nothing below zero. */
  private static final Set<String> POSITIVE = Set.of("Relu", "Sigmoid", "HardSigmoid", "Softmax");

  /** Operators that give nothing below zero where they read nothing below it. */
  private static final Set<String> KEEPING =
      Set.of(
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "Flatten",
          "Reshape",
          "Transpose",
          "Squeeze",
          "Unsqueeze",
          "Concat",
          "Identity",
          "DequantizeLinear");

  private final Map<String, Entry> integers = new HashMap<>();
  private final Map<String, QuantParams> values = new LinkedHashMap<>();
  private final IdentityHashMap<Tensor, GivenConstant> constants = new IdentityHashMap<>();
  private final Set<String> nonNegative = new HashSet<>();

  /**
   * A tensor of integers.
   *
   * @param view what they stand for
   */
  record Entry(Viewed view, QuantParams params, ValueRange range) {}

  /** Notes a quantized tensor of the file; what it stands for is in the graph. */
  void give(
      String tensor, Viewed view, QuantParams params, QuantParams unsigned, ValueRange range) {
    integers.put(tensor, new Entry(view, params, range));
    values.putIfAbsent(view.tensor(), unsigned);
    if (range.min() == 0) {
      nonNegative.add(tensor);
    }
  }

  /** Notes the integers of a constant. */
  void give(Tensor floats, GivenConstant constant) {
    constants.put(floats, constant);
  }

  boolean holds(String tensor) {
    return integers.containsKey(tensor);
  }

  Entry of(String tensor) {
    return Objects.requireNonNull(integers.get(tensor), tensor);
  }

  /** An input of the model is as it is given. */
  void giveInput(String tensor) {
    nonNegative.add(tensor);
  }

  /** Follows which tensors hold nothing below zero. */
  void follow(OnnxNode node) {
    boolean kept =
        KEEPING.contains(node.type())
            && node.inputs().stream().limit(inputs(node)).allMatch(this::isNonNegative);
    if (POSITIVE.contains(node.type()) || kept) {
      nonNegative.addAll(node.outputs());
    }
  }

  /** How many inputs are values; the others are sizes and numbers. */
  private static int inputs(OnnxNode node) {
    return node.type().equals("Concat") ? node.inputs().size() : 1;
  }

  boolean isNonNegative(String tensor) {
    return nonNegative.contains(tensor);
  }

  /** A tensor of the graph has another name from now on. */
  void rename(String tensor, String now) {
    QuantParams params = values.remove(tensor);
    if (params != null) {
      values.put(now, params);
    }
  }

  /** What is given of a graph's tensors and constants. */
  GivenQuantization in(ModelGraph graph) {
    if (values.isEmpty()) {
      return GivenQuantization.NONE;
    }
    Map<String, QuantParams> kept = new LinkedHashMap<>(values);
    kept.keySet().retainAll(new HashSet<>(graph.tensors()));
    Map<String, GivenConstant> known = new LinkedHashMap<>();
    graph
        .constants()
        .forEach(
            (name, constant) -> {
              GivenConstant given = constants.get(constant.value());
              if (given != null) {
                known.put(name, given);
              }
            });
    return new GivenQuantization(QuantScheme.ORT_QDQ, kept, known);
  }
}
