package io.edgeflow.formats.inspect;

import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.inspect.ModelSummary.Layer;
import io.edgeflow.formats.inspect.ModelSummary.Quantization;
import io.edgeflow.formats.quant.GivenQuantization;
import io.edgeflow.formats.quant.GivenQuantization.GivenConstant;
import io.edgeflow.formats.quant.QuantParams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The layers of a model, with the numbers that its file has them in. */
final class Layers {
  private final ModelGraph graph;
  private final GivenQuantization given;
  private final long fileBytes;

  Layers(ModelGraph graph, GivenQuantization given, long fileBytes) {
    this.graph = graph;
    this.given = given;
    this.fileBytes = fileBytes;
  }

  /** All of them; a constant of several counts with the first. */
  List<Layer> all() {
    Set<String> counted = new HashSet<>();
    List<Layer> layers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      long parameters = 0;
      long bytes = 0;
      for (String name : node.constants().values()) {
        if (counted.add(name)) {
          parameters += graph.constant(name).value().size();
          bytes += stored(name);
        }
      }
      layers.add(
          new Layer(
              node.name(),
              node.op().getClass().getSimpleName(),
              graph.shape(node.output()).toJson(),
              parameters,
              node.op().macs(graph.operands(node)),
              name(type(node.output())),
              weights(node),
              quantization(node.output()),
              bytes,
              (double) bytes / fileBytes));
    }
    return layers;
  }

  /** What a tensor takes for one sample, a step of a series of open length. */
  long bytes(String tensor) {
    long elements = 1;
    for (int size : graph.shape(tensor).resolve(1, 1)) {
      elements *= size;
    }
    return elements * type(tensor).bytes();
  }

  /** How the integers of a tensor stand for reals; null for one of floats. */
  @Nullable Quantization quantization(String tensor) {
    QuantParams params = given.values().get(tensor);
    return params == null ? null : new Quantization(params.scale(), params.zeroPoint());
  }

  /** Whether the file computes in 8-bit integers, but for its islands. */
  boolean ofIntegers() {
    return !given.values().isEmpty();
  }

  /** Whether a file of integers computes a tensor in floats. */
  boolean isIsland(String tensor) {
    return given.floats().contains(tensor);
  }

  private ElementType type(String tensor) {
    return ofIntegers() && !isIsland(tensor) ? ElementType.INT8 : ElementType.FLOAT32;
  }

  private String weights(Node node) {
    return node.constants().entrySet().stream()
        .filter(entry -> entry.getKey().multiplies())
        .findFirst()
        .map(Map.Entry::getValue)
        .or(() -> node.optional(ConstantRole.OPERAND))
        .map(this::storedAs)
        .orElse("");
  }

  private String storedAs(String constant) {
    GivenConstant integers = given.constants().get(constant);
    if (integers == null) {
      return name(graph.constant(constant).value().type());
    }
    String each = integers.scales().size() > 1 ? " per channel" : " per tensor";
    return name(integers.integers().type()) + each;
  }

  private long stored(String name) {
    GivenConstant integers = given.constants().get(name);
    if (integers != null) {
      return size(integers.integers()) + size(integers.scales());
    }
    Constant constant = graph.constant(name);
    return size(constant.value()) + constant.pruningMask().map(Layers::size).orElse(0L);
  }

  private static long size(Tensor tensor) {
    return (long) tensor.size() * tensor.type().bytes();
  }

  private static String name(ElementType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
